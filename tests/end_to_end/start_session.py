"""Runs inside QGIS Desktop (qgis --code): session(facts) of a script of this folder, once QGIS is ready; then closes QGIS.

SESSION_SCRIPT names the script, SESSION_FACTS the JSON file for the facts that it fills in, or "failure" with what went
wrong.
"""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.utils import active_plugins, iface


def run_session():
    script = Path(os.environ["SESSION_SCRIPT"])
    sys.path.append(str(script.parent))  # behind all others: a module here is called qgis as well
    facts = {}
    try:
        importlib.import_module(script.stem).session(facts)
    except Exception:
        facts["failure"] = traceback.format_exc()
    Path(os.environ["SESSION_FACTS"]).write_text(json.dumps(facts))
    # As a person closes it, and without a question: QGIS 3.44 dies when its loop ends while layers are open.
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def when_ready():
    if "processing" in active_plugins:
        run_session()
    else:
        QTimer.singleShot(300, when_ready)


QTimer.singleShot(1500, when_ready)

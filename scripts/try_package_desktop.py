"""Runs inside QGIS Desktop (qgis --code) for try_package.sh: looks at the provider, maps the sample district and takes a
picture. TRY_OUTPUT is the folder of the chain's outputs; desktop.txt in it ends with "good" if all is as it should be."""

import os
import subprocess
import traceback
from pathlib import Path

import processing
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.utils import active_plugins, iface

OUTPUT = Path(os.environ["TRY_OUTPUT"])


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec_()


def look():
    providers = [p for p in QgsApplication.processingRegistry().providers() if p.id() == "prospectivity"]
    yield f"{len(providers)} provider with {len(providers[0].algorithms())} algorithms"
    project = "/usr/share/prospectivity-lens/sample_project/sample_project.qgz"
    opened = QgsProject.instance().read(project)
    known = set(QgsProject.instance().mapLayers())
    invalid = [layer.name() for layer in QgsProject.instance().mapLayers().values() if not layer.isValid()]
    yield f"sample project opened: {opened}, {len(known)} layers, invalid: {invalid}"
    processing.runAndLoadResults("prospectivity:predict", {
        "MODEL": str(OUTPUT / "model.pt"), "STACK": str(OUTPUT / "evidence_stack.tif"), "OUTPUT": "TEMPORARY_OUTPUT"})
    added = [layer for identifier, layer in QgsProject.instance().mapLayers().items() if identifier not in known]
    styles = [layer.renderer().type() for layer in added]
    yield f"map loaded with style: {styles}"
    iface.setActiveLayer(added[0])
    iface.zoomToActiveLayer()
    wait(4000)
    subprocess.run(["import", "-window", "root", OUTPUT / "desktop.png"], check=True)
    if len(providers) == 1 and opened and not invalid and styles == ["singlebandpseudocolor"]:
        yield "good"


def session():
    with open(OUTPUT / "desktop.txt", "w", encoding="utf-8") as facts:
        try:
            for fact in look():
                print(fact, file=facts)
        except Exception:
            print(traceback.format_exc(), file=facts)
    # As a person closes it, and without a question: QGIS 3.44 dies when its loop ends while layers are open.
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def when_ready():
    if "processing" in active_plugins:
        session()
    else:
        QTimer.singleShot(300, when_ready)


QTimer.singleShot(1500, when_ready)

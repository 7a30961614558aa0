"""What QGIS runs before any plugin (PYQGIS_STARTUP): copies the log into the file named by KEPT_LOG."""

import os

from qgis.core import QgsApplication


def keep(message, tag, level):
    with open(os.environ["KEPT_LOG"], "a", encoding="utf-8") as log:
        print(tag, int(level), message, sep="\t", file=log)


QgsApplication.messageLog().messageReceived.connect(keep)

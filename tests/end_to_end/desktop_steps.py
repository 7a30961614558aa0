"""What sessions inside QGIS Desktop (start_session.py) do alike."""

import subprocess

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QTimer


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take_picture(path):
    """Of the whole screen."""
    subprocess.run(["import", "-window", "root", path], check=False)


def state():
    """How many providers there are of our id, how many loaders hold it, how many algorithms it has."""
    ours = [p for p in QgsApplication.processingRegistry().providers() if p.id() == "prospectivity"]
    return {"providers": len(ours), "loaders": ours[0].property("prospectivityLoaders") if ours else 0,
            "algorithms": len(ours[0].algorithms()) if ours else 0}


def rows_of_ours(view):
    """Our entries in the list of the plugin manager."""
    model = view.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [index for index in rows if index.data().startswith("Prospectivity Lens")]

"""What sessions inside QGIS Desktop (start_session.py) do alike."""

import subprocess

from qgis.PyQt.QtCore import QEventLoop, QTimer


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take_picture(path):
    """Of the whole screen."""
    subprocess.run(["import", "-window", "root", path], check=False)

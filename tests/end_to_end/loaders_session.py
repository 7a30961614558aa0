"""Runs inside QGIS Desktop (start_session.py) with the C++ plugin and the Python loader both switched on: ticks and unticks
their entries in the plugin manager, in both orders."""

from desktop_steps import rows_of_ours, state, wait
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QListView
from qgis.utils import iface


def switch(view, which, on):
    state_of_box = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    view.model().setData(rows_of_ours(view)[which], state_of_box, Qt.ItemDataRole.CheckStateRole)
    wait(100)
    return state()


def use_plugin_manager(facts):
    manager = QApplication.activeModalWidget()
    view = manager.findChild(QListView, "vwPlugins")
    facts["entries"] = len(rows_of_ours(view))
    facts["switching"] = [
        [which, on, switch(view, which, on)]
        for which, on in [(0, False), (1, False), (1, True), (0, True), (1, False), (1, True)]
    ]
    manager.reject()


def session(facts):
    facts["start"] = state()
    QTimer.singleShot(1500, lambda: use_plugin_manager(facts))
    iface.actionManagePlugins().trigger()

"""Runs inside QGIS Desktop (start_session.py): uses the plugin as a person would and writes down what was seen.

DESKTOP_PICTURES names the folder for screenshots, DESKTOP_CHAIN that of the chain test, DESKTOP_PROJECT the sample project.
"""

import os
from pathlib import Path

import processing
from desktop_steps import rows_of_ours, state, take_picture, wait
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QListView, QTableWidget, QToolButton
from qgis.utils import iface


def picture(name):
    wait(700)
    take_picture(Path(os.environ["DESKTOP_PICTURES"]) / f"{name}.png")


def look_at_plugin_manager(facts):
    manager = QApplication.activeModalWidget()
    facts["entries"] = len(rows_of_ours(manager.findChild(QListView, "vwPlugins")))
    picture("plugin_manager")
    manager.reject()


def plugins_menu():
    """What the Plugins menu holds of ours: texts, without the marks of shortcuts."""
    texts = [action.text().replace("&", "") for action in iface.pluginMenu().actions()]
    return [text for text in texts if "rospectivity" in text]


def open_dialogs():
    opened = {}
    for algorithm in QgsApplication.processingRegistry().providerById("prospectivity").algorithms():
        dialog = processing.createAlgorithmDialog(algorithm.id(), {})
        dialog.show()
        wait(100)
        titled = dialog.windowTitle().endswith(algorithm.displayName())  # newer releases put the group before it
        opened[algorithm.name()] = dialog.isVisible() and titled
        picture(f"dialog_{algorithm.name()}")
        dialog.close()
    return opened


def open_layer_tables():
    """Titles of the tables of Build evidence stack, and the layers in them."""
    chain = Path(os.environ["DESKTOP_CHAIN"])
    dialog = processing.createAlgorithmDialog("prospectivity:buildevidencestack", {
        "LAYERS": [str(chain / f"{name}.tif") for name in ("W", "Sn", "Noise", "Ramp")], "TRANSFORMS": "W=log"})
    dialog.show()
    wait(100)
    tables = {}

    def look():
        table = QApplication.activeModalWidget()
        lines = table.findChild(QTableWidget)
        column = lines.horizontalHeaderItem(1).text()
        tables[column] = [lines.item(row, 0).text() for row in range(lines.rowCount())]
        picture(f"layer_table_{column.replace(' ', '_')}")
        table.reject()

    for button in dialog.findChildren(QToolButton):
        if button.toolTip() == "Fill in as a table of the layers":
            QTimer.singleShot(300, look)
            button.click()
    dialog.close()
    return tables


def show_toolbox():
    """Returns the titles of our groups, as the toolbox lists them."""
    groups = []
    for dock in iface.mainWindow().findChildren(object, "ProcessingToolbox"):
        dock.setUserVisible(True)
        tree = dock.algorithmTree
        tree.setFilterString("Prospectivity")
        tree.setFilterString("")
        for row in range(tree.model().rowCount()):
            index = tree.model().index(row, 0)
            if index.data() == "Prospectivity Lens":
                tree.setExpanded(index, True)
                for row_of_group in range(tree.model().rowCount(index)):
                    group = tree.model().index(row_of_group, 0, index)
                    groups.append(group.data())
                    tree.setExpanded(group, True)
                tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
    picture("toolbox")
    return groups


def show_results():
    """Maps and explains with the model that the chain test made; results load as styled layers."""
    chain = Path(os.environ["DESKTOP_CHAIN"])
    processing.runAndLoadResults("prospectivity:predict", {
        "MODEL": str(chain / "model.pt"), "STACK": str(chain / "stack.tif"), "OUTPUT": "TEMPORARY_OUTPUT"})
    processing.runAndLoadResults("prospectivity:shapvalues", {
        "MODEL": str(chain / "model.pt"), "SAMPLES": str(chain / "samples.gpkg"), "OUTPUT": "TEMPORARY_OUTPUT"})
    iface.zoomFull()
    wait(1500)
    picture("results")
    return {layer.name(): layer.renderer().type() for layer in QgsProject.instance().mapLayers().values()}


def run_the_model_of_the_sample_project():
    """Opens the sample project and runs the model that lies in it, on the layers of the chain test."""
    chain = Path(os.environ["DESKTOP_CHAIN"])
    if not QgsProject.instance().read(os.environ["DESKTOP_PROJECT"]):
        return "the project cannot be opened"
    wait(1500)
    picture("sample_project")
    models = QgsApplication.processingRegistry().providerById("project").algorithms()
    outputs = [output.name() for output in models[0].destinationParameterDefinitions()]
    results = processing.run(models[0].id(), {
        "LAYERS": [str(chain / f"{name}.tif") for name in ("W", "Sn", "Noise", "Ramp")],
        "DEPOSITS": str(chain / "deposits.gpkg"), "TARGET_COUNT": 60,
        **{output: "TEMPORARY_OUTPUT" for output in outputs}})
    return {"models": [model.displayName() for model in models],
            "missing": [output for output in outputs if not results.get(output)],
            "mapped": "MAP:PROSPECTIVITY" in results}


def session(facts):
    facts["start"] = state()
    QTimer.singleShot(1500, lambda: look_at_plugin_manager(facts))
    iface.actionManagePlugins().trigger()
    facts["menu"] = plugins_menu()
    facts["dialogs"] = open_dialogs()
    facts["tables"] = open_layer_tables()
    facts["groups"] = show_toolbox()
    facts["layers"] = show_results()
    facts["model"] = run_the_model_of_the_sample_project()

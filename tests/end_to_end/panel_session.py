"""Runs inside QGIS Desktop (start_session.py): works with the panel as a person would and writes down what was seen.

PANEL_PICTURE names the screenshot, PANEL_CHAIN the folder of the chain test, PANEL_WORK an empty folder for a project and
what is made in it.
"""

import os
import shutil
from pathlib import Path

import processing
from desktop_steps import take_picture, wait
from processing.gui.AlgorithmDialog import AlgorithmDialog
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QUrl, Qt, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QLabel,
    QPushButton,
    QTreeWidget,
)
from qgis.utils import iface

CHAIN = Path(os.environ["PANEL_CHAIN"])
WORK = Path(os.environ["PANEL_WORK"])
LAYERS = ("W", "Sn", "Noise", "Ramp")


class Opened(QObject):
    """Takes the place of the program for web pages."""

    def __init__(self):
        super().__init__()
        self.pages = []

    @pyqtSlot(QUrl)
    def take(self, url):
        self.pages.append(url.toLocalFile())


def dock():
    return iface.mainWindow().findChild(QDockWidget, "ProspectivityPanel")


def part(kind, name):
    return dock().findChild(kind, f"panel{name}")


def press(button):
    """Those of the list may lie out of sight, where the mouse does not reach."""
    button.click()
    wait(500)


def step(title):
    steps = part(QTreeWidget, "Steps")
    return next(steps.topLevelItem(row) for row in range(steps.topLevelItemCount())
                if steps.topLevelItem(row).text(0) == title)


def state(title):
    return step(title).text(2)


def choose(title):
    part(QTreeWidget, "Steps").setCurrentItem(step(title))
    wait(100)


def runs():
    tree = part(QTreeWidget, "Runs")
    return [[tree.topLevelItem(row).text(column) for column in (1, 3, 2)] for row in range(tree.topLevelItemCount())]


def seen():
    """What the panel says at the top and in its list of steps."""
    wait(300)
    steps = part(QTreeWidget, "Steps")
    return {"next": part(QPushButton, "Next").text(), "message": part(QLabel, "Message").text(),
            "products": {name: part(QLabel, name).text() for name in ("Stack", "Samples", "Model", "Map")},
            "states": {steps.topLevelItem(row).text(0): steps.topLevelItem(row).text(2)
                       for row in range(steps.topLevelItemCount())}}


def dialog():
    """The dialog of Processing that stands open, with what is filled in; it is left open."""
    for _ in range(50):
        open_ones = [widget for widget in QApplication.topLevelWidgets()
                     if isinstance(widget, AlgorithmDialog) and widget.isVisible()]
        if open_ones:
            return open_ones[0]
        wait(100)
    raise AssertionError("no dialog was opened")


def place(value):
    """A layer by its source, whatever the dialog calls it by."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    layer = QgsProject.instance().mapLayer(str(value))
    return layer.source() if layer is not None else str(value)


def filled_in(*names):
    """The algorithm of the dialog that stands open, and some of its parameters; the dialog is closed."""
    opened = dialog()
    wait(300)
    wrappers = opened.mainWidget().wrappers
    told = {"algorithm": opened.algorithm().name(), "modal": opened.isModal(),
            "parameters": {name: place(wrappers[name].parameterValue()) for name in names}}
    opened.close()
    wait(300)
    return told


def run(algorithm, **parameters):
    result = processing.run(f"prospectivity:{algorithm}", {name: str(value) if isinstance(value, Path) else value
                                                           for name, value in parameters.items()})
    wait(300)
    return result


def run_as_step_of_a_model(algorithm, **parameters):
    child = QgsProcessingModelChildAlgorithm(f"prospectivity:{algorithm}")
    for name, value in parameters.items():
        child.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromStaticValue(str(value))])
    model = QgsProcessingModelAlgorithm("One step")
    model.addChildAlgorithm(child)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    model.run({}, context, QgsProcessingFeedback())
    wait(300)


def use_keyboard(facts):
    """Down to the step of the samples, and Enter."""
    steps = part(QTreeWidget, "Steps")
    steps.setFocus()
    steps.setCurrentItem(steps.topLevelItem(0))
    for _ in range(steps.indexOfTopLevelItem(step("Samples"))):
        QTest.keyClick(steps, Qt.Key.Key_Down)
    QTest.keyClick(steps, Qt.Key.Key_Return)
    facts["by keyboard"] = filled_in()["algorithm"]


def run_from_the_dialog(facts):
    """Presses Next, then Run in the dialog, as a person does: the map of the model that was trained."""
    press(part(QPushButton, "Next"))
    opened = dialog()
    facts["dialog of the map"] = opened.algorithm().name()
    facts["targets asked for"] = opened.mainWidget().wrappers["TARGET_POLYGONS"].parameterValue() is not None
    opened.setParameters({"OUTPUT": str(WORK / "map.tif"), "TARGET_POLYGONS": str(WORK / "targets.gpkg")})
    opened.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    for _ in range(600):
        wait(100)
        if state("Map of prospectivity").startswith(("Done", "Failed")):
            break
    wait(1500)
    opened.close()
    facts["mapped"] = seen()


def look_at_the_map(facts):
    """Unticked and out of sight, then removed: the button brings it back."""
    project = QgsProject.instance()
    choose("Map of prospectivity")

    def layers():
        return [layer for layer in project.mapLayers().values()
                if Path(layer.source().split("|")[0]).name == "map.tif"]

    facts["loaded"] = len(layers())
    for layer in layers():
        project.layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(False)
    iface.mapCanvas().zoomByFactor(0.01)
    press(part(QPushButton, "StepMap"))
    layer = layers()[0]
    canvas = iface.mapCanvas()
    extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    facts["shown"] = {"visible": project.layerTreeRoot().findLayer(layer.id()).isVisible(),
                      "seen": canvas.extent().contains(extent.buffered(-0.01 * extent.width())),
                      "active": iface.activeLayer().id() == layer.id(), "layers": len(layers())}
    project.removeMapLayers([layer.id() for layer in layers()])
    wait(300)
    press(part(QPushButton, "StepMap"))
    facts["loaded again"] = [layer.renderer().type() for layer in layers()]


def session(facts):
    opened = Opened()
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, opened, "take")
    window = iface.mainWindow()
    facts["actions"] = [len(window.findChildren(QAction, f"Prospectivity{name}Action")) for name in ("Panel", "QuickStart")]
    facts["docks"] = len(window.findChildren(QDockWidget, "ProspectivityPanel"))
    project = QgsProject.instance()
    project.write(str(WORK / "project.qgz"))
    project.addMapLayer(QgsVectorLayer(str(CHAIN / "deposits.gpkg"), "deposits"))
    action = window.findChild(QAction, "ProspectivityPanelAction")
    if action.isChecked():  # left open by an earlier session
        action.trigger()
        wait(200)
    facts["hidden"] = not dock().isVisible()
    action.trigger()
    wait(500)
    facts["visible"] = dock().isVisible()
    facts["empty"] = seen()

    window.findChild(QAction, "ProspectivityQuickStartAction").trigger()
    press(part(QPushButton, "QuickStart"))
    facts["quick starts"] = list(opened.pages)
    opened.pages.clear()

    press(part(QPushButton, "Next"))
    facts["first dialog"] = filled_in()
    run("buildevidencestack", LAYERS=[str(CHAIN / f"{name}.tif") for name in LAYERS], OUTPUT=WORK / "stack.tif")
    facts["stacked"] = seen()
    use_keyboard(facts)
    run("createsamples", STACK=WORK / "stack.tif", DEPOSITS=str(CHAIN / "deposits.gpkg"), OUTPUT=WORK / "samples.gpkg")
    press(part(QPushButton, "Open_trainreference"))
    facts["training dialog"] = filled_in("SAMPLES")
    try:
        run("traincnn", SAMPLES=WORK / "samples.gpkg", LABEL_FIELD="no_such_field", MODEL=WORK / "model.pt")
    except QgsProcessingException as error:
        facts["failure of the training"] = str(error)
    facts["failed"] = seen()
    run("trainreference", SAMPLES=WORK / "samples.gpkg", MODEL=WORK / "model.pt", REPORT=WORK / "training.html")
    facts["trained"] = seen()
    run_from_the_dialog(facts)
    look_at_the_map(facts)

    choose("Train a reference model")
    facts["buttons"] = {name: part(QPushButton, name).isEnabled() for name in ("StepMap", "StepReport")}
    press(part(QPushButton, "StepReport"))
    facts["reports"] = list(opened.pages)
    facts["runs"] = runs()
    toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
    toolbox.hide()
    window.setGeometry(0, 0, 1400, 1200)
    window.resizeDocks([dock()], [620], Qt.Orientation.Horizontal)
    wait(1500)
    take_picture(os.environ["PANEL_PICTURE"])
    toolbox.show()

    run_as_step_of_a_model("orderfeatures", INPUT=WORK / "samples.gpkg")
    facts["step of a model"] = state("Order of the layers")

    # The model is older than these samples.
    run("createsamples", STACK=WORK / "stack.tif", DEPOSITS=str(CHAIN / "deposits.gpkg"), SEED=2,
        OUTPUT=WORK / "samples.gpkg")
    facts["newer samples"] = seen()

    # Moved with its files, the project knows them all; one of them was thrown away.
    project.write()
    facts["dirty after saving"] = project.isDirty()
    moved = WORK.with_name("moved")
    project.clear()
    facts["cleared"] = seen()
    shutil.copytree(WORK, moved)
    (moved / "samples.gpkg").unlink()
    project.read(str(moved / "project.qgz"))
    facts["moved"] = seen()
    press(part(QPushButton, "Open_shapmap"))
    facts["dialog after moving"] = filled_in("MODEL", "STACK")
    press(part(QPushButton, "Open_traincnn"))
    facts["dialog without samples"] = filled_in("SAMPLES")["parameters"]["SAMPLES"]
    runs_before = len(runs())
    tree = part(QTreeWidget, "Runs")
    tree.setCurrentItem(tree.topLevelItem(0))
    press(part(QPushButton, "Forget"))
    facts["forgotten"] = runs_before - len(runs())

    provider = QgsApplication.processingRegistry().providerById("prospectivity")
    facts["titles"] = {algorithm.name(): algorithm.displayName() for algorithm in provider.algorithms()}
    for scheme in ("file", "http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)
    action.trigger()  # other sessions begin without it

"""Runs inside QGIS Desktop (qgis --code) for pictures.sh: works through the sample district and takes pictures of it.

PICTURES_WORK is the folder for all that is made; pictures go to "taken" in it, and to failure.txt what went wrong.
"""

import os
import traceback
from pathlib import Path

import processing
from qgis.core import (
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsUnitTypes,
)
from qgis.gui import QgsModelGraphicsScene
from qgis.PyQt.QtCore import QEventLoop, QPoint, QRectF, Qt, QTimer
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QLabel, QLineEdit
from qgis.utils import active_plugins, iface

WORK = Path(os.environ["PICTURES_WORK"])
SOURCE = WORK.parent.parent
LAYERS = SOURCE / "sample_project/layers"
ELEMENTS = ("W", "Sn", "Bi", "Mn", "Cu")
WINDOW = (1400, 1150)  # pixels, as high as the dock "Why here?" down to the table of the evidence


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def picture(name):
    return str(WORK / "taken" / f"{name}.png")


def save(image, name):
    if not image.save(picture(name)):
        raise RuntimeError(f"the picture '{name}' could not be written")


def run(algorithm, **parameters):
    """A step of the work, which the panel counts."""
    processing.run(f"prospectivity:{algorithm}", {key: str(value) if isinstance(value, Path) else value
                                                         for key, value in parameters.items()})


def deposits_layer():
    """That of the project, which every step below is given, so that no second one is loaded."""
    return QgsProject.instance().mapLayersByName("Tungsten deposits")[0]


def work_through_the_district():
    """The steps of sample_project/run_chain.py that pictures are taken of. Returns the layer of the map."""
    deposits = deposits_layer()
    run("buildevidencestack", LAYERS=[str(path) for path in sorted(LAYERS.glob("*.tif"))], CATEGORICAL="lithology",
        ONE_HOT=True, TRANSFORMS="; ".join(f"{element}=log" for element in ELEMENTS), OUTPUT=WORK / "evidence_stack.tif")
    run("createsamples", STACK=WORK / "evidence_stack.tif", DEPOSITS=deposits, OUTPUT=WORK / "samples.gpkg")
    run("traincnn", SAMPLES=WORK / "samples.gpkg", AUGMENTATION="smote", TARGET_COUNT=500, BOTH_CLASSES=True,
        MODEL=WORK / "model.pt", REPORT=WORK / "training_report.html")
    run("shapvalues", MODEL=WORK / "model.pt", SAMPLES=WORK / "samples.gpkg", OUTPUT=WORK / "shap_values.gpkg",
        REPORT=WORK / "shap_report.html")
    known = set(QgsProject.instance().mapLayers())
    processing.runAndLoadResults("prospectivity:predict", {
        "MODEL": str(WORK / "model.pt"), "STACK": str(WORK / "evidence_stack.tif"), "KNOWN_DEPOSITS": deposits,
        "OUTPUT": str(WORK / "prospectivity.tif")})
    wait(1000)
    layers = [layer for name, layer in QgsProject.instance().mapLayers().items() if name not in known]
    layers[0].setName("Prospectivity score")
    return layers[0]


def take_map(score):
    """The map with its legend and a scale, as a layout prints it."""
    deposits = deposits_layer()
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(222, 120))
    shown = QgsLayoutItemMap(layout)
    layout.addLayoutItem(shown)
    shown.attemptSetSceneRect(QRectF(2, 2, 145, 145 * score.height() / score.width()))
    shown.setCrs(score.crs())
    shown.setLayers([deposits, score])
    shown.setExtent(score.extent())
    shown.setFrameEnabled(True)
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.setAutoUpdateModel(False)
    group = legend.model().rootGroup()
    group.clear()
    group.addLayer(deposits)
    node = group.addLayer(score)
    nodes = len(legend.model().layerLegendNodes(node))
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(range(1, nodes)))  # without the title: the layer's name tells it
    legend.model().refreshLayerLegend(node)
    legend.attemptMove(QgsLayoutPoint(149, 8))
    scale = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(scale)
    scale.setStyle("Single Box")
    scale.setLinkedMap(shown)
    scale.setUnits(QgsUnitTypes.DistanceKilometers)
    scale.setUnitLabel("km")
    scale.setNumberOfSegmentsLeft(0)
    scale.setNumberOfSegments(2)
    scale.setUnitsPerSegment(20)
    scale.attemptMove(QgsLayoutPoint(149, 100))
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 110
    if QgsLayoutExporter(layout).exportToImage(picture("prospectivity_map"), settings) != QgsLayoutExporter.Success:
        raise RuntimeError("the map could not be printed")


def dock_of(name):
    return iface.mainWindow().findChild(QDockWidget, name)


def arrange_window(*docks):
    """Layers and the given docks alone."""
    window = iface.mainWindow()
    window.setGeometry(0, 0, *WINDOW)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers" or dock in docks)
    window.resizeDocks([dock_of("Layers"), *docks], [290, *[540] * len(docks)], Qt.Orientation.Horizontal)
    wait(1000)


def take_why_here(score):
    """Asked at the deposit whose cell has the highest score."""
    window, canvas = iface.mainWindow(), iface.mapCanvas()
    dock = dock_of("ProspectivityWhyHere")
    iface.setActiveLayer(score)
    window.findChild(QAction, "ProspectivityWhyHereAction").trigger()
    arrange_window(dock)
    canvas.setDestinationCrs(score.crs())
    canvas.setExtent(score.extent())
    canvas.refresh()
    wait(3000)
    deposits = deposits_layer()
    to_map = QgsCoordinateTransform(deposits.crs(), score.crs(), QgsProject.instance())
    points = [to_map.transform(feature.geometry().asPoint()) for feature in deposits.getFeatures()]
    point = max(points, key=lambda place: score.dataProvider().sample(place, 1)[0])
    pixel = canvas.getCoordinateTransform().transform(point)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(round(pixel.x()), round(pixel.y())))
    for _ in range(600):
        wait(100)
        if dock.findChild(QLabel, "whyHereMessage").text() != "Computing...":
            break
    if not dock.findChild(QLabel, "whyHereScore").text().startswith("Prospectivity score"):
        raise RuntimeError("no cell was explained: " + dock.findChild(QLabel, "whyHereMessage").text())
    for line in dock.findChildren(QLineEdit):
        line.blockSignals(True)
        line.setText(Path(line.text()).name)  # where the files lie is of no interest
    wait(1000)
    save(window.grab(), "why_here")


def take_panel():
    dock = dock_of("ProspectivityPanel")
    dock.show()
    arrange_window(dock)
    save(dock.grab(), "panel")


def take_modeler():
    """What the modeler exports as an image."""
    model = QgsProcessingModelAlgorithm()
    if not model.fromFile(str(SOURCE / "plugin/models/prospectivity_chain.model3")):
        raise RuntimeError("the model of the chain could not be opened")
    scene = QgsModelGraphicsScene()
    scene.setFlag(QgsModelGraphicsScene.FlagHideControls)
    scene.createItems(model, QgsProcessingContext())
    whole = scene.itemsBoundingRect().adjusted(-10, -10, 10, 10)
    image = QImage(round(whole.width()), round(whole.height()), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, whole.width(), whole.height()), whole)
    painter.end()
    save(image, "modeler")


def session():
    if not QgsProject.instance().read(str(SOURCE / "sample_project/sample_project.qgz")):
        raise RuntimeError("the sample project could not be opened")
    score = work_through_the_district()
    take_map(score)
    take_why_here(score)
    take_panel()
    take_modeler()


def run_session():
    try:
        session()
    except Exception:
        (WORK / "failure.txt").write_text(traceback.format_exc())
    # As a person closes it, and without a question: QGIS 3.44 dies when its loop ends while layers are open.
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def when_ready():
    if "processing" in active_plugins:
        run_session()
    else:
        QTimer.singleShot(300, when_ready)


QTimer.singleShot(1500, when_ready)

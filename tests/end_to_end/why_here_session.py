"""Runs inside QGIS Desktop (start_session.py): asks "Why here?" as a person would and writes down what was seen.

WHY_PICTURE names the screenshot, WHY_CHAIN the folder of the chain test, WHY_MAP a map predicted with its model from its
stack. WHY_LOGGED names a folder with a stack, a model and a map, where W is a logarithm.
"""

import os
from pathlib import Path

from desktop_steps import take_picture, wait
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QDockWidget, QLabel, QPushButton, QTableWidget, QWidget
from qgis.utils import iface

CHAIN = Path(os.environ["WHY_CHAIN"])


def dock():
    return iface.mainWindow().findChild(QDockWidget, "ProspectivityWhyHere")


def part(kind, name):
    """Classes of QGIS are not known to findChild(), which takes widgets of them for those of Qt that they are."""
    return sip.cast(dock().findChild(QWidget, f"whyHere{name}"), kind)


def texts():
    """What the dock says once it has stopped computing."""
    for _ in range(300):
        wait(50)
        if part(QLabel, "Message").text() != "Computing...":
            break
    return {name: part(QLabel, name).text() for name in ("Place", "Score", "Message", "Coverage", "Nearest")}


def click(point, crs):
    """A click on a place given in `crs`."""
    canvas = iface.mapCanvas()
    transform = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    pixel = canvas.getCoordinateTransform().transform(transform.transform(point))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(round(pixel.x()), round(pixel.y())))
    return texts()


def copied():
    QTest.mouseClick(part(QPushButton, "Copy"), Qt.MouseButton.LeftButton)
    return QApplication.clipboard().text()


def session(facts):
    facts["actions"] = len(iface.mainWindow().findChildren(QAction, "ProspectivityWhyHereAction"))
    facts["docks"] = len(iface.mainWindow().findChildren(QDockWidget, "ProspectivityWhyHere"))
    layer = QgsRasterLayer(os.environ["WHY_MAP"], "map")
    samples = QgsVectorLayer(str(CHAIN / "samples.gpkg"), "samples")
    deposits = QgsVectorLayer(str(CHAIN / "deposits.gpkg"), "Tungsten deposits")
    QgsProject.instance().addMapLayers([layer, samples, deposits])
    QgsProject.instance().setCrs(layer.crs())
    iface.mapCanvas().setDestinationCrs(layer.crs())
    iface.mainWindow().findChild(QAction, "ProspectivityWhyHereAction").trigger()
    wait(500)
    iface.mapCanvas().setExtent(layer.extent())
    iface.mapCanvas().refresh()
    wait(1000)
    part(QgsMapLayerComboBox, "Map").setLayer(layer)
    sample = next(feature for feature in samples.getFeatures() if feature["label"] == 1)
    point = sample.geometry().asPoint()
    facts["sample"] = sample["sample_id"]

    facts["likely deposits"] = part(QgsMapLayerComboBox, "Deposits").currentLayer().name()
    facts["without model"] = click(point, layer.crs())
    part(QgsMapLayerComboBox, "Deposits").setLayer(samples)
    part(QgsFileWidget, "Model").setFilePath(str(CHAIN / "model.pt"))
    part(QgsFileWidget, "Stack").setFilePath(str(CHAIN / "stack.tif"))
    facts["explained"] = texts()
    facts["copied"] = copied()
    facts["rows"] = part(QTableWidget, "Evidence").rowCount()
    part(QComboBox, "Layer").setCurrentIndex(0)
    QTest.mouseClick(part(QPushButton, "Draw"), Qt.MouseButton.LeftButton)
    wait(1500)
    take_picture(os.environ["WHY_PICTURE"])

    words = QgsVectorLayer(f"Point?crs={samples.crs().authid()}&field=label:string&field=origin:string", "words", "memory")
    for sample in samples.getFeatures():
        feature = QgsFeature(words.fields())
        feature.setAttributes(["yes" if sample["label"] == 1 else "no", sample["origin"]])
        feature.setGeometry(sample.geometry())
        words.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(words)
    part(QgsMapLayerComboBox, "Deposits").setLayer(words)
    facts["labels in words"] = texts()
    part(QgsMapLayerComboBox, "Deposits").setLayer(deposits)
    texts()
    table = part(QTableWidget, "Evidence")
    facts["deposits alone"] = [[table.horizontalHeaderItem(column).text(), table.item(0, column).text()]
                               for column in range(table.columnCount()) if not table.isColumnHidden(column)]
    part(QgsMapLayerComboBox, "Deposits").setLayer(samples)
    texts()

    before = iface.mapCanvas().extent()
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Right)
    facts["stepped"] = texts()
    facts["canvas stayed"] = before == iface.mapCanvas().extent()
    outside = QgsPointXY(layer.extent().xMinimum() - 1000, layer.extent().center().y())
    iface.mapCanvas().zoomByFactor(1.5)
    wait(500)
    facts["outside"] = click(outside, layer.crs())

    iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    wait(1000)
    facts["other crs"] = click(point, layer.crs())

    part(QgsFileWidget, "Model").setFilePath(str(CHAIN / "moved.pt"))
    facts["moved"] = texts()
    layer.setCustomProperty("prospectivity/model", str(CHAIN / "model.pt"))
    layer.setCustomProperty("prospectivity/stack", str(CHAIN / "stack.tif"))
    part(QgsMapLayerComboBox, "Map").setLayer(None)
    part(QgsMapLayerComboBox, "Map").setLayer(layer)
    facts["from the layer"] = click(point, layer.crs())

    logged = Path(os.environ["WHY_LOGGED"])
    QgsProject.instance().addMapLayer(QgsRasterLayer(str(logged / "map.tif"), "logged"))
    part(QgsMapLayerComboBox, "Map").setLayer(QgsProject.instance().mapLayersByName("logged")[0])
    part(QgsFileWidget, "Model").setFilePath(str(logged / "model.pt"))
    part(QgsFileWidget, "Stack").setFilePath(str(logged / "stack.tif"))
    facts["logged"] = click(point, layer.crs())
    table = part(QTableWidget, "Evidence")
    facts["logged values"] = {table.item(row, 0).text(): [table.item(row, 1).text(), table.item(row, 1).toolTip()]
                              for row in range(table.rowCount())}
    facts["logged axes"] = {}
    for name in ("W", "Sn"):
        part(QComboBox, "Layer").setCurrentText(name)
        QTest.mouseClick(part(QPushButton, "Draw"), Qt.MouseButton.LeftButton)
        wait(1500)
        curve = dock().findChild(QWidget, "whyHereCurve")
        facts["logged axes"][name] = [curve.accessibleName(), curve.accessibleDescription()]

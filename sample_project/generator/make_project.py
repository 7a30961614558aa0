"""Makes sample_project.qgz: the layers of the district, styled and grouped, with relative paths, and the plugin's model of
the whole chain among its project models. Run it with Debian's Python:

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 sample_project/generator/make_project.py
"""

from pathlib import Path

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsColorRampShader, QgsCoordinateReferenceSystem,
                       QgsFillSymbol, QgsLineSymbol, QgsMarkerSymbol, QgsPalettedRasterRenderer, QgsProject,
                       QgsRasterLayer, QgsRasterShader, QgsReferencedRectangle, QgsRendererCategory, QgsSettings,
                       QgsSingleBandPseudoColorRenderer, QgsSingleSymbolRenderer, QgsVectorLayer, QgsXmlUtils)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

PROJECT = Path(__file__).resolve().parent.parent
MODEL = PROJECT.parent / "plugin/models/prospectivity_chain.model3"
RAMPS = {"warm": ["#fff7ec", "#fdbb84", "#d7301f", "#7f0000"], "cool": ["#08306b", "#4292c6", "#c6dbef", "#f7fbff"],
         "two": ["#2166ac", "#f7f7f7", "#b2182b"]}
GROUPS = {
    "Geochemistry": [("W", "ppm", "warm"), ("Sn", "ppm", "warm"), ("Bi", "ppm", "warm"), ("Mn", "ppm", "warm"),
                     ("Cu", "ppm", "warm")],
    "Geology": [("distance_yanshanian_granite", "m", "cool"), ("distance_caledonian_granite", "m", "cool"),
                ("distance_faults", "m", "cool"), ("fault_density", "km/km²", "warm")],
    "Geophysics": [("magnetics", "nT", "two"), ("gravity", "mGal", "two")],
    "Decoys (no information)": [("decoy_1", "", "two"), ("decoy_2", "", "two")],
}
ROCKS = ["#9aa57c", "#e3d59a", "#9ecae1", "#e34a33", "#c994c7", "#fff7bc"]


def ramp_raster(layer, unit, colors):
    """A ramp between the 2nd and 98th percentile, its ends labelled with the unit."""
    provider = layer.dataProvider()
    low, high = provider.cumulativeCut(1, 0.02, 0.98)
    shader = QgsColorRampShader(low, high)
    shader.setColorRampType(QgsColorRampShader.Type.Interpolated)
    steps = len(colors) - 1
    shader.setColorRampItemList([
        QgsColorRampShader.ColorRampItem(low + (high - low) * i / steps, QColor(color),
                                         f"{low + (high - low) * i / steps:.4g} {unit}".strip())
        for i, color in enumerate(colors)])
    function = QgsRasterShader(low, high)
    function.setRasterShaderFunction(shader)
    renderer = QgsSingleBandPseudoColorRenderer(provider, 1, function)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    layer.setRenderer(renderer)


def rocks(layer):
    names = ["Cambrian slate", "Devonian sandstone", "Carboniferous limestone", "Yanshanian granite", "Caledonian granite",
             "Quaternary alluvium"]
    classes = [QgsPalettedRasterRenderer.Class(i + 1, QColor(color), name)
               for i, (color, name) in enumerate(zip(ROCKS, names))]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


def add(project, group, layer, visible):
    if not layer.isValid():
        raise SystemExit(f"{layer.source()} cannot be opened: run make_layers.py first.")
    project.addMapLayer(layer, False)
    node = group.addLayer(layer)
    node.setItemVisibilityChecked(visible)
    node.setExpanded(visible)


def vectors(project, root):
    layers = PROJECT / "layers"
    deposits = QgsVectorLayer(f"{layers}/deposits.gpkg|layername=deposits", "Tungsten deposits", "ogr")
    deposits.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(
        {"name": "diamond", "color": "#111111", "outline_color": "white", "outline_width": "0.3", "size": "2.8"})))
    add(project, root, deposits, True)
    faults = QgsVectorLayer(f"{layers}/geology.gpkg|layername=faults", "Faults", "ogr")
    faults.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#444444", "width": "0.35"})))
    add(project, root, faults, True)
    granites = QgsVectorLayer(f"{layers}/geology.gpkg|layername=granites", "Granites by age", "ogr")
    granites.setRenderer(QgsCategorizedSymbolRenderer("age", [
        QgsRendererCategory(age, QgsFillSymbol.createSimple(
            {"color": "0,0,0,0", "outline_color": color, "outline_width": "0.5"}), age)
        for age, color in (("Yanshanian", "#b30000"), ("Caledonian", "#7a0177"))]))
    add(project, root, granites, True)


def embed_model(document):
    """Where Processing keeps the models of a project."""
    model = QDomDocument()
    model.setContent(MODEL.read_text())
    models = document.createElement("projectModels")
    models.appendChild(QgsXmlUtils.writeVariant(QgsXmlUtils.readVariant(model.documentElement()), document))
    document.documentElement().appendChild(models)


def main():
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject()
    project.setTitle("Prospectivity Lens: sample district")
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:32650"))
    root = project.layerTreeRoot()
    vectors(project, root)
    first = True
    for title, members in GROUPS.items():
        group = root.addGroup(title)
        group.setExpanded(first)
        for name, unit, ramp in members:
            layer = QgsRasterLayer(f"{PROJECT}/layers/{name}.tif", f"{name} ({unit})" if unit else name)
            ramp_raster(layer, unit, RAMPS[ramp])
            add(project, group, layer, first)
            first = False
    lithology = QgsRasterLayer(f"{PROJECT}/layers/lithology.tif", "lithology")
    rocks(lithology)
    add(project, root.findGroup("Geology"), lithology, False)
    truth = root.addGroup("Truth (known because the district was made)")
    known = QgsRasterLayer(f"{PROJECT}/truth/prospectivity.tif", "known prospectivity (0 to 1)")
    ramp_raster(known, "", ["#2c539e", "#91bfdb", "#ffffbf", "#fc8d59", "#a50026"])
    add(project, truth, known, False)
    extent = QgsReferencedRectangle(known.extent(), project.crs())
    project.viewSettings().setDefaultViewExtent(extent)
    project.writeEntryBool("Paths", "/Absolute", False)
    project.writeProject.connect(embed_model)
    # The project is the same whoever makes it.
    metadata = project.metadata()
    metadata.setAuthor("")
    project.setMetadata(metadata)
    QgsSettings().setValue("projects/anonymize_saved_projects", True, QgsSettings.Section.Core)
    written = project.write(str(PROJECT / "sample_project.qgz"))
    QgsSettings().remove("projects/anonymize_saved_projects", QgsSettings.Section.Core)
    if not written:
        raise SystemExit("sample_project.qgz cannot be written: check the folder.")
    project.clear()
    application.exitQgis()


if __name__ == "__main__":
    main()

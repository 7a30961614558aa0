#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <QTranslator>
#include <gdal_priv.h>
#include <qgscoordinatereferencesystem.h>
#include <qgsdistancearea.h>
#include <qgsrasterlayer.h>
#include <qgsrasterrenderer.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <map>
#include <numeric>
#include <string>

using namespace prospectivity;

/// vectorevidence as a user runs it: on which grid, with which values, and every mistake by name.
class TestVectorEvidence : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theOutputLiesOnTheReference_data();
  void theOutputLiesOnTheReference();
  void distanceIsThatOfTheMap();
  void distanceInDegreesIsInMetres();
  void layersMayHaveAnotherCrs();
  void densityOfLinesAndPoints();
  void presenceAndAttribute();
  void onlySelectedFeaturesCount();
  void outputsAreStyledAndNamed();
  void unitsAreTheSameInEveryLanguage_data();
  void unitsAreTheSameInEveryLanguage();
  void layersOfOneFileKeepTheirNames();
  void distanceToFeaturesBeyondTheReferenceIsFine();
  void doubtsAreSaid();
  void numbersForNothingAreToldInFields();
  void textsBecomeCodes();
  void codesKeepAllTheirDigits();
  void namedNumbersAreCodes();
  void likelyCodesAreAskedAbout();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(QVariantMap parameters) {
    for (const auto& [name, value] : std::vector<std::pair<QString, QVariant>>{
             {"INPUT", "faults"}, {"REFERENCE", path("utm.tif")}, {"OUTPUT", path("out.tif")}})
      if (!parameters.contains(name))
        parameters[name] = value;
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:vectorevidence", parameters, context);
  }
  std::vector<float> valuesOf(const QVariantMap& parameters) {
    const AlgorithmRun done = run(parameters);
    if (!done.ok)
      qFatal("%s", qPrintable(done.error));
    const auto raster = openRaster(path("out.tif").toStdString());
    std::vector<float> values(raster->grid().cells());
    raster->read({0}, {0, 0, raster->grid().columns, raster->grid().rows}, values.data());
    return values;
  }
  Grid reference(const QString& name) const { return readGrid(path(name).toStdString()); }
  void addReference(const QString& name, const std::array<double, 6>& transform, const QString& crs);
  QTemporaryDir mFolder;
};

namespace {

constexpr int columns = 40;
constexpr int rows = 30;

QgsVectorLayer* addLayer(const QString& definition, const QString& name, const QStringList& geometries,
                         const QVector<QVariantList>& attributes = {}) {
  auto* layer = new QgsVectorLayer(definition, name, QStringLiteral("memory"));
  for (int i = 0; i < geometries.size(); ++i) {
    QgsFeature feature(layer->fields());
    feature.setGeometry(QgsGeometry::fromWkt(geometries.at(i)));
    if (i < attributes.size())
      for (int field = 0; field < attributes.at(i).size(); ++field)
        feature.setAttribute(field, attributes.at(i).at(field));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer); // owns it
  return layer;
}

std::size_t cell(int column, int row) {
  return static_cast<std::size_t>(row * columns + column);
}

} // namespace

void TestVectorEvidence::addReference(const QString& name, const std::array<double, 6>& transform,
                                      const QString& crs) {
  const QgsCoordinateReferenceSystem system(crs);
  const Grid grid{transform, columns, rows,
                  system.toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal).toStdString()};
  const auto sink = createRaster(path(name).toStdString(), grid, {"W"});
  std::vector<float> values;
  for (int i = 0; i < columns * rows; ++i)
    values.push_back(static_cast<float>(i % 7));
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
}

void TestVectorEvidence::initTestCase() {
  addReference("utm.tif", {500000, 100, 0, 2900000, 0, -100}, "EPSG:32650");
  addReference("degrees.tif", {116.98, 0.001, 0, 26.22, 0, -0.001}, "EPSG:4326");
  addReference("mercator.tif", {13000000, 100, 0, 3000000, 0, -100}, "EPSG:3857");
  addReference("feet.tif", {6400000, 300, 0, 1900000, 0, -300}, "EPSG:2229");
  addReference("bare.tif", {0, 100, 0, 3000, 0, -100}, "");
  addReference("rotated.tif", {500000, 80, 60, 2899000, 60, -80}, "EPSG:32650");
  addReference("south_up.tif", {500000, 100, 0, 2897000, 0, 100}, "EPSG:32650");
  addReference("beyond_the_pole.tif", {0, 1, 0, 100, 0, -1}, "EPSG:4326");
  addLayer("LineString?crs=EPSG:32650&field=throw:double&field=kind:string", "faults",
           {"LineString (490000 2898500, 510000 2898500)", "LineString (502000 2890000, 502000 2910000)"},
           {{12.5, "normal"}, {7.25, "reverse"}});
  addLayer("Point?crs=EPSG:32650&field=tonnes:int", "mines",
           {"Point (501050 2898950)", "Point (503050 2897950)", "Point (502050 2897050)"},
           {{5}, {20}, {nullOf(QMetaType::Int)}});
  addLayer("Point?crs=EPSG:2229", "wells", {"Point (6403000 1897000)"});
  addLayer("Polygon?crs=EPSG:32650&field=age:double", "granites",
           {"Polygon ((501000 2898000, 502040 2898000, 502040 2899000, 501000 2899000, 501000 2898000))"},
           {{135}});
  addLayer("Point?crs=EPSG:32650&field=tonnes:int", "nowhere", {});
  addLayer("Point?crs=EPSG:32650&field=tonnes:int", "unknown", {"Point (501050 2898950)"},
           {{nullOf(QMetaType::Int)}});
  addLayer("NoGeometry?field=a:int", "table", {});
  QStringList squares;
  QVector<QVariantList> units;
  const QStringList rocks{"granite", "slate=black", "schist; old"};
  for (int i = 0; i < 10; ++i) { // three cells wide each, beside one another
    const double left = 500050 + 300 * i;
    squares << QgsGeometry::fromRect(QgsRectangle(left, 2898000, left + 300, 2899900)).asWkt();
    units << QVariantList{i < 9 ? QVariant(" " + rocks[i % 3]) : nullOf(QMetaType::QString),
                          1234567890 + (i < 9 ? i % 3 : 0), 1234567890 + i, i % 3 == 2 ? 30 : 10,
                          QString::number(0.5 + i)};
  }
  addLayer("Polygon?crs=EPSG:32650&field=rock:string&field=key:int&field=counter:int&field=code:int"
           "&field=grade:string",
           "units", squares, units);
  addLayer("Point?crs=", "bare", {"Point (1050 1050)"});
  addLayer("Point?crs=EPSG:32650&field=tonnes:int", "far away", {"Point (400000 2700000)"}, {{1}});
}

void TestVectorEvidence::theOutputLiesOnTheReference_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("method");
  for (const char* name : {"utm", "degrees", "mercator", "rotated", "south_up"})
    for (const char* method : {"distance", "density", "presence", "attribute"})
      QTest::addRow("%s, %s", name, method) << QString(name) + ".tif" << method;
}

void TestVectorEvidence::theOutputLiesOnTheReference() {
  QFETCH(QString, name);
  QFETCH(QString, method);
  // A square around the whole reference, as outlines for density.
  const QgsRectangle around = QgsRasterLayer(path(name), "reference").extent().buffered(1);
  const QString crs = QgsRasterLayer(path(name), "reference").crs().authid();
  const QgsGeometry square = QgsGeometry::fromRect(around);
  QgsVectorLayer* layer =
      method == "density"
          ? addLayer("LineString?crs=" + crs, "around",
                     {square.convertToType(prospectivity::Qgis::GeometryType::Line).asWkt()})
          : addLayer("Polygon?crs=" + crs + "&field=v:int", "around", {square.asWkt()}, {{3}});
  const std::vector<float> values = valuesOf({{"INPUT", layer->id()},
                                              {"METHOD", method},
                                              {"RADIUS", 1e7},
                                              {"FIELD", method == "attribute" ? "v" : ""},
                                              {"REFERENCE", path(name)}});
  const Grid found = readGrid(path("out.tif").toStdString());
  QCOMPARE(found.transform, reference(name).transform);
  QCOMPARE(found.columns, columns);
  QCOMPARE(found.rows, rows);
  QCOMPARE(found.crs, reference(name).crs);
  for (const float value : values) // inside everywhere, and lines within the radius everywhere
    QVERIFY(method == "distance"  ? value == 0
            : method == "density" ? value > 0
                                  : value == (method == "presence" ? 1 : 3));
  QgsProject::instance()->removeMapLayer(layer);
}

void TestVectorEvidence::distanceIsThatOfTheMap() {
  const std::vector<float> values = valuesOf({{"INPUT", "mines"}});
  const Grid grid = reference("utm.tif");
  const std::vector<Point> mines{{501050, 2898950}, {503050, 2897950}, {502050, 2897050}};
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const Point p = grid.center(column, row);
      double least = 1e30;
      for (const Point& mine : mines)
        least = std::min(least, std::hypot(p.x - mine.x, p.y - mine.y));
      QCOMPARE(values[cell(column, row)], static_cast<float>(least));
    }
}

void TestVectorEvidence::distanceInDegreesIsInMetres() {
  QgsVectorLayer* layer = addLayer("Point?crs=EPSG:4326", "point", {"Point (117 26.2)"});
  const std::vector<float> values = valuesOf({{"INPUT", layer->id()}, {"REFERENCE", path("degrees.tif")}});
  QgsDistanceArea ground;
  ground.setSourceCrs(QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext());
  QVERIFY(ground.setEllipsoid("EPSG:7030"));
  const Grid grid = reference("degrees.tif");
  for (const auto& [column, row] : {std::pair(0, 0), std::pair(39, 0), std::pair(20, 29), std::pair(5, 17)}) {
    const Point p = grid.center(column, row);
    const double metres = ground.measureLine({p.x, p.y}, {117, 26.2});
    QVERIFY(std::abs(values[cell(column, row)] - metres) < 1e-3);
  }
  QgsProject::instance()->removeMapLayer(layer);
}

void TestVectorEvidence::layersMayHaveAnotherCrs() {
  const std::vector<float> expected = valuesOf({{"INPUT", "mines"}});
  const QgsCoordinateTransform transform(QgsCoordinateReferenceSystem("EPSG:32650"),
                                         QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject::instance());
  QStringList geometries;
  for (const QgsPointXY& mine :
       {QgsPointXY(501050, 2898950), QgsPointXY(503050, 2897950), QgsPointXY(502050, 2897050)})
    geometries << QgsGeometry::fromPointXY(transform.transform(mine)).asWkt(12);
  const QgsVectorLayer* layer = addLayer("Point?crs=EPSG:4326", "geographic", geometries);
  const std::vector<float> values = valuesOf({{"INPUT", layer->id()}});
  for (std::size_t i = 0; i < values.size(); ++i)
    QVERIFY(std::abs(values[i] - expected[i]) < 1e-3);
}

void TestVectorEvidence::densityOfLinesAndPoints() {
  // Far from the crossing of both faults a circle of 500 m holds 2 sqrt(500^2 - 50^2) m of one.
  const double length = 2 * std::sqrt(0.25 - 0.0025);
  const std::vector<float> uniform =
      valuesOf({{"METHOD", "density"}, {"RADIUS", 500}, {"KERNEL", "uniform"}});
  QCOMPARE(uniform[cell(2, 14)], static_cast<float>(length / (M_PI * 0.25)));
  QCOMPARE(uniform[cell(2, 0)], 0.0F);
  const std::vector<float> quartic = valuesOf({{"METHOD", "density"}, {"RADIUS", 500}});
  QCOMPARE(quartic[cell(2, 14)], static_cast<float>(std::pow(1 - 0.01, 2.5) * 16 / (5 * M_PI * 0.5)));
  const std::vector<float> weighted =
      valuesOf({{"METHOD", "density"}, {"RADIUS", 500}, {"KERNEL", "uniform"}, {"FIELD", "throw"}});
  QCOMPARE(weighted[cell(2, 14)], static_cast<float>(12.5 * length / (M_PI * 0.25)));
  const std::vector<float> points =
      valuesOf({{"INPUT", "mines"}, {"METHOD", "density"}, {"RADIUS", 500}, {"KERNEL", "uniform"}});
  QCOMPARE(points[cell(10, 10)], static_cast<float>(1 / (M_PI * 0.25)));
}

void TestVectorEvidence::presenceAndAttribute() {
  const std::vector<float> presence = valuesOf({{"INPUT", "granites"}, {"METHOD", "presence"}});
  QCOMPARE(std::accumulate(presence.begin(), presence.end(), 0.0), 100.0); // the last 40 m hold no centre
  QCOMPARE(presence[cell(10, 10)], 1.0F);
  const std::vector<float> touched =
      valuesOf({{"INPUT", "granites"}, {"METHOD", "presence"}, {"ALL_TOUCHED", true}});
  QVERIFY(touched[cell(20, 15)] == 1 && presence[cell(20, 15)] == 0);
  const std::vector<float> faults = valuesOf({{"METHOD", "attribute"}, {"FIELD", "throw"}});
  QCOMPARE(faults[cell(0, 15)], 12.5F);
  QCOMPARE(faults[cell(20, 15)], 7.25F); // the later one lies on top
  QVERIFY(std::isnan(faults[cell(0, 0)]));
}

void TestVectorEvidence::onlySelectedFeaturesCount() {
  auto* layer = qobject_cast<QgsVectorLayer*>(QgsProject::instance()->mapLayersByName("mines").first());
  layer->selectByIds({2});
  const std::vector<float> values =
      valuesOf({{"INPUT", QVariant::fromValue(QgsProcessingFeatureSourceDefinition(layer->id(), true))},
                {"METHOD", "presence"}});
  layer->removeSelection();
  QCOMPARE(std::accumulate(values.begin(), values.end(), 0.0), 1.0);
  QCOMPARE(values[cell(30, 20)], 1.0F);
}

void TestVectorEvidence::outputsAreStyledAndNamed() {
  const QStringList names{"faults distance", "faults density", "faults presence", "faults throw"};
  const QStringList units{"m", "km/km²", "", ""};
  const QStringList renderers{"singlebandpseudocolor", "singlebandpseudocolor", "paletted",
                              "singlebandpseudocolor"};
  const QStringList methods{"distance", "density", "presence", "attribute"};
  for (int i = 0; i < methods.size(); ++i) {
    QFile::remove(path("out.qml"));
    const AlgorithmRun done = run({{"METHOD", methods.at(i)}, {"RADIUS", 500}, {"FIELD", "throw"}});
    QVERIFY2(done.ok, qPrintable(done.error));
    auto* file = static_cast<GDALDataset*>(GDALOpen(qPrintable(path("out.tif")), GA_ReadOnly));
    GDALRasterBand* band = file->GetRasterBand(1);
    const QString name = band->GetDescription();
    const QString unit = QString::fromUtf8(band->GetMetadataItem("unit"));
    const GDALDataType type = band->GetRasterDataType();
    GDALClose(file);
    QCOMPARE(name, names.at(i));
    QCOMPARE(unit, units.at(i));
    QCOMPARE(type, GDT_Float32);
    const QgsRasterLayer layer(path("out.tif"), "out");
    QCOMPARE(layer.renderer()->type(), renderers.at(i));
  }
}

void TestVectorEvidence::unitsAreTheSameInEveryLanguage_data() {
  QTest::addColumn<QString>("input");
  QTest::addColumn<QString>("reference");
  QTest::addColumn<QString>("unit");
  QTest::newRow("metres") << "mines"
                          << "utm.tif"
                          << "m";
  QTest::newRow("feet") << "wells"
                        << "feet.tif"
                        << "ft";
  QTest::newRow("degrees") << "mines"
                           << "degrees.tif"
                           << "m";
}

/// QGIS has abbreviations in the reader's language for these; files are held against one another by the unit.
void TestVectorEvidence::unitsAreTheSameInEveryLanguage() {
  QFETCH(QString, input);
  QFETCH(QString, reference);
  QFETCH(QString, unit);
  class Abbreviations : public QTranslator {
   public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override {
      return qstrlen(text) > 2 ? QString() : QStringLiteral("another language's");
    }
  };
  Abbreviations abbreviations;
  QCoreApplication::installTranslator(&abbreviations); // out with its destructor
  const AlgorithmRun done = run({{"INPUT", input}, {"REFERENCE", path(reference)}, {"METHOD", "distance"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  auto* file = static_cast<GDALDataset*>(GDALOpen(qPrintable(path("out.tif")), GA_ReadOnly));
  const QString written = QString::fromUtf8(file->GetRasterBand(1)->GetMetadataItem("unit"));
  GDALClose(file);
  QCOMPARE(written, unit);
}

void TestVectorEvidence::layersOfOneFileKeepTheirNames() {
  for (const QString& name : {QStringLiteral("mines"), QStringLiteral("granites")}) {
    QgsVectorFileWriter::SaveVectorOptions options;
    options.layerName = name;
    if (QFile::exists(path("geology.gpkg")))
      options.actionOnExistingFile = QgsVectorFileWriter::CreateOrOverwriteLayer;
    auto* layer = qobject_cast<QgsVectorLayer*>(QgsProject::instance()->mapLayersByName(name).first());
    QCOMPARE(QgsVectorFileWriter::writeAsVectorFormatV3(layer, path("geology.gpkg"), {}, options),
             QgsVectorFileWriter::NoError);
  }
  valuesOf({{"INPUT", path("geology.gpkg|layername=granites")}});
  QCOMPARE(openRaster(path("out.tif").toStdString())->bandNames().front(), std::string("granites distance"));
}

void TestVectorEvidence::distanceToFeaturesBeyondTheReferenceIsFine() {
  const AlgorithmRun done = run({{"INPUT", "far away"}});
  QVERIFY(done.ok);
  QVERIFY2(done.warnings.isEmpty(), qPrintable(done.warnings.join(' ')));
}

void TestVectorEvidence::doubtsAreSaid() {
  const auto warned = [this](const QVariantMap& parameters, const QString& sentence) {
    const AlgorithmRun done = run(parameters);
    return done.ok && done.warnings.contains(sentence);
  };
  QVERIFY(
      warned({{"INPUT", "far away"}, {"METHOD", "presence"}},
             "No feature of 'far away' lies on the grid of REFERENCE, and OUTPUT is 0 everywhere; check the "
             "CRS of both layers."));
  QVERIFY(
      warned({{"INPUT", "far away"}, {"METHOD", "density"}, {"RADIUS", 200}},
             "No feature of 'far away' lies on the grid of REFERENCE, and OUTPUT is 0 everywhere; check the "
             "CRS of both layers."));
  QVERIFY(warned({{"INPUT", "mines"}, {"METHOD", "attribute"}, {"FIELD", "tonnes"}},
                 "1 feature of the layer 'mines' without a value in FIELD left out."));
  // At latitude 25.9953: sqrt(1 - e^2 sin^2) / cos of it is 1.11184.
  QVERIFY(warned(
      {{"REFERENCE", path("mercator.tif")}},
      "In EPSG:3857 lengths on the map are 1.112 times those on the ground in the middle of REFERENCE, "
      "and it is the map that is measured; use a CRS made for the area, such as UTM."));
}

// A weight of -9999 makes a density of its own, wherever the radius reaches.
void TestVectorEvidence::numbersForNothingAreToldInFields() {
  QVector<QVariantList> tonnes;
  QStringList places;
  for (int i = 0; i < 8; ++i) {
    places << QStringLiteral("Point (%1 2898950)").arg(501050 + 300 * i);
    tonnes << QVariantList{i == 3 || i == 6 ? -9999 : 10 + i};
  }
  addLayer("Point?crs=EPSG:32650&field=tonnes:int", "prospects", places, tonnes);
  const QStringList told{"FIELD: 'tonnes' is -9999 in 2 of 8 features of the layer 'prospects', which looks "
                         "like NoData and would count as a value; make it NULL with the field calculator, if "
                         "it is."};
  QCOMPARE(
      run({{"INPUT", "prospects"}, {"METHOD", "density"}, {"RADIUS", 500}, {"FIELD", "tonnes"}}).warnings,
      told);
  QCOMPARE(run({{"INPUT", "prospects"}, {"METHOD", "attribute"}, {"FIELD", "tonnes"}}).warnings, told);
  QCOMPARE(run({{"INPUT", "prospects"}, {"METHOD", "distance"}}).warnings, QStringList());
}

void TestVectorEvidence::textsBecomeCodes() {
  const AlgorithmRun done = run({{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "rock"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.warnings, QStringList("1 feature of the layer 'units' without a value in FIELD left out."));
  QCOMPARE(
      done.messages
          .filter("FIELD: the 3 texts in 'rock' of the layer 'units' become the codes 1 to 3, in the order "
                  "of their letters, with the texts as names of the classes")
          .size(),
      1);
  const auto raster = openRaster(path("out.tif").toStdString());
  const FeatureDescription said = raster->description(0);
  QVERIFY(said.kind == FeatureKind::Codes);
  QVERIFY(said.classes ==
          (std::map<double, std::string>{{1, "granite"}, {2, "schist; old"}, {3, "slate=black"}}));
  const std::vector<float> values =
      valuesOf({{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "rock"}});
  for (int i = 0; i < 9; ++i) // granite, slate, schist, granite, ...; one without a text lies beyond them
    QCOMPARE(values[cell(2 + 3 * i, 10)], i % 3 == 0 ? 1.0F : i % 3 == 1 ? 3.0F : 2.0F);
  QVERIFY(std::isnan(values[cell(29, 10)]));
}

// 1234567890 and its neighbours: float32 holds every 128th of them.
void TestVectorEvidence::codesKeepAllTheirDigits() {
  const QVariantMap given{{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "key"}};
  const AlgorithmRun done = run(given);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(
      done.warnings,
      QStringList("FIELD: 'key' of the layer 'units' holds 3 whole numbers that features share, as codes "
                  "are, of which the cells of a raster (24 bits) would tell 1 apart: they become the codes "
                  "1 to 3, in their order, with the numbers as names of the classes."));
  const FeatureDescription said = openRaster(path("out.tif").toStdString())->description(0);
  QVERIFY(said.kind == FeatureKind::Codes);
  QVERIFY(said.classes ==
          (std::map<double, std::string>{{1, "1234567890"}, {2, "1234567891"}, {3, "1234567892"}}));
  const std::vector<float> values = valuesOf(given);
  for (int i = 0; i < 9; ++i)
    QCOMPARE(values[cell(2 + 3 * i, 10)], static_cast<float>(1 + i % 3));
  // Numbers that no two features share measure something.
  const AlgorithmRun measured = run({{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "counter"}});
  QVERIFY2(measured.ok, qPrintable(measured.error));
  QCOMPARE(measured.warnings
               .filter("FIELD: 'counter' of the layer 'units' holds 10 different whole numbers, of "
                       "which the cells of a raster (24 bits) tell 1 apart: if they are codes, "
                       "number them anew, or give them as text.")
               .size(),
           1);
  QVERIFY(openRaster(path("out.tif").toStdString())->description(0).kind == FeatureKind::Quantity);
}

void TestVectorEvidence::namedNumbersAreCodes() {
  auto* layer = qobject_cast<QgsVectorLayer*>(QgsProject::instance()->mapLayersByName("units").first());
  const int field = layer->fields().lookupField("code");
  const QVariantList map{QVariantMap{{"granite", "10"}}, QVariantMap{{"slate", "30"}}};
  layer->setEditorWidgetSetup(field, QgsEditorWidgetSetup("ValueMap", {{"map", map}}));
  const AlgorithmRun done = run({{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "code"}});
  layer->setEditorWidgetSetup(field, QgsEditorWidgetSetup());
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.warnings, QStringList());
  const auto raster = openRaster(path("out.tif").toStdString());
  QVERIFY(raster->description(0).kind == FeatureKind::Codes);
  QVERIFY(raster->description(0).classes == (std::map<double, std::string>{{10, "granite"}, {30, "slate"}}));
  std::vector<float> values(raster->grid().cells());
  raster->read({0}, {0, 0, columns, rows}, values.data());
  QCOMPARE(values[cell(2, 10)], 10.0F);
  QCOMPARE(values[cell(8, 10)], 30.0F);
}

void TestVectorEvidence::likelyCodesAreAskedAbout() {
  const AlgorithmRun done = run({{"METHOD", "attribute"}, {"INPUT", "units"}, {"FIELD", "code"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(
      done.warnings,
      QStringList("FIELD: 'code' of the layer 'units' holds 2 whole numbers in 10 features, as codes of "
                  "map units do: name the band in CATEGORICAL of the evidence stack, unless they measure "
                  "something."));
  QVERIFY(openRaster(path("out.tif").toStdString())->description(0).kind == FeatureKind::Unknown);
}

void TestVectorEvidence::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, const QVariantMap& parameters, const char* sentence) {
    QTest::newRow(name) << parameters << QString(sentence);
  };
  row("empty layer", {{"INPUT", "nowhere"}},
      "INPUT: the layer 'nowhere' has no geometries; choose a layer with features, or check which ones are "
      "selected.");
  row("table", {{"INPUT", "table"}},
      "INPUT: the layer 'table' has no geometry; choose a layer of points, lines or polygons.");
  row("layer without CRS", {{"INPUT", "bare"}},
      "The layer 'bare' (INPUT) has no CRS, while other layers of this run have one: set it in the layer's "
      "properties.");
  row("reference without CRS", {{"REFERENCE", "bare.tif"}},
      "The layer 'bare.tif' (REFERENCE) has no CRS, while other layers of this run have one: set it in the "
      "layer's properties.");
  row("beyond a pole", {{"REFERENCE", "beyond_the_pole.tif"}},
      "REFERENCE reaches beyond a pole (latitude 99.500000): correct the georeferencing of the raster, or "
      "its "
      "CRS.");
  row("no field", {{"METHOD", "attribute"}},
      "FIELD is not set: choose the field of 'faults' whose values the raster takes.");
  row("unknown field", {{"METHOD", "attribute"}, {"FIELD", "slip"}},
      "FIELD: the layer 'faults' has no field 'slip'; choose one of its fields.");
  row("measurements as text", {{"INPUT", "units"}, {"METHOD", "attribute"}, {"FIELD", "grade"}},
      "FIELD: 'grade' of the layer 'units' holds numbers as text; make a numeric field of it with the field "
      "calculator.");
  row("text field as weight", {{"METHOD", "density"}, {"RADIUS", 500}, {"FIELD", "kind"}},
      "FIELD: 'kind' of the layer 'faults' is not numeric; choose a numeric field.");
  row("field without values", {{"INPUT", "unknown"}, {"METHOD", "attribute"}, {"FIELD", "tonnes"}},
      "FIELD: the layer 'unknown' of INPUT has no value in it; choose another field.");
  row("no radius", {{"METHOD", "density"}},
      "RADIUS is not set: density needs the radius of the circle around each cell.");
  row("radius 0", {{"METHOD", "density"}, {"RADIUS", 0}}, "RADIUS is 0: choose a number above 0.");
  row("negative radius", {{"METHOD", "density"}, {"RADIUS", -5}}, "RADIUS is -5: choose a number above 0.");
  row("radius below a cell", {{"METHOD", "density"}, {"RADIUS", 99}},
      "RADIUS is 99, less than a cell of REFERENCE (100): most features would be in no circle; choose at "
      "least "
      "the size of a cell.");
  row("density of polygons", {{"INPUT", "granites"}, {"METHOD", "density"}, {"RADIUS", 500}},
      "INPUT: the layer 'granites' has polygons, and density is that of points or lines; use their outlines "
      "(Polygons to lines) or Centroids.");
  row("attribute elsewhere", {{"INPUT", "far away"}, {"METHOD", "attribute"}, {"FIELD", "tonnes"}},
      "INPUT: no feature of 'far away' lies on the grid of REFERENCE, and all of OUTPUT would be NoData; "
      "check "
      "the CRS of both layers.");
  row("not a GeoTIFF", {{"OUTPUT", "bad.png"}},
      "OUTPUT: rasters are written as GeoTIFF; choose a file name that ends in '.tif' instead of 'bad.png'.");
}

void TestVectorEvidence::mistakesAreNamed() {
  QFETCH(QVariantMap, parameters);
  QFETCH(QString, sentence);
  for (const QString& file : {QStringLiteral("REFERENCE"), QStringLiteral("OUTPUT")})
    if (parameters.contains(file))
      parameters[file] = path(parameters.value(file).toString());
  if (!parameters.contains("OUTPUT"))
    parameters["OUTPUT"] = path("bad.tif");
  const AlgorithmRun done = run(parameters);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
  QVERIFY(QDir(mFolder.path()).entryList({"bad*", ".bad*"}, QDir::Files | QDir::Hidden).isEmpty());
}

PROCESSING_TEST_MAIN(TestVectorEvidence)
#include "test_vector_evidence.moc"

#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsfeatureiterator.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <cstdlib>

using namespace prospectivity;

/// evaluate as a user runs it, on maps whose figures are known.
class TestEvaluate : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void figuresTablesAndReport();
  void anotherBandAnotherAnswer();
  void nonDepositsDecideWhatAucIs();
  void pointsMayHaveAnotherCrs();
  void theAreaIsThatOfTheGround();
  void masksBoundTheArea_data();
  void masksBoundTheArea();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QVariantMap& changes) {
    QVariantMap parameters{{"PROSPECTIVITY", path("map.tif")}, {"DEPOSITS", "deposits"}, {"BOOTSTRAP", 200}};
    for (auto change = changes.constBegin(); change != changes.constEnd(); ++change)
      parameters[change.key()] = change.value();
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:evaluate", parameters, context);
  }
  QTemporaryDir mFolder;
};

namespace {

constexpr int columns = 10;
constexpr int rows = 10;

QgsPointXY pointIn(int cell) {
  const std::div_t place = std::div(cell, columns);
  return {500050.0 + 100 * place.rem, 2899950.0 - 100 * place.quot};
}

void writeMap(const QString& path, const std::string& crs, const std::vector<std::vector<float>>& bands,
              double top = 2900000, double cell = 100) {
  std::vector<std::string> names;
  std::vector<float> values;
  for (const std::vector<float>& band : bands) {
    names.push_back("band " + std::to_string(names.size() + 1));
    values.insert(values.end(), band.begin(), band.end());
  }
  const auto sink =
      createRaster(path.toStdString(), Grid{{500000, cell, 0, top, 0, -cell}, columns, rows, crs}, names);
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
}

QMap<QString, QgsFeature> rowsOf(const QString& path) {
  QMap<QString, QgsFeature> rowsByFigure;
  const QgsVectorLayer layer(path, "table", "ogr");
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while (features.nextFeature(feature))
    rowsByFigure.insert(feature.attribute("figure").toString(), feature);
  return rowsByFigure;
}

} // namespace

void TestEvaluate::initTestCase() {
  const std::string utm = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
                              .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                              .toStdString();
  std::vector<float> falling;
  std::vector<float> rising;
  for (int cell = 0; cell < columns * rows; ++cell) {
    falling.push_back(static_cast<float>(100 - cell));
    rising.push_back(static_cast<float>(cell));
  }
  writeMap(path("map.tif"), utm, {falling, rising});
  writeMap(path("bare.tif"), "", {falling});
  writeMap(path("flat.tif"), utm, {std::vector<float>(100, 0.5F)});
  std::vector<float> upperHalf(100, 1);
  std::fill(upperHalf.begin() + 50, upperHalf.end(), 0.0F);
  writeMap(path("mask.tif"), utm, {upperHalf});
  addPoints("deposits", "EPSG:32650", {pointIn(0), pointIn(1), pointIn(9), pointIn(19), pointIn(59)});
  addPoints("more deposits", "EPSG:32650", {pointIn(0), pointIn(0), pointIn(9), {0, 0}});
  addPoints("non-deposits", "EPSG:32650", {pointIn(15), pointIn(70), pointIn(80), pointIn(90)});
  addPoints("nowhere", "EPSG:32650", {});
  addPoints("far away", "EPSG:32650", {{0, 0}, {1, 1}});
  addPoints("without CRS", "", {pointIn(0)});
  auto* polygons = new QgsVectorLayer("Polygon?crs=EPSG:32650", "upper half", "memory");
  QgsFeature feature;
  feature.setGeometry(QgsGeometry::fromRect(QgsRectangle(499000, 2899500, 502000, 2901000)));
  polygons->dataProvider()->addFeature(feature);
  QgsProject::instance()->addMapLayer(polygons);
  QgsProject::instance()->addMapLayer(new QgsVectorLayer("LineString?crs=EPSG:32650", "lines", "memory"));
}

void TestEvaluate::figuresTablesAndReport() {
  const AlgorithmRun done =
      run({{"REPORT", path("report.html")}, {"TABLE", path("figures.gpkg")}, {"CURVE", path("curve.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("AUC").toDouble(), 1 - (0.005 + 0.015 + 0.095 + 0.195 + 0.595) / 5);
  QCOMPARE(done.results.value("AREA_AT_80").toDouble(), 0.2);
  QCOMPARE(done.results.value("PA_INTERSECTION").toDouble(), 0.8);
  QCOMPARE(done.results.value("POINTS_USED").toInt(), 5);
  QCOMPARE(done.results.value("POINTS_DROPPED").toInt(), 0);
  QVERIFY(done.warnings.isEmpty());

  const QMap<QString, QgsFeature> figures = rowsOf(path("figures.gpkg"));
  QCOMPARE(figures.size(), 9);
  QCOMPARE(figures["capture_5"].attribute("value").toDouble(), 0.4);
  QCOMPARE(figures["success_rate_auc"].attribute("value"), done.results.value("AUC"));
  for (const QgsFeature& figure : figures)
    QVERIFY(figure.attribute("low").toDouble() <= figure.attribute("value").toDouble() &&
            figure.attribute("value").toDouble() <= figure.attribute("high").toDouble());

  const QgsVectorLayer curve(path("curve.gpkg"), "curve", "ogr");
  const QList<QVector<double>> expected{
      {100, 0.01, 0.2}, {99, 0.02, 0.4}, {91, 0.1, 0.6}, {81, 0.2, 0.8}, {41, 0.6, 1}};
  QCOMPARE(curve.featureCount(), static_cast<long long>(expected.size()));
  QgsFeature feature;
  QgsFeatureIterator features = curve.getFeatures();
  for (const QVector<double>& row : expected) {
    QVERIFY(features.nextFeature(feature));
    QCOMPARE(feature.attribute("deposits").toInt(), 1);
    QCOMPARE(feature.attribute("threshold").toDouble(), row[0]);
    QCOMPARE(feature.attribute("area_share").toDouble(), row[1]);
    QCOMPARE(feature.attribute("capture").toDouble(), row[2]);
  }

  QVERIFY(reportText(path("report.html")).contains("map, judged by 5 deposits on 1 km"));
  const std::map<QString, QString> provenance = reportProvenance(path("report.html"));
  QCOMPARE(provenance.at("Algorithm"), QString("prospectivity:evaluate"));
  QCOMPARE(provenance.at("PROSPECTIVITY"), QString("map (%1)").arg(path("map.tif")));
  QCOMPARE(provenance.at("DEPOSITS"), QString("deposits"));
  QCOMPARE(provenance.at("BOOTSTRAP"), QString("200"));
  QCOMPARE(provenance.count("MASK"), std::size_t{0});
}

void TestEvaluate::anotherBandAnotherAnswer() {
  const AlgorithmRun done = run({{"BAND", 2}, {"BOOTSTRAP", 0}, {"TABLE", path("second.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("AUC").toDouble(), (0.005 + 0.015 + 0.095 + 0.195 + 0.595) / 5);
  QVERIFY(rowsOf(path("second.gpkg"))["capture_5"].attribute("low").isNull());
}

void TestEvaluate::nonDepositsDecideWhatAucIs() {
  const AlgorithmRun done = run({{"NON_DEPOSITS", "non-deposits"},
                                 {"DEPOSITS", "more deposits"},
                                 {"TABLE", path("against.gpkg")},
                                 {"REPORT", path("against.html")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("AUC").toDouble(), 1.0); // both deposits lie above all non-deposits
  QCOMPARE(done.results.value("POINTS_USED").toInt(), 6);
  QCOMPARE(done.results.value("POINTS_DROPPED").toInt(), 2);
  QCOMPARE(done.warnings, QStringList{"Deposits left out: 1 outside the raster, 1 in the cell of another."});
  const QMap<QString, QgsFeature> figures = rowsOf(path("against.gpkg"));
  QCOMPARE(figures["success_rate_auc"].attribute("value").toDouble(), 0.95);
  QCOMPARE(figures["pr_auc"].attribute("value").toDouble(), 1.0);
}

void TestEvaluate::pointsMayHaveAnotherCrs() {
  const QgsCoordinateTransform transform(QgsCoordinateReferenceSystem("EPSG:32650"),
                                         QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject::instance());
  QVector<QgsPointXY> geographic;
  for (const int cell : {0, 1, 9, 19, 59})
    geographic << transform.transform(pointIn(cell));
  addPoints("geographic", "EPSG:4326", geographic);
  const AlgorithmRun done = run({{"DEPOSITS", "geographic"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("AREA_AT_80").toDouble(), 0.2);
}

// A district of 30 km in Web Mercator at 60 degrees: 900 km2 of the map, nowhere stretched otherwise than
// elsewhere in it, and (1 - e^2) cos^2 / (1 - e^2 sin^2)^2 of that on the ground, row by row.
void TestEvaluate::theAreaIsThatOfTheGround() {
  const std::string mercator = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:3857"))
                                   .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                                   .toStdString();
  std::vector<float> falling;
  for (int cell = 0; cell < columns * rows; ++cell)
    falling.push_back(static_cast<float>(100 - cell));
  writeMap(path("north.tif"), mercator, {falling}, 8400000, 3000);
  addPoints("northern deposits", "EPSG:3857", {{501500, 8398500}, {504500, 8398500}, {510500, 8395500}});
  const AlgorithmRun done = run({{"PROSPECTIVITY", path("north.tif")},
                                 {"DEPOSITS", "northern deposits"},
                                 {"REPORT", path("north.html")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QRegularExpression area("judged by 3 deposits on ([0-9.]+) km");
  const double told = area.match(reportText(path("north.html"))).captured(1).toDouble();
  QVERIFY2(std::abs(told - 226.66) < 0.5, qPrintable(QString::number(told)));
}

void TestEvaluate::masksBoundTheArea_data() {
  QTest::addColumn<QString>("mask");
  QTest::newRow("raster") << path("mask.tif");
  QTest::newRow("polygons") << "upper half";
}

void TestEvaluate::masksBoundTheArea() {
  QFETCH(QString, mask);
  const AlgorithmRun done = run({{"MASK", mask}});
  QVERIFY2(done.ok, qPrintable(done.error));
  // Half of the area and four of the deposits are left.
  QCOMPARE(done.results.value("AUC").toDouble(), 1 - 2 * (0.005 + 0.015 + 0.095 + 0.195) / 4);
  QCOMPARE(done.results.value("POINTS_DROPPED").toInt(), 1);
  QCOMPARE(done.warnings, QStringList{"Deposits left out: 1 outside the mask."});
}

void TestEvaluate::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("changes");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no deposit on the map")
      << QVariantMap{{"DEPOSITS", "far away"}}
      << "DEPOSITS: none of the 2 deposits can be used (2 outside the raster): check the CRS of the points, "
         "the mask and the NoData of the raster.";
  QTest::newRow("an empty layer")
      << QVariantMap{{"DEPOSITS", "nowhere"}}
      << "DEPOSITS has no points: choose a layer with the deposits that the map should find.";
  QTest::newRow("no non-deposits")
      << QVariantMap{{"NON_DEPOSITS", "nowhere"}}
      << "NON_DEPOSITS has no points: choose a layer of points, or leave it out.";
  QTest::newRow("a map that ranks nothing")
      << QVariantMap{{"PROSPECTIVITY", path("flat.tif")}}
      << "PROSPECTIVITY: all cells of 'flat.tif' that are judged have the same value, so the map ranks "
         "nothing; choose another raster, BAND or MASK.";
  QTest::newRow("a band too many") << QVariantMap{{"BAND", 3}}
                                   << "BAND: the raster 'map.tif' has no band 3; choose one from 1 to 2.";
  QTest::newRow("a map without CRS") << QVariantMap{{"PROSPECTIVITY", path("bare.tif")}}
                                     << "The layer 'bare.tif' (PROSPECTIVITY) has no CRS, while other layers "
                                        "of this run have one: set it in "
                                        "the layer's properties.";
  QTest::newRow("deposits without CRS")
      << QVariantMap{{"DEPOSITS", "without CRS"}}
      << "The layer 'without CRS' (DEPOSITS) has no CRS, while other layers of this run have one: set it in "
         "the layer's properties.";
  QTest::newRow("a mask of lines")
      << QVariantMap{{"MASK", "lines"}}
      << "MASK is neither a raster nor a layer of polygons: choose one of these.";
  QTest::newRow("too few resamples") << QVariantMap{{"BOOTSTRAP", 50}}
                                     << "BOOTSTRAP: 50 resamples are too few for an interval; give at least "
                                        "100, or 0 for no intervals.";
}

void TestEvaluate::mistakesAreNamed() {
  QFETCH(QVariantMap, changes);
  QFETCH(QString, sentence);
  const AlgorithmRun done = run(changes);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
}

PROCESSING_TEST_MAIN(TestEvaluate)
#include "test_evaluate.moc"

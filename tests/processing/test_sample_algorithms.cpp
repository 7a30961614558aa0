#include "engine/core/random.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeatureiterator.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// createsamples, augmentsamples and orderfeatures as a user runs them, each on what the one before made.
class TestSampleAlgorithms : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void samplesAreCreatedAugmentedAndOrdered();
  void pointsMayHaveAnotherCrs();
  void onlySelectedDepositsAreUsed();
  void polygonsGivePoints();
  void codesOfClassesAreAskedAbout();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  QTemporaryDir mFolder;
};

namespace {

constexpr int columns = 40;
constexpr int rows = 30;

QVector<QgsPointXY> deposits() {
  QVector<QgsPointXY> points;
  for (int i = 0; i < 8; ++i)
    points << QgsPointXY(500050 + 400 * i, 2899950 - 300 * i);
  return points;
}

} // namespace

void TestSampleAlgorithms::initTestCase() {
  const QgsCoordinateReferenceSystem utm(QStringLiteral("EPSG:32650"));
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  columns,
                  rows,
                  utm.toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal).toStdString()};
  Random random(1);
  std::vector<float> values;
  for (int band = 0; band < 3; ++band)
    for (int cell = 0; cell < columns * rows; ++cell)
      values.push_back(
          static_cast<float>(band == 1 ? -values[static_cast<std::size_t>(cell)] : random.normal()));
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"W", "Sn", "Bi"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  const auto misnamed = createRaster(path("label.tif").toStdString(), grid, {"W", "label"});
  misnamed->write({0, 0, columns, rows}, values.data());
  misnamed->finish();
  addPoints("deposits", "EPSG:32650", deposits());
  addPoints("nowhere", "EPSG:32650", {});
  addPoints("bare", "", deposits());
  auto* lines = new QgsVectorLayer("LineString?crs=EPSG:32650", "lines", "memory");
  QgsProject::instance()->addMapLayer(lines);
  QgsProject::instance()->addMapLayer(new QgsVectorLayer("NoGeometry?field=a:int", "table", "memory"));
}

void TestSampleAlgorithms::samplesAreCreatedAugmentedAndOrdered() {
  const AlgorithmRun created = run("createsamples", {{"STACK", path("stack.tif")},
                                                     {"DEPOSITS", "deposits"},
                                                     {"NEGATIVE_RATIO", 3},
                                                     {"OUTPUT", path("samples.gpkg")}});
  QVERIFY2(created.ok, qPrintable(created.error));
  QCOMPARE(created.results.value("POSITIVES").toInt(), 8);
  QCOMPARE(created.results.value("NEGATIVES").toInt(), 24);
  QCOMPARE(created.results.value("DROPPED").toInt(), 0);
  QVERIFY(QFile::exists(path("samples.qml")));

  const AlgorithmRun augmented = run("augmentsamples", {{"INPUT", path("samples.gpkg")},
                                                        {"OUTPUT", path("augmented.gpkg")},
                                                        {"REPORT", path("augmented.html")}});
  QVERIFY2(augmented.ok, qPrintable(augmented.error));
  QCOMPARE(augmented.results.value("SYNTHETIC").toInt(), 16);
  const QgsVectorLayer layer(path("augmented.gpkg"), "augmented", "ogr");
  QCOMPARE(layer.featureCount(), 48LL);
  int synthetic = 0;
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while (features.nextFeature(feature)) {
    const bool isSynthetic = feature.attribute("origin").toString() == "smote";
    synthetic += isSynthetic ? 1 : 0;
    QCOMPARE(feature.attribute("parent_a").isNull(), !isSynthetic);
    QVERIFY(!isSynthetic || feature.attribute("parent_a").toLongLong() <= 8); // deposits come first
  }
  QCOMPARE(synthetic, 16);
  QVERIFY(QFile(path("augmented.html")).size() > 1000);

  const AlgorithmRun ordered =
      run("orderfeatures",
          {{"INPUT", path("augmented.gpkg")}, {"TABLE", path("order.csv")}, {"REPORT", path("order.html")}});
  QVERIFY2(ordered.ok, qPrintable(ordered.error));
  const QStringList order = ordered.results.value("ORDER").toString().split(',');
  QCOMPARE(order.size(), 3);
  QCOMPARE(std::abs(order.indexOf("W") - order.indexOf("Sn")), 1); // one is minus the other
  QVERIFY(QFile::exists(path("order.csv")) && QFile::exists(path("order.html")));
}

void TestSampleAlgorithms::pointsMayHaveAnotherCrs() {
  QVector<QgsPointXY> geographic;
  const QgsCoordinateTransform transform(QgsCoordinateReferenceSystem("EPSG:32650"),
                                         QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject::instance());
  for (const QgsPointXY& point : deposits())
    geographic << transform.transform(point);
  addPoints("geographic", "EPSG:4326", geographic);
  const AlgorithmRun done =
      run("createsamples",
          {{"STACK", path("stack.tif")}, {"DEPOSITS", "geographic"}, {"OUTPUT", path("geographic.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("POSITIVES").toInt(), 8);
}

void TestSampleAlgorithms::onlySelectedDepositsAreUsed() {
  auto* layer = addPoints("some", "EPSG:32650", deposits());
  layer->selectByIds({1, 2, 3});
  const AlgorithmRun done =
      run("createsamples",
          {{"STACK", path("stack.tif")},
           {"DEPOSITS", QVariant::fromValue(QgsProcessingFeatureSourceDefinition(layer->id(), true))},
           {"OUTPUT", path("some.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("POSITIVES").toInt(), 3);
}

void TestSampleAlgorithms::polygonsGivePoints() {
  auto* areas =
      new QgsVectorLayer("Polygon?crs=EPSG:32650&field=label:int&field=W:double", "areas", "memory");
  for (int i = 0; i < 12; ++i) {
    QgsFeature feature(areas->fields());
    feature.setAttributes(QVector<QVariant>{i < 4 ? 1 : 0, 0.1 * i});
    feature.setGeometry(
        QgsGeometry::fromRect(QgsRectangle(500000 + 100 * i, 2899000, 500100 + 100 * i, 2899100)));
    areas->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(areas);
  const AlgorithmRun done = run("augmentsamples", {{"INPUT", "areas"}, {"OUTPUT", path("areas.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QgsVectorLayer layer(path("areas.gpkg"), "areas", "ogr");
  QCOMPARE(layer.wkbType(), prospectivity::Qgis::WkbType::Point);
  QCOMPARE(layer.featureCount(), 16LL);
}

void TestSampleAlgorithms::codesOfClassesAreAskedAbout() {
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  columns,
                  rows,
                  QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString()};
  Random random(2);
  std::vector<float> values;
  for (int cell = 0; cell < columns * rows; ++cell)
    values.push_back(static_cast<float>(random.below(5)));
  for (int cell = 0; cell < columns * rows; ++cell)
    values.push_back(static_cast<float>(random.normal()));
  const auto sink = createRaster(path("units.tif").toStdString(), grid, {"units", "W"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("units.tif")},
                            {"DEPOSITS", QgsProject::instance()->mapLayersByName("deposits").first()->id()},
                            {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.warnings,
           QStringList{
               "STACK: the band 'units' of 'units.tif' holds only 5 whole numbers (0, 1, 2, ...), as codes "
               "of classes do, and is taken for a quantity: build the stack with it in CATEGORICAL and with "
               "ONE_HOT, unless its numbers measure something."});

  const AlgorithmRun stacked = run("buildevidencestack", {{"LAYERS", QStringList{path("units.tif")}},
                                                          {"CATEGORICAL", "units"},
                                                          {"OUTPUT", path("stacked.tif")}});
  QVERIFY2(stacked.ok, qPrintable(stacked.error));
  const AlgorithmRun known =
      run("createsamples", {{"STACK", path("stacked.tif")},
                            {"DEPOSITS", QgsProject::instance()->mapLayersByName("deposits").first()->id()},
                            {"OUTPUT", "memory:"}});
  QVERIFY2(known.ok, qPrintable(known.error));
  QCOMPARE(known.warnings, QStringList());
}

void TestSampleAlgorithms::mistakesAreNamed_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("changes");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("empty layer") << "createsamples" << QVariantMap{{"DEPOSITS", "nowhere"}}
                               << "DEPOSITS has no points: choose a layer of deposit points.";
  QTest::newRow("lines") << "createsamples" << QVariantMap{{"DEPOSITS", "lines"}}
                         << "DEPOSITS: the layer 'lines' has no point geometry; choose a layer of points.";
  QTest::newRow("table without geometry") << "createsamples" << QVariantMap{{"DEPOSITS", "table"}}
                                          << "DEPOSITS: the table 'table' has no geometry, and no two "
                                             "columns that are called as coordinates are (x "
                                             "and y, easting and northing, lon and lat); name them so, or "
                                             "make points of it with Create points layer "
                                             "from table.";
  QTest::newRow("points without CRS") << "createsamples" << QVariantMap{{"DEPOSITS", "bare"}}
                                      << "The layer 'bare' (DEPOSITS) has no CRS, while other layers of this "
                                         "run have one: set it in the layer's properties.";
  QTest::newRow("a band called as a field of samples")
      << "createsamples" << QVariantMap{{"STACK", path("label.tif")}, {"DEPOSITS", "deposits"}}
      << "STACK: the band 'label' has a name that samples use for something else; build the stack with "
         "another "
         "name for it (BAND_NAMES).";
  QTest::newRow("deposits closer together than asked for")
      << "createsamples" << QVariantMap{{"DEPOSITS", "deposits"}, {"SPACING", 1e6}}
      << "DEPOSITS: 1 of 8 deposits remain (7 closer than SPACING), and at least 2 are needed: check the CRS "
         "of the points, the mask and the NoData of the layers.";
  QTest::newRow("unknown feature in the custom order")
      << "orderfeatures" << QVariantMap{{"METHOD", 3}, {"CUSTOM_ORDER", "W, Sn, Au"}}
      << "CUSTOM_ORDER names 'Au', which is no feature: name the chosen features only.";
  QTest::newRow("target below what is there")
      << "augmentsamples" << QVariantMap{{"TARGET_COUNT", 3}}
      << "TARGET_COUNT is 3, but there are 8 samples already: choose a larger number, or 0.";
  QTest::newRow("target below nothing")
      << "augmentsamples" << QVariantMap{{"TARGET_COUNT", -1}}
      << "TARGET_COUNT must be at least 0: choose a number of samples, or 0 to balance the classes.";
  QTest::newRow("no neighbours") << "augmentsamples" << QVariantMap{{"K_NEIGHBORS", 0}}
                                 << "K_NEIGHBORS must be at least 1: choose a number such as 5.";
  QTest::newRow("negative noise") << "augmentsamples" << QVariantMap{{"NOISE", -0.1}}
                                  << "NOISE must be at least 0: choose a share such as 0.05.";
  for (const double value : {0.0, 1.5})
    QTest::addRow("order features: a share of %g", value)
        << "orderfeatures" << QVariantMap{{"MISSING", "keep"}, {"MIN_PRESENT", value}}
        << QStringLiteral(
               "MIN_PRESENT is %1, but must be above 0 and at most 1: give the share of the layers that "
               "a place needs to have data of, such as 0.5.")
               .arg(value);
  QTest::newRow("fewer non-deposits than none")
      << "createsamples" << QVariantMap{{"DEPOSITS", "deposits"}, {"NEGATIVE_RATIO", -0.5}}
      << "NEGATIVE_RATIO is -0.5, but must be at least 0: choose a number such as 1.";
  QTest::newRow("a set before the first") << "augmentsamples" << QVariantMap{{"SET", 0}}
                                          << "SET is 0, but must be at least 1: choose a number such as 1.";
  QTest::newRow("no set of non-deposits")
      << "createsamples" << QVariantMap{{"DEPOSITS", "deposits"}, {"SETS", 0}}
      << "SETS must be at least 1: choose a number such as 1 or 20.";
}

void TestSampleAlgorithms::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, changes);
  QFETCH(QString, sentence);
  QVariantMap parameters = algorithm == "createsamples"
                               ? QVariantMap{{"STACK", path("stack.tif")}, {"OUTPUT", path("bad.gpkg")}}
                               : QVariantMap{{"INPUT", path("samples.gpkg")}, {"OUTPUT", path("bad.gpkg")}};
  for (auto change = changes.constBegin(); change != changes.constEnd(); ++change)
    parameters[change.key()] = change.value();
  const AlgorithmRun done = run(algorithm, parameters);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
  QVERIFY(!QFile::exists(path("bad.gpkg")));
}

PROCESSING_TEST_MAIN(TestSampleAlgorithms)
#include "test_sample_algorithms.moc"

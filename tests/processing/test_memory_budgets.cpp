#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/two_layer_model.h"

#include <QFile>
#include <QRegularExpression>

using namespace prospectivity;

/// PROSPECTIVITY_MEMORY decides what rasters take, and nothing of what comes out.
class TestMemoryBudgets : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup() { qunsetenv("PROSPECTIVITY_MEMORY"); }
  void filesAreTheSame_data();
  void filesAreTheSame();
  void figuresAreTheSame();
  void samplesAreTheSame();
  void theBudgetIsToldOnce_data();
  void theBudgetIsToldOnce();
  void runsWithoutRastersDoNotTellIt();
  void aBudgetThatIsNoneIsToldBeforeTheRun();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  QVariantMap parametersOf(const QString& algorithm) const;
  AlgorithmRun run(const QString& algorithm, const char* megabytes);

  QTemporaryDir mFolder;
};

namespace {

constexpr const char* least = "16";
constexpr const char* large = "4096";

Grid gridOf(int columns, int rows) {
  return {{500000, 100, 0, 2900000, 0, -100},
          columns,
          rows,
          QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
              .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
              .toStdString()};
}

void writeBands(const QString& path, const Grid& grid, const std::vector<std::string>& names,
                std::uint64_t seed) {
  const FloatMatrix values = randomRows(static_cast<int>(names.size()), static_cast<int>(grid.cells()), seed);
  const auto sink = createRaster(path.toStdString(), grid, names);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

/// Attributes and places, one line per feature.
QStringList featuresOf(const QString& path) {
  const QgsVectorLayer layer(path, "samples", "ogr");
  QStringList lines;
  QgsFeatureIterator features = layer.getFeatures();
  QgsFeature feature;
  while (features.nextFeature(feature)) {
    QStringList words{feature.geometry().asWkt(17)};
    for (const QVariant& value : feature.attributes())
      words << value.toString();
    lines << words.join(' ');
  }
  return lines;
}

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestMemoryBudgets::initTestCase() {
  saveTwoLayerModel(path("model.pt").toStdString());
  // Stacks that the least budget's share of GDAL's cache holds: where the tiles of a larger file lie depends
  // on when they leave the cache.
  writeBands(path("stack.tif"), gridOf(400, 400), {"W", "Sn"}, 5);
  writeBands(path("W.tif"), gridOf(400, 400), {"W"}, 6);
  writeBands(path("Sn.tif"), gridOf(200, 400), {"Sn"}, 7);
  writeBands(path("map.tif"), gridOf(700, 600), {"map"}, 8); // two windows of the least budget
  QVector<QgsPointXY> points;
  for (int i = 0; i < 30; ++i)
    points << QgsPointXY(500050 + 1300 * i, 2899950 - 1100 * i);
  addPoints("deposits", "EPSG:32650", points);
}

QVariantMap TestMemoryBudgets::parametersOf(const QString& algorithm) const {
  const QString deposits = QgsProject::instance()->mapLayersByName("deposits").first()->id();
  if (algorithm == "buildevidencestack")
    return {{"LAYERS", QStringList{path("W.tif"), path("Sn.tif")}},
            {"TRANSFORMS", "W=winsorize"},
            {"OUTPUT", path("output.tif")}};
  if (algorithm == "createsamples")
    return {{"STACK", path("stack.tif")}, {"DEPOSITS", deposits}, {"OUTPUT", path("samples.gpkg")}};
  if (algorithm == "evaluate")
    return {{"PROSPECTIVITY", path("map.tif")}, {"DEPOSITS", deposits}, {"BOOTSTRAP", 100}};
  return {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("output.tif")}};
}

AlgorithmRun TestMemoryBudgets::run(const QString& algorithm, const char* megabytes) {
  qputenv("PROSPECTIVITY_MEMORY", megabytes);
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  return runAlgorithm("prospectivity:" + algorithm, parametersOf(algorithm), context);
}

void TestMemoryBudgets::filesAreTheSame_data() {
  QTest::addColumn<QString>("algorithm");
  for (const char* algorithm : {"buildevidencestack", "predict", "shapmap"})
    QTest::newRow(algorithm) << algorithm;
}

void TestMemoryBudgets::filesAreTheSame() {
  QFETCH(QString, algorithm);
  QByteArray files[2];
  for (int i = 0; i < 2; ++i) {
    const AlgorithmRun done = run(algorithm, i == 0 ? least : large);
    QVERIFY2(done.ok, qPrintable(done.error));
    files[i] = bytesOf(path("output.tif"));
    QVERIFY(files[i].size() > 10000);
  }
  QVERIFY(files[0] == files[1]);
}

void TestMemoryBudgets::figuresAreTheSame() {
  const AlgorithmRun small = run("evaluate", least);
  QVERIFY2(small.ok, qPrintable(small.error));
  const AlgorithmRun great = run("evaluate", large);
  QVERIFY2(great.ok, qPrintable(great.error));
  QCOMPARE(small.results.value("POINTS_USED").toInt(), 30);
  for (const char* figure : {"AUC", "AREA_AT_80", "PA_INTERSECTION"})
    QVERIFY(small.results.value(figure).toDouble() == great.results.value(figure).toDouble());
  const QRegularExpression figures("^(?!Memory)"); // with their intervals
  QVERIFY(small.messages.filter(figures).size() > 5);
  QCOMPARE(small.messages.filter(figures), great.messages.filter(figures));
}

void TestMemoryBudgets::samplesAreTheSame() {
  QStringList samples[2];
  for (int i = 0; i < 2; ++i) {
    const AlgorithmRun done = run("createsamples", i == 0 ? least : large);
    QVERIFY2(done.ok, qPrintable(done.error));
    samples[i] = featuresOf(path("samples.gpkg"));
    QCOMPARE(samples[i].size(), 60);
  }
  QCOMPARE(samples[0], samples[1]);
}

void TestMemoryBudgets::theBudgetIsToldOnce_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QString>("line");
  const QString all =
      "Memory for rasters: 96 MB (tiles 32, strips 8, GDAL's cache 32, warping 16, reading 8).";
  for (const char* algorithm : {"buildevidencestack", "createsamples", "evaluate", "predict", "shapmap"})
    QTest::newRow(algorithm) << algorithm << all;
}

void TestMemoryBudgets::theBudgetIsToldOnce() {
  QFETCH(QString, algorithm);
  QFETCH(QString, line);
  const AlgorithmRun done = run(algorithm, "96");
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.messages.filter("Memory for rasters"), QStringList{line});
  if (algorithm != "predict")
    return;
  // MEMORY is the share of tiles, where it is given.
  QgsProcessingContext context;
  QVariantMap parameters = parametersOf(algorithm);
  parameters.insert("MEMORY", 100);
  const AlgorithmRun other = runAlgorithm("prospectivity:predict", parameters, context);
  QVERIFY2(other.ok, qPrintable(other.error));
  QCOMPARE(
      other.messages.filter("Memory for rasters"),
      QStringList{"Memory for rasters: 164 MB (tiles 100, strips 8, GDAL's cache 32, warping 16, reading "
                  "8)."});
}

void TestMemoryBudgets::runsWithoutRastersDoNotTellIt() {
  QVERIFY(run("createsamples", "96").ok);
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm("prospectivity:orderfeatures",
                                         {{"INPUT", path("samples.gpkg")}, {"TABLE", "memory:"}}, context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(done.messages.filter("Memory for rasters").isEmpty());
}

void TestMemoryBudgets::aBudgetThatIsNoneIsToldBeforeTheRun() {
  QFile::remove(path("output.tif"));
  QCOMPARE(
      run("predict", "plenty").error,
      QStringLiteral("The environment variable PROSPECTIVITY_MEMORY is 'plenty': set it to the megabytes "
                     "that rasters may take, a whole number from 16 on, or leave it away for 768."));
  QVERIFY(!QFile::exists(path("output.tif")));
}

PROCESSING_TEST_MAIN(TestMemoryBudgets)
#include "test_memory_budgets.moc"

#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>

#include <algorithm>

using namespace prospectivity;

/// The files of maps: the same to the last byte however they came about, and none when the user gave up.
class TestMapFiles : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theBytesDoNotDependOnTheMemory();
  void theBytesDoNotDependOnTheBlocksOfTheLayers();
  void theBarOnlyRisesAndEndsAt100_data();
  void theBarOnlyRisesAndEndsAt100();
  void nothingIsLeftOfACancelledMap_data();
  void nothingIsLeftOfACancelledMap();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QTemporaryDir mFolder;
};

namespace {

/// Cancels the run once its progress has passed a point.
class ImpatientFeedback : public QgsProcessingFeedback {
 public:
  explicit ImpatientFeedback(double limit) : QgsProcessingFeedback(false) {
    connect(
        this, &QgsFeedback::progressChanged, this,
        [this, limit](double progress) {
          if (progress > limit)
            cancel();
        },
        Qt::DirectConnection);
  }
};

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestMapFiles::initTestCase() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4};
  NetworkModel model = randomModel(shape, 2, 41);
  model.features = {"W", "Sn", "Bi"};
  model.background = randomRows(8, 3, 44);
  modelBackend().save(model, path("model.pt").toStdString());
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  700,
                  600,
                  QgsCoordinateReferenceSystem("EPSG:32650").toWkt().toStdString()};
  const FloatMatrix values = randomRows(3, static_cast<int>(grid.cells()), 42);
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, model.features);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

void TestMapFiles::theBytesDoNotDependOnTheMemory() {
  QByteArray first;
  for (const int megabytes : {16, 256}) {
    const QString map = path(QString("map_%1.tif").arg(megabytes));
    QgsProcessingContext context;
    const AlgorithmRun done = runAlgorithm(
        QStringLiteral("prospectivity:predict"),
        {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"MEMORY", megabytes}, {"OUTPUT", map}},
        context);
    QVERIFY2(done.ok, qPrintable(done.error));
    const QByteArray bytes = bytesOf(map);
    QVERIFY(bytes.size() > 100000);
    if (first.isEmpty())
      first = bytes;
    QVERIFY2(bytes == first, qPrintable(QString("%1 MB gave another file").arg(megabytes)));
  }
}

/// The bands of the stack as files of their own: in strips, in tiles, and in one block, with other types of
/// compression.
void TestMapFiles::theBytesDoNotDependOnTheBlocksOfTheLayers() {
  const std::pair<const char*, QStringList> layouts[] = {
      {"W", {"TILED=NO", "BLOCKYSIZE=1"}},
      {"Sn", {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=64", "COMPRESS=DEFLATE"}},
      {"Bi", {"TILED=NO", "BLOCKYSIZE=600", "COMPRESS=LZW"}}};
  QStringList layers;
  int band = 0;
  GDALDatasetH stack = GDALOpen(path("stack.tif").toUtf8().constData(), GA_ReadOnly);
  for (const auto& [name, options] : layouts) {
    char** words = nullptr;
    for (const QString& word : QStringList{"-b", QString::number(++band)})
      words = CSLAddString(words, word.toUtf8().constData());
    for (const QString& option : options) {
      words = CSLAddString(words, "-co");
      words = CSLAddString(words, option.toUtf8().constData());
    }
    GDALTranslateOptions* translation = GDALTranslateOptionsNew(words, nullptr);
    layers << path(QString(name) + ".tif");
    GDALClose(GDALTranslate(layers.last().toUtf8().constData(), stack, translation, nullptr));
    GDALTranslateOptionsFree(translation);
    CSLDestroy(words);
  }
  GDALClose(stack);
  const auto mapOf = [&](const QString& input, const QVariant& value) {
    const QString map = path("by_" + input + ".tif");
    QgsProcessingContext context;
    const AlgorithmRun done =
        runAlgorithm(QStringLiteral("prospectivity:predict"),
                     {{"MODEL", path("model.pt")}, {input, value}, {"OUTPUT", map}}, context);
    return done.ok ? bytesOf(map) : done.error.toUtf8();
  };
  const QByteArray byLayers = mapOf("LAYERS", layers);
  QVERIFY2(byLayers.size() > 100000, byLayers.constData());
  QVERIFY(byLayers == mapOf("STACK", path("stack.tif")));
}

void TestMapFiles::theBarOnlyRisesAndEndsAt100_data() {
  QTest::addColumn<QVariantMap>("outputs");
  QTest::newRow("a map") << QVariantMap{};
  QTest::newRow("a map, targets and polygons")
      << QVariantMap{{"TARGETS", path("bar_targets.tif")}, {"TARGET_POLYGONS", path("bar.gpkg")}};
}

void TestMapFiles::theBarOnlyRisesAndEndsAt100() {
  QFETCH(QVariantMap, outputs);
  QVariantMap parameters{{"MODEL", path("model.pt")},
                         {"STACK", path("stack.tif")},
                         {"MEMORY", 16},
                         {"TARGET_SHARES", "10"},
                         {"OUTPUT", path("bar.tif")}};
  for (auto output = outputs.cbegin(); output != outputs.cend(); ++output)
    parameters.insert(output.key(), output.value());
  QgsProcessingFeedback feedback(false);
  QVector<double> bar{0};
  connect(
      &feedback, &QgsFeedback::progressChanged, &feedback, [&](double value) { bar << value; },
      Qt::DirectConnection);
  QgsProcessingContext context;
  const std::unique_ptr<QgsProcessingAlgorithm> run(
      QgsApplication::processingRegistry()->createAlgorithmById("prospectivity:predict"));
  QVERIFY(run->prepare(parameters, context, &feedback));
  QVERIFY(!run->runPrepared(parameters, context, &feedback).isEmpty());
  QVERIFY(std::is_sorted(bar.cbegin(), bar.cend()));
  QCOMPARE(bar.last(), 100.0);
}

void TestMapFiles::nothingIsLeftOfACancelledMap_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<double>("limit"); // percent
  QTest::newRow("a prediction") << "predict" << 30.0;
  QTest::newRow("a prediction, while its targets are drawn") << "predict" << 85.0;
  QTest::newRow("a map of attributions") << "shapmap" << 0.5;
}

void TestMapFiles::nothingIsLeftOfACancelledMap() {
  QFETCH(QString, algorithm);
  QFETCH(double, limit);
  const QString folder = path(QString("out_%1_%2").arg(algorithm).arg(limit));
  QVERIFY(QDir().mkpath(folder));
  QVariantMap parameters{
      {"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", folder + "/map.tif"}};
  if (algorithm == "predict") {
    parameters.insert("TARGETS", folder + "/targets.tif");
    parameters.insert("TARGET_POLYGONS", folder + "/targets.gpkg");
  } else {
    parameters.insert("DRIVER", folder + "/driver.tif");
  }
  const std::unique_ptr<QgsProcessingAlgorithm> run(
      QgsApplication::processingRegistry()->createAlgorithmById("prospectivity:" + algorithm));
  QgsProcessingContext context;
  ImpatientFeedback feedback(limit);
  bool finished = false;
  try {
    finished = run->prepare(parameters, context, &feedback) &&
               !run->runPrepared(parameters, context, &feedback).isEmpty();
  } catch (const QgsProcessingException&) {
    // What QGIS shows of a run that was cancelled is QGIS's own.
  }
  QVERIFY(feedback.isCanceled());
  QVERIFY(!finished);
  QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList());
}

PROCESSING_TEST_MAIN(TestMapFiles)
#include "test_map_files.moc"

#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/model_fingerprint.h"
#include "tests/processing/map_model.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <gdal.h>
#include <qgslayermetadata.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>
#include <qgssinglebandpseudocolorrenderer.h>
#include <qgsvectorlayer.h>

#include <clocale>

using namespace prospectivity;

/// What files and layers say of how they came to be: rasters what the inputs determine, loaded layers where
/// these lie as well.
class TestProvenance : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyRasterSaysHowItCameToBe_data();
  void everyRasterSaysHowItCameToBe();
  void bytesDoNotDependOnFolderMemoryAndLocale();
  void loadedLayersSayWhatTheyWereMadeOf();
  void layersOfSeveralRastersNameThemAll();
  void fingerprintsAreThoseOfTheBytes();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QVariantMap everyMap(const QString& folder, int memory) const;

  QTemporaryDir mFolder;
};

namespace {

Grid grid{{500000, 500, 0, 2900000, 0, -500}, 40, 30, ""};

QByteArray bytesOf(const QString& file) {
  QFile opened(file);
  return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QString tagOf(const QString& file, const char* name) {
  GDALDatasetH dataset = GDALOpen(file.toUtf8().constData(), GA_ReadOnly);
  const QString value =
      dataset == nullptr ? QString() : QString::fromUtf8(GDALGetMetadataItem(dataset, name, nullptr));
  if (dataset != nullptr)
    GDALClose(dataset);
  return value;
}

/// All tags of the file and of its bands.
QString tagsOf(const QString& file) {
  QStringList lines;
  const auto add = [&](GDALMajorObjectH object) {
    for (char** item = GDALGetMetadata(object, nullptr); item != nullptr && *item != nullptr; ++item)
      lines << QString::fromUtf8(*item);
  };
  GDALDatasetH dataset = GDALOpen(file.toUtf8().constData(), GA_ReadOnly);
  if (dataset == nullptr)
    return {};
  add(dataset);
  for (int band = 1; band <= GDALGetRasterCount(dataset); ++band)
    add(GDALGetRasterBand(dataset, band));
  GDALClose(dataset);
  return lines.join('\n');
}

const QStringList maps{"map", "spread", "index", "area", "coverage", "probability", "risk", "targets"};

} // namespace

void TestProvenance::initTestCase() {
  grid.crs = QgsCoordinateReferenceSystem("EPSG:32650").toWkt().toStdString();
  NetworkModel model = calibratedMapModel(2);
  model.background = randomRows(8, 3, 44);
  for (const char* folder : {"a", "another place"}) {
    QVERIFY(QDir().mkpath(path(folder)));
    modelBackend().save(model, path(folder).toStdString() + "/model.pt");
    const auto sink = createRaster(path(folder).toStdString() + "/stack.tif", grid, model.features);
    const FloatMatrix values = randomRows(3, static_cast<int>(grid.cells()), 42);
    sink->write({0, 0, grid.columns, grid.rows}, values.data());
    sink->finish();
  }
}

QVariantMap TestProvenance::everyMap(const QString& folder, int memory) const {
  const auto in = [&](const QString& name) { return path(folder) + "/" + name; };
  return {{"MODEL", in("model.pt")},
          {"STACK", in("stack.tif")},
          {"UNCERTAINTY", 1},
          {"EXPECTED_DEPOSITS", 4.5},
          {"MEMORY", memory},
          {"TARGET_SHARES", "10, 30"},
          {"OUTPUT", in("map.tif")},
          {"UNCERTAINTY_OUTPUT", in("spread.tif")},
          {"APPLICABILITY", in("index.tif")},
          {"APPLICABILITY_AREA", in("area.tif")},
          {"COVERAGE", in("coverage.tif")},
          {"PROBABILITY", in("probability.tif")},
          {"RISK_RETURN", in("risk.tif")},
          {"TARGETS", in("targets.tif")}};
}

void TestProvenance::everyRasterSaysHowItCameToBe_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QStringList>("files");
  QTest::addColumn<QString>("told"); ///< parameters that tell
  QTest::newRow("maps") << "predict" << everyMap("a", 64) << maps
                        << R"({"EXPECTED_DEPOSITS":4.5,"TARGET_SHARES":"10, 30","UNCERTAINTY":"ensemble"})";
  QTest::newRow("reasons") << "shapmap"
                           << QVariantMap{{"MODEL", path("a/model.pt")},  {"STACK", path("a/stack.tif")},
                                          {"OUTPUT", path("a/shap.tif")}, {"DRIVER", path("a/driver.tif")},
                                          {"SPREAD", path("a/sd.tif")},   {"SEED", 7}}
                           << QStringList{"shap", "driver", "sd"}
                           << R"({"BACKGROUND_SIZE":100,"OUTPUT_SPACE":"logit","SEED":7})";
  QTest::newRow("a stack") << "buildevidencestack"
                           << QVariantMap{{"LAYERS", QStringList{path("a/stack.tif")}},
                                          {"TRANSFORMS", "W=standardize"},
                                          {"RESAMPLING", "nearest"},
                                          {"OUTPUT", path("a/made.tif")}}
                           << QStringList{"made"}
                           << R"({"RESAMPLING":"nearest","TRANSFORMS":"W=standardize"})";
  QTest::newRow("a distance") << "vectorevidence"
                              << QVariantMap{{"INPUT", "mines"},
                                             {"REFERENCE", path("a/stack.tif")},
                                             {"METHOD", "distance"},
                                             {"OUTPUT", path("a/distance.tif")}}
                              << QStringList{"distance"} << R"({"METHOD":"distance"})";
}

void TestProvenance::everyRasterSaysHowItCameToBe() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QStringList, files);
  QFETCH(QString, told);
  QgsVectorLayer mines("Point?crs=EPSG:32650", "mines", "memory");
  QgsFeature mine;
  mine.setGeometry(QgsGeometry::fromPointXY({505000, 2895000}));
  mines.dataProvider()->addFeature(mine);
  if (parameters.value("INPUT") == "mines")
    parameters.insert("INPUT", QVariant::fromValue(&mines));
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm("prospectivity:" + algorithm, parameters, context);
  QVERIFY2(done.ok, qPrintable(done.error));
  for (const QString& name : files) {
    const QString file = path("a/" + name + ".tif");
    QCOMPARE(tagOf(file, "PROSPECTIVITY_ALGORITHM"), "prospectivity:" + algorithm);
    QCOMPARE(tagOf(file, "PROSPECTIVITY_VERSION"), QString(PROSPECTIVITY_VERSION));
    QCOMPARE(tagOf(file, "PROSPECTIVITY_MODEL"),
             parameters.contains("MODEL") ? modelFingerprint(path("a/model.pt")) : QString());
    const QJsonObject all =
        QJsonDocument::fromJson(tagOf(file, "PROSPECTIVITY_PARAMETERS").toUtf8()).object();
    const QJsonObject some = QJsonDocument::fromJson(told.toUtf8()).object();
    QVERIFY(!some.isEmpty());
    for (auto entry = some.begin(); entry != some.end(); ++entry)
      QCOMPARE(all.value(entry.key()), entry.value());
    for (const char* elsewhere :
         {"MODEL", "STACK", "LAYERS", "INPUT", "REFERENCE", "MASK", "OUTPUT", "MEMORY", "FORMAT"})
      QVERIFY2(!all.contains(elsewhere), elsewhere);
    QVERIFY2(!tagsOf(file).contains(mFolder.path()), qPrintable(tagsOf(file)));
  }
}

void TestProvenance::bytesDoNotDependOnFolderMemoryAndLocale() {
  QgsProcessingContext context;
  const AlgorithmRun first = runAlgorithm("prospectivity:predict", everyMap("a", 64), context);
  QVERIFY2(first.ok, qPrintable(first.error));
  const std::string former = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8"); // where it is installed; Qt has its own
  QLocale::setDefault(QLocale(QLocale::German));
  const AlgorithmRun second = runAlgorithm("prospectivity:predict", everyMap("another place", 32), context);
  QLocale::setDefault(QLocale::c());
  std::setlocale(LC_ALL, former.c_str());
  QVERIFY2(second.ok, qPrintable(second.error));
  for (const QString& map : maps) {
    const QByteArray bytes = bytesOf(path("a/" + map + ".tif"));
    QVERIFY2(!bytes.isEmpty(), qPrintable(map));
    QVERIFY2(bytes == bytesOf(path("another place/" + map + ".tif")), qPrintable(map));
  }
}

void TestProvenance::loadedLayersSayWhatTheyWereMadeOf() {
  QgsProcessingContext context;
  QVariantMap parameters = everyMap("a", 64);
  const QString map = path("a/map.tif");
  QgsProcessingOutputLayerDefinition shown(map, QgsProject::instance());
  parameters.insert("OUTPUT", QVariant::fromValue(shown));
  const AlgorithmRun done = runAlgorithm("prospectivity:predict", parameters, context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(context.willLoadLayerOnCompletion(map));
  QgsProcessingLayerPostProcessorInterface* steps =
      context.layerToLoadOnCompletionDetails(map).postProcessor();
  QVERIFY(steps != nullptr);
  QgsRasterLayer layer(map, "map");
  RecordingFeedback feedback;
  steps->postProcessLayer(&layer, context, &feedback);
  QVERIFY(dynamic_cast<QgsSingleBandPseudoColorRenderer*>(layer.renderer()) != nullptr); // the style, too
  QCOMPARE(layer.customProperty("prospectivity/algorithm").toString(), QString("prospectivity:predict"));
  QCOMPARE(layer.customProperty("prospectivity/model").toString(), path("a/model.pt"));
  QCOMPARE(layer.customProperty("prospectivity/fingerprint").toString(),
           modelFingerprint(path("a/model.pt")));
  QCOMPARE(layer.customProperty("prospectivity/stack").toString(), path("a/stack.tif"));
  QVERIFY(!layer.customProperty("prospectivity/samples").isValid());
  const QgsLayerMetadata metadata = layer.metadata();
  QCOMPARE(metadata.title(), QString("Prospectivity score"));
  QVERIFY2(metadata.abstract().startsWith("Prospectivity score, made by prospectivity:predict"),
           qPrintable(metadata.abstract()));
  QVERIFY(metadata.abstract().contains("Model: model.pt (SHA-256 " + modelFingerprint(path("a/model.pt"))));
  QVERIFY(metadata.abstract().contains("Evidence: stack.tif."));
  const QStringList history = metadata.history();
  QVERIFY2(QRegularExpression("^[0-9]{4}-[0-9]{2}-[0-9]{2}T.*Z: prospectivity:predict, Prospectivity Lens ")
               .match(history.value(0))
               .hasMatch(),
           qPrintable(history.value(0)));
  QCOMPARE(history.filter("MODEL: " + path("a/model.pt")).size(), 1);
  QCOMPARE(history.filter("EXPECTED_DEPOSITS: 4.5").size(), 1);
}

void TestProvenance::layersOfSeveralRastersNameThemAll() {
  QgsProcessingContext context;
  const QString made = path("a/two.tif");
  const QStringList rasters{path("a/stack.tif"), path("another place/stack.tif")};
  const AlgorithmRun done = runAlgorithm(
      "prospectivity:buildevidencestack",
      {{"LAYERS", rasters},
       {"BAND_NAMES", "a,b,c,d,e,f"},
       {"OUTPUT", QVariant::fromValue(QgsProcessingOutputLayerDefinition(made, QgsProject::instance()))}},
      context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QgsProcessingLayerPostProcessorInterface* steps =
      context.layerToLoadOnCompletionDetails(made).postProcessor();
  QVERIFY(steps != nullptr); // a layer without a style
  QgsRasterLayer layer(made, "two");
  RecordingFeedback feedback;
  steps->postProcessLayer(&layer, context, &feedback);
  QCOMPARE(layer.customProperty("prospectivity/stack").toStringList(), rasters);
  QVERIFY(!layer.customProperty("prospectivity/model").isValid());
}

void TestProvenance::fingerprintsAreThoseOfTheBytes() {
  QFile file(path("three"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("abc");
  file.close();
  // FIPS 180-2, appendix B.1
  QCOMPARE(modelFingerprint(path("three")),
           QString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  try {
    modelFingerprint(path("gone.pt"));
    QFAIL("a file that is not there has a fingerprint");
  } catch (const Error& failure) {
    QCOMPARE(QString::fromStdString(failure.what()),
             "The model file '" + path("gone.pt") +
                 "' cannot be read: choose a file that exists and that you may read.");
  }
}

PROCESSING_TEST_MAIN(TestProvenance)
#include "test_provenance.moc"

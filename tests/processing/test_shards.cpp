#include "engine/network/backend.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"
#include "processing/outputs/ended_run.h"
#include "tests/processing/map_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/raster_difference.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <gdal_priv.h>
#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransform.h>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsrectangle.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace prospectivity;

/// Maps that are made in shards and joined, against the same at once: cells of all overviews, statistics,
/// tags, polygons, and what the log tells. And parts of a map by their extent.
class TestShards : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void predictionsAreThoseOfOneRun_data();
  void predictionsAreThoseOfOneRun();
  void levelsByDepositsAreThoseOfOneRun();
  void reasonsAreThoseOfOneRun();
  void theScoreAloneCanBeJoined();
  void theAccountOfRunsKnowsTheWholeAlone();
  void whatDoesNotBelongTogetherIsRefused();
  void whatShardsCannotKnowIsRefused_data();
  void whatShardsCannotKnowIsRefused();
  void whatShardsDoNotHoldIsRefused();
  void partsThatAreNoneAreRefused_data();
  void partsThatAreNoneAreRefused();
  void anExtentHasTheValuesOfTheWholeMap();
  void extentsMeanTheSameInAnyProject();
  void windowsSeeBeyondAnExtent();
  void anExtentOfReasonsHasTheValuesOfTheWholeMap();
  void aLayerWithoutFeaturesIsNoExtent();
  void foldersMayBeWrittenInSeveralWays();
  void inputsBesideAShardAreKept();
  void layersMayComeInAnyOrder();
  void seedsThatAreNoneAreRefused();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }

  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters, const QVariantMap& more = {}) {
    QVariantMap all = parameters;
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:") + algorithm, all, context);
    if (!run.ok)
      qWarning("%s: %s", qPrintable(algorithm), qPrintable(run.error));
    return run;
  }

  /// Runs all shards into a folder of their own, the last one first.
  QString shardsOf(const QString& algorithm, int count, const QVariantMap& parameters,
                   const QStringList& outputs) {
    const QString folder = path(QStringLiteral("shards_%1").arg(mFolders++));
    QDir().mkpath(folder);
    for (int number = count; number >= 1; --number) {
      QVariantMap own{{"SHARD", QStringLiteral("%1/%2").arg(number).arg(count)}};
      for (const QString& output : outputs)
        own.insert(output, QStringLiteral("%1/%2_%3.tif").arg(folder, output.toLower()).arg(number));
      if (!run(algorithm, parameters, own).ok)
        return {};
    }
    return folder;
  }

  QTemporaryDir mFolder;
  int mFolders = 0;
};

namespace {

/// 3 x 2 blocks, and one overview.
constexpr int columns = 530;
constexpr int rows = 300;

Grid gridOf(int across, int down, const QString& crs) {
  const double step = crs == QLatin1String("EPSG:4326") ? 0.01 : 500;
  const double x = crs == QLatin1String("EPSG:4326") ? 10 : 500000;
  const double y = crs == QLatin1String("EPSG:4326") ? 60 : 2900000;
  return {{x, step, 0, y, 0, -step}, across, down, QgsCoordinateReferenceSystem(crs).toWkt().toStdString()};
}

/// Layers that run smoothly, so that targets have several cells and lie across seams, with holes.
void writeStack(const QString& path, const Grid& grid) {
  FloatMatrix values(3, static_cast<Eigen::Index>(grid.cells()));
  for (Eigen::Index cell = 0; cell < values.cols(); ++cell) {
    const auto x = static_cast<double>(cell % grid.columns);
    const auto y = static_cast<double>(cell / grid.columns);
    values(0, cell) = static_cast<float>(2 * std::sin(x / 25) * std::cos(y / 31));
    values(1, cell) = static_cast<float>(2 * std::cos(x / 37 + y / 14));
    values(2, cell) = static_cast<float>(std::sin(y / 19) + x / 400);
    if (cell % 101 == 17 || (x > 250 && x < 300 && y > 240 && y < 270))
      values(1, cell) = std::nanf("");
  }
  const auto sink = createRaster(path.toStdString(), grid, {"W", "Sn", "Bi"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

/// Some cells of a band.
std::vector<float> cellsOf(const QString& file, int band, int column, int row, int across, int down) {
  useGdal();
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.toUtf8().constData(), GDAL_OF_RASTER));
  std::vector<float> cells(static_cast<std::size_t>(across) * static_cast<std::size_t>(down));
  if (!dataset || dataset->GetRasterBand(band)->RasterIO(GF_Read, column, row, across, down, cells.data(),
                                                         across, down, GDT_Float32, 0, 0, nullptr) != CE_None)
    throw std::runtime_error("cells cannot be read");
  return cells;
}

bool isSame(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// All features, attributes and outlines, as text.
QStringList featuresOf(const QString& path) {
  QStringList lines;
  const QgsVectorLayer layer(path, QStringLiteral("targets"), QStringLiteral("ogr"));
  QgsFeature feature;
  for (QgsFeatureIterator all = layer.getFeatures(); all.nextFeature(feature);) {
    QString line = QString::fromLatin1(feature.geometry().asWkb().toHex());
    for (const QVariant& value : feature.attributes())
      line += QLatin1Char('|') + (value.userType() == QMetaType::Double
                                      ? QString::number(value.toDouble(), 'g', 17)
                                      : value.toString());
    lines << line;
  }
  return lines;
}

/// What is told of the map, without what is told of the run.
QStringList toldOf(const AlgorithmRun& run) {
  QStringList lines;
  for (const QString& line : run.warnings + run.messages)
    if (!line.startsWith(QLatin1String("Predicting")) && !line.startsWith(QLatin1String("Joining")) &&
        !line.startsWith(QLatin1String("Explaining about")) && !line.contains(QLatin1String("MB")) &&
        !line.contains(QLatin1String("% done")))
      lines << line;
  return lines;
}

} // namespace

void TestShards::initTestCase() {
  NetworkModel model = calibratedMapModel(3);
  model.background = randomRows(12, 3, 44);
  modelBackend().save(model, path("model.pt").toStdString());
  NetworkModel other = calibratedMapModel(2);
  modelBackend().save(other, path("other.pt").toStdString());
  writeStack(path("stack.tif"), gridOf(columns, rows, "EPSG:32650"));
  writeStack(path("degrees.tif"), gridOf(columns, rows, "EPSG:4326"));
  writeStack(path("strip.tif"), gridOf(520, 3, "EPSG:32650"));
}

void TestShards::predictionsAreThoseOfOneRun_data() {
  QTest::addColumn<QString>("stack");
  QTest::addColumn<int>("count");
  QTest::newRow("one shard") << "stack.tif" << 1;
  QTest::newRow("two") << "stack.tif" << 2;
  QTest::newRow("six") << "stack.tif" << 6;
  QTest::newRow("degrees") << "degrees.tif" << 5;
}

void TestShards::predictionsAreThoseOfOneRun() {
  QFETCH(QString, stack);
  QFETCH(int, count);
  const QVariantMap parameters{{"MODEL", path("model.pt")},    {"STACK", path(stack)},
                               {"UNCERTAINTY", "ensemble"},    {"EXPECTED_DEPOSITS", 60},
                               {"TARGET_SHARES", "3, 20, 40"}, {"SEED", 4}};
  const QStringList cells{"OUTPUT", "UNCERTAINTY_OUTPUT", "APPLICABILITY", "APPLICABILITY_AREA", "COVERAGE"};
  const QStringList made = cells + QStringList{"PROBABILITY", "RISK_RETURN", "TARGETS"};
  const auto outputs = [&](const QString& name) {
    QVariantMap files{{"TARGET_POLYGONS", path(name + "_polygons.gpkg")}};
    for (const QString& output : made)
      files.insert(output, path(name + "_" + output + ".tif"));
    return files;
  };
  const AlgorithmRun whole = run("predict", parameters, outputs("whole"));
  QVERIFY(whole.ok);
  const QString folder = shardsOf("predict", count, parameters, cells);
  QVERIFY(!folder.isEmpty());
  const AlgorithmRun joined =
      run("joinshards", {{"SHARDS", folder}, {"MODEL", path("model.pt")}, {"STACK", path(stack)}},
          outputs("joined"));
  QVERIFY(joined.ok);
  for (const QString& output : made) {
    const QString found = difference(path("whole_" + output + ".tif"), path("joined_" + output + ".tif"), 1);
    QVERIFY2(found.isEmpty(), qPrintable(output + ": " + found));
  }
  const QStringList features = featuresOf(path("whole_polygons.gpkg"));
  QVERIFY(features.size() > 5);
  QCOMPARE(featuresOf(path("joined_polygons.gpkg")), features);
  QVERIFY(whole.results.contains("OUTSIDE_RANGES"));
  QCOMPARE(joined.results.value("OUTSIDE_RANGES"), whole.results.value("OUTSIDE_RANGES"));
  QCOMPARE(toldOf(joined), toldOf(whole));
}

// Shards without all that targets look at: it lies beside them.
void TestShards::levelsByDepositsAreThoseOfOneRun() {
  QVector<QgsPointXY> points;
  for (int i = 0; i < 12; ++i)
    points << QgsPointXY(500000 + 500.0 * (40 * i + 7), 2900000 - 500.0 * (23 * i + 9));
  addPoints("known", "EPSG:32650", points);
  const QVariantMap parameters{{"MODEL", path("model.pt")},
                               {"STACK", path("stack.tif")},
                               {"MASK_INAPPLICABLE", true},
                               {"TARGET_CAPTURE", "50, 90"}};
  const QVariantMap targets{{"DEPOSITS", "known"}, {"KNOWN_DEPOSITS", "known"}};
  const AlgorithmRun whole = run("predict", parameters,
                                 {{"DEPOSITS", "known"},
                                  {"KNOWN_DEPOSITS", "known"},
                                  {"OUTPUT", path("captured.tif")},
                                  {"TARGET_POLYGONS", path("captured.gpkg")}});
  QVERIFY(whole.ok);
  const QString folder = shardsOf("predict", 3, parameters, {"OUTPUT"});
  const AlgorithmRun joined = run("joinshards",
                                  {{"SHARDS", folder},
                                   {"MODEL", path("model.pt")},
                                   {"STACK", path("stack.tif")},
                                   {"OUTPUT", path("captured_joined.tif")},
                                   {"TARGET_POLYGONS", path("captured_joined.gpkg")}},
                                  targets);
  QVERIFY(joined.ok);
  QCOMPARE(difference(path("captured.tif"), path("captured_joined.tif"), 1), QString());
  QVERIFY(!featuresOf(path("captured.gpkg")).isEmpty());
  QCOMPARE(featuresOf(path("captured_joined.gpkg")), featuresOf(path("captured.gpkg")));
  QCOMPARE(toldOf(joined), toldOf(whole));
  QCOMPARE(QDir(mFolder.path()).entryList({"targets-*"}, QDir::Dirs).size(), 0);
}

void TestShards::reasonsAreThoseOfOneRun() {
  for (const char* space : {"logit", "probability"}) {
    const QVariantMap parameters{{"MODEL", path("model.pt")},
                                 {"STACK", path("strip.tif")},
                                 {"OUTPUT_SPACE", QString::fromLatin1(space) == "logit" ? 0 : 1},
                                 {"BACKGROUND_SIZE", 5}};
    const AlgorithmRun whole = run(
        "shapmap", parameters,
        {{"OUTPUT", path("shap.tif")}, {"DRIVER", path("driver.tif")}, {"SPREAD", path("shap_spread.tif")}});
    QVERIFY(whole.ok);
    const QString folder = shardsOf("shapmap", 3, parameters, {"OUTPUT", "SPREAD"});
    const AlgorithmRun joined = run("joinshards", {{"SHARDS", folder},
                                                   {"MODEL", path("model.pt")},
                                                   {"OUTPUT", path("shap_joined.tif")},
                                                   {"DRIVER", path("driver_joined.tif")},
                                                   {"SPREAD", path("shap_spread_joined.tif")}});
    QVERIFY(joined.ok);
    QCOMPARE(difference(path("shap.tif"), path("shap_joined.tif"), 1), QString());
    QCOMPARE(difference(path("driver.tif"), path("driver_joined.tif"), 1), QString());
    QCOMPARE(difference(path("shap_spread.tif"), path("shap_spread_joined.tif"), 1), QString());
    QCOMPARE(toldOf(joined), toldOf(whole));
  }
}

// EXPECTED_DEPOSITS of the shards asks for nothing here.
void TestShards::theScoreAloneCanBeJoined() {
  const QVariantMap parameters{
      {"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}, {"EXPECTED_DEPOSITS", 20}};
  const QString folder = shardsOf("predict", 2, parameters, {"OUTPUT"});
  QVERIFY(!folder.isEmpty());
  QVERIFY(QFile::remove(folder + "/output_1.logits.tif")); // nor are they needed
  QVERIFY(run("joinshards",
              {{"SHARDS", folder}, {"MODEL", path("model.pt")}, {"OUTPUT", path("score_alone.tif")}})
              .ok);
}

void TestShards::theAccountOfRunsKnowsTheWholeAlone() {
  for (const char* algorithm : {"predict", "shapmap"}) {
    QStringList steps;
    keepAccountBy([&](const EndedRun& run) { steps << run.step(); });
    const QVariantMap parameters{{"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}};
    const QString folder = shardsOf(algorithm, 2, parameters, {"OUTPUT"});
    run("joinshards",
        {{"SHARDS", folder}, {"MODEL", path("model.pt")}, {"OUTPUT", path("for_the_account.tif")}});
    run(algorithm, parameters, {{"OUTPUT", path("for_the_account.tif")}});
    keepAccountBy({});
    const QString id = QStringLiteral("prospectivity:") + algorithm;
    QCOMPARE(steps, QStringList({QString(), QString(), id, id}));
  }
}

void TestShards::whatDoesNotBelongTogetherIsRefused() {
  const QVariantMap parameters{{"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}};
  const QString folder = shardsOf("predict", 3, parameters, {"OUTPUT"});
  const auto joinError = [&](const QVariantMap& more = {}) {
    return run("joinshards",
               {{"SHARDS", folder}, {"MODEL", path("model.pt")}, {"OUTPUT", path("refused.tif")}}, more)
        .error;
  };
  QCOMPARE(joinError({{"MODEL", path("other.pt")}}),
           QStringLiteral("MODEL: the shards were made with another model; choose that one."));
  QCOMPARE(
      joinError({{"STACK", path("stack.tif")}}),
      QStringLiteral("STACK: the shards were made of other layers, or of these with another CRS or NoData; "
                     "choose those."));
  QCOMPARE(joinError({{"SHARDS", path("nowhere")}}),
           QStringLiteral("SHARDS: the folder '%1' does not exist or cannot be read; choose the folder in "
                          "which runs with a shard left their files.")
               .arg(path("nowhere")));
  QCOMPARE(joinError({{"SHARDS", mFolder.path()}}),
           QStringLiteral("SHARDS: there are no shards: choose the folder in which runs with a shard left "
                          "their files."));
  QCOMPARE(
      joinError({{"OUTPUT", folder + "/output_3.tif"}}),
      QStringLiteral("OUTPUT: 'output_3.tif' is also a raster of a shard, and would be lost; choose another "
                     "file."));
  const QString summary = folder + "/output_2.shard.json";
  QVERIFY(QFile::copy(summary, folder + "/twice.shard.json"));
  QCOMPARE(joinError(),
           QStringLiteral("SHARDS: the shard 2/3 is there twice, as 'output_2.shard.json' and as "
                          "'twice.shard.json': take one of them away."));
  QVERIFY(QFile::remove(folder + "/twice.shard.json"));
  QVERIFY(QFile::rename(summary, path("kept.json")));
  QCOMPARE(joinError(),
           QStringLiteral("SHARDS: 1 of the 3 shards are missing (2): make them, then join again."));
  QVERIFY(
      run("predict", parameters, {{"SHARD", "2/3"}, {"SEED", 7}, {"OUTPUT", folder + "/output_2.tif"}}).ok);
  QCOMPARE(joinError(),
           QStringLiteral("SHARDS: 'output_2.shard.json' is of another run than "
                          "'output_1.shard.json', with another SEED (7, not 1): keep the shards of "
                          "each run in a folder of their own."));
  // Its raster, beside the summary of the first run.
  QVERIFY(QFile::remove(summary) && QFile::copy(path("kept.json"), summary));
  const QString ofAnotherRun =
      QStringLiteral("SHARDS: '%1/output_2.tif' is not the raster that 'output_2.shard.json' tells of, but "
                     "one of another run; make that shard again.")
          .arg(folder);
  QCOMPARE(joinError(), ofAnotherRun);
  QVERIFY(run("predict", {{"MODEL", path("other.pt")}, {"STACK", path("strip.tif")}},
              {{"SHARD", "2/3"}, {"OUTPUT", folder + "/output_2.tif"}})
              .ok);
  QVERIFY(joinError().contains(QStringLiteral("with another model:")));
  QVERIFY(QFile::remove(summary)); // the raster of the other model stays
  QVERIFY(QFile::rename(path("kept.json"), summary));
  QCOMPARE(joinError(), ofAnotherRun);
  QVERIFY(!QFileInfo::exists(path("refused.tif")));
  QVERIFY(run("predict", parameters, {{"SHARD", "2/3"}, {"OUTPUT", folder + "/output_2.tif"}}).ok);
  QCOMPARE(joinError(), QString());
}

void TestShards::whatShardsCannotKnowIsRefused_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QString>("output");
  QTest::addColumn<QString>("ending");
  for (const char* output : {"PROBABILITY", "TARGETS", "RISK_RETURN"})
    QTest::newRow(output) << "predict" << output << ".tif";
  QTest::newRow("TARGET_POLYGONS") << "predict"
                                   << "TARGET_POLYGONS"
                                   << ".gpkg";
  QTest::newRow("DRIVER") << "shapmap"
                          << "DRIVER"
                          << ".tif";
}

void TestShards::whatShardsCannotKnowIsRefused() {
  QFETCH(QString, algorithm);
  QFETCH(QString, output);
  QFETCH(QString, ending);
  const AlgorithmRun refused = run(algorithm, {{"MODEL", path("model.pt")},
                                               {"STACK", path("strip.tif")},
                                               {"SHARD", "1/2"},
                                               {"OUTPUT", path("no.tif")},
                                               {output, path("no_more" + ending)}});
  QCOMPARE(refused.error,
           output + QStringLiteral(": a shard does not know the whole map; leave it out, and ask "
                                   "prospectivity:joinshards for it."));
}

void TestShards::whatShardsDoNotHoldIsRefused() {
  const QVariantMap parameters{{"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}};
  const QString folder = shardsOf("predict", 2, parameters, {"OUTPUT"});
  const auto joinError = [&](const QString& output, const QString& file) {
    return run("joinshards", {{"SHARDS", folder},
                              {"MODEL", path("model.pt")},
                              {"OUTPUT", path("refused.tif")},
                              {output, path(file)}})
        .error;
  };
  QCOMPARE(joinError("COVERAGE", "no.tif"),
           QStringLiteral("COVERAGE: the shards hold no such map; make them with it, or leave it out."));
  QCOMPARE(joinError("PROBABILITY", "no.tif"),
           QStringLiteral("PROBABILITY: the shards hold nothing to make it of; make them with "
                          "EXPECTED_DEPOSITS, or leave it out."));
  QCOMPARE(joinError("RISK_RETURN", "no.tif"),
           QStringLiteral("RISK_RETURN: the shards hold nothing to make it of; make them with UNCERTAINTY "
                          "'ensemble', or leave it out."));
  QCOMPARE(
      joinError("DRIVER", "no.tif"),
      QStringLiteral("DRIVER: the shards are of prospectivity:predict, which makes no such output; leave it "
                     "out."));
  QVERIFY(
      joinError("TARGET_POLYGONS", "no.gpkg")
          .startsWith(QStringLiteral("TARGET_POLYGONS: the reasons of targets are read off the layers;")));
  QDir().mkpath(path("elsewhere"));
  QCOMPARE(run("predict", parameters,
               {{"SHARD", "1/2"}, {"OUTPUT", path("here.tif")}, {"COVERAGE", path("elsewhere/coverage.tif")}})
               .error,
           QStringLiteral("COVERAGE: the files of a shard lie in one folder; choose a file beside that of "
                          "OUTPUT."));
}

void TestShards::partsThatAreNoneAreRefused_data() {
  QTest::addColumn<QVariantMap>("part");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("0/4") << QVariantMap{{"SHARD", "0/4"}}
                       << "SHARD: there is no part 0 of 4: parts are numbered from 1 to 4.";
  QTest::newRow("5/4") << QVariantMap{{"SHARD", "5/4"}}
                       << "SHARD: there is no part 5 of 4: parts are numbered from 1 to 4.";
  QTest::newRow("a/b")
      << QVariantMap{{"SHARD", "a/b"}}
      << "SHARD: 'a/b' is no part of a map: write its number and how many there are, such as "
         "3/40.";
  QTest::newRow("more shards than blocks")
      << QVariantMap{{"SHARD", "1/4"}}
      << "SHARD: the grid of 520 x 3 cells has 3 blocks of 256 x 256, too few for 4 parts: divide it into 3 "
         "parts at most.";
  QTest::newRow("another format")
      << QVariantMap{{"SHARD", "1/2"}, {"FORMAT", "cog"}}
      << "FORMAT: a shard is written for Join shards, as GeoTIFF; leave it out, and give it to "
         "prospectivity:joinshards.";
  QTest::newRow("both")
      << QVariantMap{{"SHARD", "1/2"}, {"EXTENT", "500000,510000,2890000,2900000"}}
      << "SHARD: shards are parts of the whole stack, and EXTENT is another part of it; give "
         "one of both.";
  QTest::newRow("elsewhere") << QVariantMap{{"EXTENT", "100000,200000,2890000,2900000"}}
                             << "EXTENT: no cell of the stack has its centre in it; choose an extent that "
                                "overlaps the stack.";
}

void TestShards::partsThatAreNoneAreRefused() {
  QFETCH(QVariantMap, part);
  QFETCH(QString, sentence);
  for (const char* algorithm : {"predict", "shapmap"})
    QCOMPARE(run(algorithm,
                 {{"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}, {"OUTPUT", path("no.tif")}},
                 part)
                 .error,
             sentence);
}

void TestShards::anExtentHasTheValuesOfTheWholeMap() {
  const QVariantMap parameters{{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}};
  QVERIFY(run("predict", parameters, {{"OUTPUT", path("all.tif")}}).ok);
  // 40 x 30 cells from column 270, row 250 on: the hole of the layers lies in it.
  QVERIFY(run("predict", parameters,
              {{"EXTENT", "635000,655000,2760000,2775000 [EPSG:32650]"},
               {"OUTPUT", path("part.tif")},
               {"TARGETS", path("part_levels.tif")},
               {"TARGET_POLYGONS", path("part.gpkg")}})
              .ok);
  useGdal();
  const GDALDatasetUniquePtr all(GDALDataset::Open(path("all.tif").toUtf8().constData(), GDAL_OF_RASTER));
  const GDALDatasetUniquePtr part(GDALDataset::Open(path("part.tif").toUtf8().constData(), GDAL_OF_RASTER));
  QCOMPARE(part->GetRasterXSize(), 40);
  QCOMPARE(part->GetRasterYSize(), 30);
  std::vector<float> expected(40 * 30);
  QCOMPARE(all->GetRasterBand(1)->RasterIO(GF_Read, 270, 250, 40, 30, expected.data(), 40, 30, GDT_Float32, 0,
                                           0, nullptr),
           CE_None);
  std::vector<float> found(40 * 30);
  QCOMPARE(part->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 40, 30, found.data(), 40, 30, GDT_Float32, 0, 0,
                                            nullptr),
           CE_None);
  QVERIFY(std::memcmp(found.data(), expected.data(), found.size() * sizeof(float)) == 0);
  double transform[6];
  QCOMPARE(part->GetGeoTransform(transform), CE_None);
  QCOMPARE(transform[0], 635000.0);
  QCOMPARE(transform[3], 2775000.0);
  QVERIFY(itemsOf(*part).filter(QStringLiteral("EXTENT")).size() == 1);
  QVERIFY(itemsOf(*all).filter(QStringLiteral("EXTENT")).isEmpty());
  // Reasons of targets are those of their own cells.
  const QgsVectorLayer targets(path("part.gpkg"), "targets", "ogr");
  QVERIFY(targets.featureCount() > 0);
  QgsFeature feature;
  for (QgsFeatureIterator each = targets.getFeatures(); each.nextFeature(feature);)
    QVERIFY(!feature.attribute("drivers").toString().isEmpty());
}

// Four numbers are in the CRS of the stack, a rectangle with a CRS is brought to it.
void TestShards::extentsMeanTheSameInAnyProject() {
  const QVariantMap parameters{
      {"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}, {"EXTENT", "530000,570000,2898500,2900000"}};
  const QgsCoordinateReferenceSystem before = QgsProject::instance()->crs();
  QList<QByteArray> files;
  for (const char* crs : {"EPSG:32650", "EPSG:3857"}) {
    QgsProject::instance()->setCrs(QgsCoordinateReferenceSystem(crs));
    QVERIFY(run("predict", parameters, {{"OUTPUT", path("bare.tif")}}).ok);
    QFile file(path("bare.tif"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    files << file.readAll();
  }
  QgsProject::instance()->setCrs(before);
  QVERIFY(!files[0].isEmpty());
  QVERIFY(files[0] == files[1]);
  QgsCoordinateTransform toDegrees(QgsCoordinateReferenceSystem("EPSG:32650"),
                                   QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject::instance());
  const QgsRectangle degrees = toDegrees.transformBoundingBox(QgsRectangle(530000, 2898500, 570000, 2900000));
  const QString given = QStringLiteral("%1,%2,%3,%4 [EPSG:4326]")
                            .arg(degrees.xMinimum(), 0, 'f', 9)
                            .arg(degrees.xMaximum(), 0, 'f', 9)
                            .arg(degrees.yMinimum(), 0, 'f', 9)
                            .arg(degrees.yMaximum(), 0, 'f', 9);
  QVERIFY(run("predict", parameters, {{"EXTENT", given}, {"OUTPUT", path("degrees_part.tif")}}).ok);
  const GDALDatasetUniquePtr part(
      GDALDataset::Open(path("degrees_part.tif").toUtf8().constData(), GDAL_OF_RASTER));
  const GDALDatasetUniquePtr bare(GDALDataset::Open(path("bare.tif").toUtf8().constData(), GDAL_OF_RASTER));
  QCOMPARE(bare->GetRasterXSize(), 80);
  QVERIFY(part->GetRasterXSize() >= 80 && part->GetRasterXSize() <= 82); // it bounds the turned one
}

void TestShards::windowsSeeBeyondAnExtent() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4};
  shape.window = 3;
  NetworkModel model = randomModel(shape, 2, 17);
  model.features = {"W", "Sn", "Bi"};
  modelBackend().save(model, path("windows.pt").toStdString());
  const QVariantMap parameters{{"MODEL", path("windows.pt")}, {"STACK", path("stack.tif")}};
  QVERIFY(run("predict", parameters, {{"OUTPUT", path("all_windows.tif")}}).ok);
  QVERIFY(run("predict", parameters,
              {{"EXTENT", "530000,550000,2780000,2795000"}, {"OUTPUT", path("part_windows.tif")}})
              .ok);
  const std::vector<float> found = cellsOf(path("part_windows.tif"), 1, 0, 0, 40, 30);
  QVERIFY(isSame(found, cellsOf(path("all_windows.tif"), 1, 60, 210, 40, 30)));
  QVERIFY(std::any_of(found.begin(), found.begin() + 40, [](float cell) { return !std::isnan(cell); }));
}

void TestShards::anExtentOfReasonsHasTheValuesOfTheWholeMap() {
  const QVariantMap parameters{
      {"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}, {"BACKGROUND_SIZE", 5}};
  QVERIFY(run("shapmap", parameters, {{"OUTPUT", path("all_reasons.tif")}}).ok);
  QVERIFY(run("shapmap", parameters,
              {{"EXTENT", "530000,570000,2898500,2900000"}, {"OUTPUT", path("part_reasons.tif")}})
              .ok);
  for (int band = 1; band <= 3; ++band)
    QVERIFY(isSame(cellsOf(path("part_reasons.tif"), band, 0, 0, 80, 3),
                   cellsOf(path("all_reasons.tif"), band, 60, 0, 80, 3)));
}

void TestShards::aLayerWithoutFeaturesIsNoExtent() {
  addPoints("nothing", "EPSG:32650", {});
  for (const char* algorithm : {"predict", "shapmap"})
    QCOMPARE(
        run(algorithm, {{"MODEL", path("model.pt")},
                        {"STACK", path("strip.tif")},
                        {"EXTENT", "nothing"},
                        {"OUTPUT", path("no.tif")}})
            .error,
        QStringLiteral("EXTENT: no cell of the stack has its centre in it; choose an extent that overlaps "
                       "the stack."));
}

void TestShards::foldersMayBeWrittenInSeveralWays() {
  QDir().mkpath(path("ways"));
  QVERIFY(run("predict", {{"MODEL", path("model.pt")},
                          {"STACK", path("strip.tif")},
                          {"SHARD", "1/1"},
                          {"OUTPUT", path("ways/map.tif")},
                          {"COVERAGE", path("./ways/../ways/layers.tif")}})
              .ok);
  QVERIFY(run("joinshards", {{"SHARDS", path("ways")},
                             {"MODEL", path("model.pt")},
                             {"OUTPUT", path("ways.tif")},
                             {"COVERAGE", path("ways_layers.tif")}})
              .ok);
}

void TestShards::inputsBesideAShardAreKept() {
  for (const auto& [algorithm, ending] : {std::pair{"predict", "coverage"},
                                          {"predict", "applicable"},
                                          {"predict", "spread"},
                                          {"predict", "logits"},
                                          {"shapmap", "drivers"}}) {
    const QString name = QStringLiteral("kept.%1.tif").arg(QString(ending));
    const Grid grid = gridOf(520, 3, "EPSG:32650");
    const std::vector<float> inside(grid.cells(), 1);
    const auto sink = createRaster(path(name).toStdString(), grid, {"mask"});
    sink->write({0, 0, grid.columns, grid.rows}, inside.data());
    sink->finish();
    QCOMPARE(run(algorithm, {{"MODEL", path("model.pt")},
                             {"STACK", path("strip.tif")},
                             {"MASK", path(name)},
                             {"SHARD", "1/2"},
                             {"OUTPUT", path("kept.tif")}})
                 .error,
             QStringLiteral("OUTPUT: a file beside it, '%1', is what MASK reads, and would be lost; choose "
                            "another name.")
                 .arg(name));
  }
}

void TestShards::layersMayComeInAnyOrder() {
  const Grid grid = gridOf(520, 3, "EPSG:32650");
  for (const char* name : {"W", "Sn", "Bi"}) {
    std::vector<float> cells(grid.cells());
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = static_cast<float>(std::sin(static_cast<double>(i) / (20 + name[0])));
    const auto sink = createRaster(path(QString(name) + ".tif").toStdString(), grid, {name});
    sink->write({0, 0, grid.columns, grid.rows}, cells.data());
    sink->finish();
  }
  const QString folder = path("any_order");
  QDir().mkpath(folder);
  const QStringList orders[] = {{"W.tif", "Sn.tif", "Bi.tif"}, {"Bi.tif", "W.tif", "Sn.tif"}};
  for (int number = 1; number <= 2; ++number) {
    QStringList layers;
    for (const QString& name : orders[number - 1])
      layers << path(name);
    QVERIFY(run("predict", {{"MODEL", path("model.pt")},
                            {"LAYERS", layers},
                            {"SHARD", QStringLiteral("%1/2").arg(number)},
                            {"OUTPUT", QStringLiteral("%1/map_%2.tif").arg(folder).arg(number)}})
                .ok);
  }
  QVERIFY(run("joinshards", {{"SHARDS", folder},
                             {"MODEL", path("model.pt")},
                             {"LAYERS", QStringList{path("Sn.tif"), path("Bi.tif"), path("W.tif")}},
                             {"OUTPUT", path("any_order.tif")}})
              .ok);
}

void TestShards::seedsThatAreNoneAreRefused() {
  const QString folder =
      shardsOf("predict", 1, {{"MODEL", path("model.pt")}, {"STACK", path("strip.tif")}}, {"OUTPUT"});
  QFile file(folder + "/output_1.shard.json");
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray text = file.readAll();
  file.close();
  const QByteArray seed = "\\\"SEED\\\":1";
  QVERIFY(text.contains(seed));
  for (const char* other : {"-1", "1.5", "1e300"}) {
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(text).replace(seed, "\\\"SEED\\\":" + QByteArray(other)));
    file.close();
    QCOMPARE(
        run("joinshards", {{"SHARDS", folder}, {"MODEL", path("model.pt")}, {"OUTPUT", path("no_seed.tif")}})
            .error,
        QStringLiteral("SHARDS: SEED of the shards is no whole number from 0 on: make them again."));
  }
}

PROCESSING_TEST_MAIN(TestShards)
#include "test_shards.moc"

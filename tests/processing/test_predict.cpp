#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/predict/applicability.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/map_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace prospectivity;

class TestPredict : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theMapHoldsTheModelsProbabilities();
  void singleRastersServeAsWellAsAStack();
  void uncertaintyAndTargetsAreWritten();
  void uncertaintyWithoutAFileMakesOne();
  void targetsBecomePolygons();
  void depositsSetTheTargetLevels();
  void theAreaOfApplicabilityIsWritten();
  void probabilitiesSumToTheExpectedDeposits();
  void probabilitiesKeepToTheMapBesideThem();
  void ratesThatDisagreeAreWarnedOf();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void nothingIsLeftAfterAMistake();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QVariantMap& parameters) {
    QgsProcessingContext context;
    return runAlgorithm(QStringLiteral("prospectivity:predict"), parameters, context);
  }
  QTemporaryDir mFolder;
  NetworkModel mModel;
};

namespace {

Grid grid{{500000, 500, 0, 2900000, 0, -500}, 40, 30, ""};

void writeRaster(const QString& path, const std::vector<std::string>& bands, const FloatMatrix& values) {
  const auto sink = createRaster(path.toStdString(), grid, bands);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

std::vector<float> readBand(const QString& path) {
  std::vector<float> values(grid.cells());
  openRaster(path.toStdString())->read({0}, {0, 0, grid.columns, grid.rows}, values.data());
  return values;
}

/// Points in the middle of cells, counted row by row.
QgsVectorLayer* addPointsIn(const QString& name, const std::vector<int>& cells) {
  QVector<QgsPointXY> points;
  for (const int cell : cells) {
    const Point center = grid.center(cell % grid.columns, cell / grid.columns);
    points << QgsPointXY(center.x, center.y);
  }
  return addPoints(name, QStringLiteral("EPSG:32650"), points);
}

} // namespace

void TestPredict::initTestCase() {
  grid.crs = QgsCoordinateReferenceSystem("EPSG:32650").toWkt().toStdString();
  mModel = mapModel(3);
  modelBackend().save(mModel, path("model.pt").toStdString());
  NetworkModel withoutSamples = mModel;
  withoutSamples.training = {};
  modelBackend().save(withoutSamples, path("without_samples.pt").toStdString());
  mModel = calibratedMapModel(3);
  modelBackend().save(mModel, path("calibrated.pt").toStdString());
  FloatMatrix values = randomRows(4, static_cast<int>(grid.cells()), 42);
  values(2, 77) = std::nanf("");
  // Another order than the model's, and a band too many.
  writeRaster(path("stack.tif"), {"Bi", "extra", "W", "Sn"}, values);
  writeRaster(path("partial.tif"), {"Bi", "W"}, values.topRows(2));
  writeRaster(path("W.tif"), {"W"}, values.row(2));
  writeRaster(path("Sn.tif"), {"Sn"}, values.row(3));
  writeRaster(path("Bi.tif"), {"Bi"}, values.row(0));
  QFile text(path("notes.pt"));
  QVERIFY(text.open(QIODevice::WriteOnly));
  text.write("this is no model");
}

void TestPredict::theMapHoldsTheModelsProbabilities() {
  const AlgorithmRun done =
      run({{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("map.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const std::vector<float> map = readBand(path("map.tif"));
  FloatMatrix values(4, static_cast<Eigen::Index>(grid.cells()));
  openRaster(path("stack.tif").toStdString())
      ->read({0, 1, 2, 3}, {0, 0, grid.columns, grid.rows}, values.data());
  const auto predictor = makePredictor(mModel);
  for (std::size_t i = 0; i < map.size(); ++i) {
    const auto column = static_cast<Eigen::Index>(i);
    const float row[3] = {values(2, column), values(3, column), values(0, column)};
    QCOMPARE(std::isnan(map[i]), i == 77);
    if (i == 77)
      continue;
    float logit = 0;
    predictor->logits(row, 1, &logit);
    QVERIFY(map[i] == static_cast<float>(sigmoid(logit)));
  }
  QVERIFY2(QFile::exists(path("map.qml")), "the map has its style beside it");
}

void TestPredict::singleRastersServeAsWellAsAStack() {
  const AlgorithmRun done = run({{"MODEL", path("model.pt")},
                                 {"LAYERS", QStringList{path("Sn.tif"), path("W.tif"), path("Bi.tif")}},
                                 {"OUTPUT", path("from_layers.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  run({{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("from_stack.tif")}});
  const std::vector<float> a = readBand(path("from_layers.tif"));
  const std::vector<float> b = readBand(path("from_stack.tif"));
  for (std::size_t i = 0; i < a.size(); ++i)
    QVERIFY(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])));
}

void TestPredict::uncertaintyAndTargetsAreWritten() {
  for (const int method : {1, 2}) {
    const AlgorithmRun done = run({{"MODEL", path("model.pt")},
                                   {"STACK", path("stack.tif")},
                                   {"UNCERTAINTY", method},
                                   {"OUTPUT", path("map2.tif")},
                                   {"UNCERTAINTY_OUTPUT", path("spread.tif")},
                                   {"TARGETS", path("targets.tif")},
                                   {"TARGET_SHARES", "10"}});
    QVERIFY2(done.ok, qPrintable(done.error));
    const std::vector<float> map = readBand(path("map2.tif"));
    const std::vector<float> spread = readBand(path("spread.tif"));
    const std::vector<float> targets = readBand(path("targets.tif"));
    int top = 0;
    float lowestTop = 1;
    float highestRest = 0;
    for (std::size_t i = 0; i < map.size(); ++i) {
      QCOMPARE(std::isnan(map[i]), std::isnan(spread[i]));
      QCOMPARE(std::isnan(map[i]), std::isnan(targets[i]));
      if (std::isnan(map[i]))
        continue;
      QVERIFY(spread[i] > 0 && spread[i] <= 0.58F); // three probabilities cannot spread wider
      top += targets[i] == 1 ? 1 : 0;
      if (targets[i] == 1)
        lowestTop = std::min(lowestTop, map[i]);
      else
        highestRest = std::max(highestRest, map[i]);
    }
    QCOMPARE(top, 120); // a tenth of 1,199 cells, rounded up
    QVERIFY(lowestTop >= highestRest);
  }
}

// As a layer where the score becomes one, and as a file alone where the score stays one.
void TestPredict::uncertaintyWithoutAFileMakesOne() {
  const QVariantMap asked{{"MODEL", path("model.pt")},
                          {"STACK", path("stack.tif")},
                          {"UNCERTAINTY", "ensemble"},
                          {"OUTPUT", path("map_beside.tif")},
                          {"UNCERTAINTY_OUTPUT", path("spread_named.tif")}};
  QVERIFY(run(asked).ok);
  const std::vector<float> named = readBand(path("spread_named.tif"));
  QVariantMap unnamed = asked;
  unnamed.remove("UNCERTAINTY_OUTPUT");
  for (const bool isLoaded : {false, true}) {
    QgsProject project;
    if (isLoaded)
      unnamed["OUTPUT"] =
          QVariant::fromValue(QgsProcessingOutputLayerDefinition(path("map_loaded.tif"), &project));
    QgsProcessingContext context;
    context.setProject(&project);
    const AlgorithmRun done = runAlgorithm(QStringLiteral("prospectivity:predict"), unnamed, context);
    QVERIFY2(done.ok, qPrintable(done.error));
    const QString file = done.results.value("UNCERTAINTY_OUTPUT").toString();
    QVERIFY2(file.startsWith(QgsProcessingUtils::tempFolder()), qPrintable(file));
    const std::vector<float> made = readBand(file);
    for (std::size_t i = 0; i < named.size(); ++i)
      QVERIFY(made[i] == named[i] || (std::isnan(made[i]) && std::isnan(named[i])));
    QVERIFY2(done.messages.join(QLatin1Char(' ')).contains("UNCERTAINTY_OUTPUT is a temporary file"),
             qPrintable(done.messages.join(QLatin1Char('\n'))));
    QCOMPARE(context.layersToLoadOnCompletion().contains(file), isLoaded);
  }
}

void TestPredict::targetsBecomePolygons() {
  // With and without the raster that the polygons are made from.
  for (const bool raster : {true, false}) {
    QVariantMap parameters{{"MODEL", path("model.pt")},  {"STACK", path("stack.tif")},
                           {"OUTPUT", path("map5.tif")}, {"TARGET_POLYGONS", path("polygons.gpkg")},
                           {"MIN_TARGET_AREA", 0}, // single cells too
                           {"TARGET_SHARES", "10, 30"}};
    if (raster)
      parameters.insert("TARGETS", path("targets5.tif"));
    const AlgorithmRun done = run(parameters);
    QVERIFY2(done.ok, qPrintable(done.error));
    QCOMPARE(done.results.contains("TARGETS"), raster);
    const std::vector<float> map = readBand(path("map5.tif"));
    const std::vector<float> targets = readBand(path("targets5.tif"));
    const QgsVectorLayer layer(path("polygons.gpkg"), "polygons", "ogr");
    QVERIFY(layer.isValid() && layer.crs().authid() == "EPSG:32650");
    std::vector<float> covered(map.size(), 3);
    QgsFeature feature;
    for (QgsFeatureIterator features = layer.getFeatures(); features.nextFeature(feature);) {
      double sum = 0;
      double max = 0;
      int cells = 0;
      for (std::size_t i = 0; i < map.size(); ++i) {
        const Point center =
            grid.center(static_cast<int>(i) % grid.columns, static_cast<int>(i) / grid.columns);
        const QgsPointXY place(center.x, center.y);
        if (!feature.geometry().contains(&place))
          continue;
        covered[i] = feature.attribute("level").toFloat();
        sum += static_cast<double>(map[i]);
        max = std::max(max, static_cast<double>(map[i]));
        ++cells;
      }
      QVERIFY(std::abs(feature.attribute("area_km2").toDouble() - 0.25 * cells) < 1e-9);
      QVERIFY(std::abs(feature.attribute("mean_prob").toDouble() - sum / cells) < 1e-9);
      QCOMPARE(feature.attribute("max_prob").toDouble(), max);
      QVERIFY(feature.attribute("name").toString().startsWith("Top "));
    }
    for (std::size_t i = 0; i < map.size(); ++i)
      QVERIFY(covered[i] == targets[i] || (std::isnan(map[i]) && covered[i] == 3.0F));
    QVERIFY(QFile::exists(path("polygons.qml")));
  }
}

void TestPredict::depositsSetTheTargetLevels() {
  const std::vector<float> map = [&] {
    run({{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("map6.tif")}});
    return readBand(path("map6.tif"));
  }();
  auto* deposits = addPointsIn("deposits", {40, 300, 501, 777, 1100, 77}); // the last lies on NoData
  std::vector<float> values{map[40], map[300], map[501], map[777], map[1100]};
  std::sort(values.begin(), values.end(), std::greater<>());
  const AlgorithmRun done = run({{"MODEL", path("model.pt")},
                                 {"STACK", path("stack.tif")},
                                 {"DEPOSITS", QVariant::fromValue(deposits)},
                                 {"TARGET_CAPTURE", "40, 100"},
                                 {"OUTPUT", path("bad6.tif")}});
  QCOMPARE(done.error,
           QStringLiteral("TARGET_CAPTURE: '40, 100' is no list of rising percentages; write it like "
                          "'1, 5, 10, 20'."));
  const AlgorithmRun good = run({{"MODEL", path("model.pt")},
                                 {"STACK", path("stack.tif")},
                                 {"DEPOSITS", QVariant::fromValue(deposits)},
                                 {"TARGET_CAPTURE", "40, 80"},
                                 {"OUTPUT", path("map6.tif")},
                                 {"TARGETS", path("targets6.tif")}});
  QVERIFY2(good.ok, qPrintable(good.error));
  QVERIFY2(good.warnings.join(' ').contains("DEPOSITS: 1 on NoData; left out."),
           qPrintable(good.warnings.join(' ')));
  const std::vector<float> targets = readBand(path("targets6.tif"));
  for (std::size_t i = 0; i < map.size(); ++i)
    if (!std::isnan(map[i])) // to a millionth, as levels are counted
      QVERIFY(std::abs(map[i] - values[1]) < 2e-6 || std::abs(map[i] - values[3]) < 2e-6 ||
              targets[i] == (map[i] > values[1]   ? 1.0F
                             : map[i] > values[3] ? 2.0F
                                                  : 3.0F));
  QVERIFY(std::isnan(targets[77]));
}

void TestPredict::theAreaOfApplicabilityIsWritten() {
  // A half of the map is masked: it does not count, and is NoData in all outputs.
  FloatMatrix mask = FloatMatrix::Ones(1, static_cast<Eigen::Index>(grid.cells()));
  mask.leftCols(600).setZero();
  writeRaster(path("mask.tif"), {"mask"}, mask);
  const QVariantMap parameters{{"MODEL", path("model.pt")},
                               {"STACK", path("stack.tif")},
                               {"MASK", path("mask.tif")},
                               {"OUTPUT", path("map3.tif")}};
  QVariantMap all = parameters;
  all.insert("APPLICABILITY", path("index.tif"));
  all.insert("APPLICABILITY_AREA", path("area.tif"));
  const AlgorithmRun done = run(all);
  QVERIFY2(done.ok, qPrintable(done.error));
  const std::vector<float> map = readBand(path("map3.tif"));
  const std::vector<float> index = readBand(path("index.tif"));
  const std::vector<float> area = readBand(path("area.tif"));
  const Applicability expected(mModel.training, gradientImportance(mModel));
  int outside = 0;
  for (std::size_t i = 0; i < map.size(); ++i) {
    QCOMPARE(std::isnan(map[i]), i < 600);
    QCOMPARE(std::isnan(index[i]), i < 600);
    QCOMPARE(std::isnan(area[i]), i < 600);
    if (i < 600)
      continue;
    QCOMPARE(area[i], index[i] <= expected.limit() ? 1.0F : 0.0F);
    outside += area[i] == 0.0F ? 1 : 0;
  }
  QVERIFY(outside > 0 && outside < 600);
  const QString told =
      QString::number(outside / 6.0, 'f', 1) + " % of the mapped cells lie outside the area of applicability";
  QVERIFY2(done.messages.join('\n').contains(told), qPrintable(done.messages.join('\n')));
  QVERIFY(QFile::exists(path("index.qml")) && QFile::exists(path("area.qml")));

  QVariantMap masked = parameters;
  masked.insert("OUTPUT", path("map4.tif"));
  masked.insert("MASK_INAPPLICABLE", true);
  QVERIFY(run(masked).ok);
  const std::vector<float> trusted = readBand(path("map4.tif"));
  for (std::size_t i = 600; i < map.size(); ++i) {
    QCOMPARE(std::isnan(trusted[i]), area[i] == 0.0F);
    QVERIFY(area[i] == 0.0F || trusted[i] == map[i]);
  }
}

void TestPredict::probabilitiesSumToTheExpectedDeposits() {
  QVariantMap parameters{{"MODEL", path("calibrated.pt")},
                         {"STACK", path("stack.tif")},
                         {"OUTPUT", path("score.tif")},
                         {"PROBABILITY", path("probability.tif")},
                         {"EXPECTED_DEPOSITS", 12.5}};
  const AlgorithmRun done = run(parameters);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("PROBABILITY").toString(), path("probability.tif"));
  QCOMPARE(openRaster(path("probability.tif").toStdString())->bandNames().front(),
           std::string("probability"));
  run({{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("alone.tif")}});
  const std::vector<float> score = readBand(path("score.tif"));
  const std::vector<float> alone = readBand(path("alone.tif"));
  const std::vector<float> probability = readBand(path("probability.tif"));
  double sum = 0;
  double intercept = 0; // of each cell the same
  double cells = 0;
  const auto logOdds = [](float share) {
    const auto value = static_cast<double>(share);
    return std::log(value) - std::log1p(-value);
  };
  for (std::size_t i = 0; i < score.size(); ++i) {
    QCOMPARE(std::isnan(probability[i]), std::isnan(score[i]));
    if (std::isnan(score[i]))
      continue;
    QVERIFY(score[i] == alone[i]);
    sum += static_cast<double>(probability[i]);
    intercept += logOdds(probability[i]) - 0.8 * logOdds(score[i]);
    ++cells;
  }
  QVERIFY2(std::abs(sum - 12.5) < 1e-6 * 12.5, qPrintable(QString::number(sum, 'g', 12)));
  for (std::size_t i = 0; i < score.size(); ++i)
    if (!std::isnan(score[i]))
      QVERIFY(std::abs(logOdds(probability[i]) - 0.8 * logOdds(score[i]) - intercept / cells) < 1e-4);
  const QString told = done.messages.join('\n');
  QVERIFY2(
      told.contains("the 1199 mapped cells sum to 12.5 deposits") &&
          told.contains("King & Zeng 2001: 60 deposits in 120 held-out samples, 12.5 in the mapped cells"),
      qPrintable(told));
  QVERIFY(QFile::exists(path("probability.qml")));
  QVERIFY(QDir(mFolder.path()).entryList({"logits*"}, QDir::AllEntries | QDir::NoDotAndDotDot).isEmpty());

  // Tiles of other sizes change nothing.
  QFile first(path("probability.tif"));
  QVERIFY(first.open(QIODevice::ReadOnly));
  const QByteArray bytes = first.readAll();
  parameters.insert("MEMORY", 1);
  parameters.insert("OUTPUT", path("score_again.tif"));
  parameters.insert("PROBABILITY", path("probability_again.tif"));
  QVERIFY(run(parameters).ok);
  QFile second(path("probability_again.tif"));
  QVERIFY(second.open(QIODevice::ReadOnly));
  QVERIFY(second.readAll() == bytes);
}

// Beside a spread, and without the cells that the mask and the area of applicability leave out.
void TestPredict::probabilitiesKeepToTheMapBesideThem() {
  FloatMatrix mask = FloatMatrix::Ones(1, static_cast<Eigen::Index>(grid.cells()));
  mask.leftCols(600).setZero();
  writeRaster(path("half.tif"), {"mask"}, mask);
  const AlgorithmRun done = run({{"MODEL", path("calibrated.pt")},
                                 {"STACK", path("stack.tif")},
                                 {"MASK", path("half.tif")},
                                 {"UNCERTAINTY", "ensemble"},
                                 {"MASK_INAPPLICABLE", true},
                                 {"OUTPUT", path("score2.tif")},
                                 {"UNCERTAINTY_OUTPUT", path("spread2.tif")},
                                 {"TARGETS", path("targets2.tif")},
                                 {"PROBABILITY", path("probability2.tif")},
                                 {"EXPECTED_DEPOSITS", 3}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const std::vector<float> score = readBand(path("score2.tif"));
  const std::vector<float> spread = readBand(path("spread2.tif"));
  const std::vector<float> probability = readBand(path("probability2.tif"));
  double sum = 0;
  int left = 0;
  for (std::size_t i = 0; i < score.size(); ++i) {
    QCOMPARE(std::isnan(probability[i]), std::isnan(score[i]));
    QCOMPARE(std::isnan(spread[i]), std::isnan(score[i]));
    sum += std::isnan(score[i]) ? 0 : static_cast<double>(probability[i]);
    left += i >= 600 && std::isnan(score[i]) ? 1 : 0;
  }
  QVERIFY(left > 0);
  QVERIFY(std::abs(sum - 3) < 3e-6);
}

void TestPredict::ratesThatDisagreeAreWarnedOf() {
  const QString beginning =
      QStringLiteral("PROBABILITY: by the sampling rates alone the mapped cells would hold ");
  run({{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("score3.tif")}});
  double odds = 0;
  double cells = 0;
  for (const float score : readBand(path("score3.tif")))
    if (!std::isnan(score)) {
      odds += std::pow(static_cast<double>(score / (1 - score)), 0.8);
      ++cells;
    }
  // With it, rates alone give nearly the number where deposits are rare, and e times more or less beyond it.
  const double agreeing = -std::log(odds / cells);
  for (const double shift : {0.0, 0.5, 1.0, -0.5, -1.0}) {
    NetworkModel model = mModel;
    model.record.calibration->intercept = agreeing + shift;
    modelBackend().save(model, path("moved.pt").toStdString());
    const AlgorithmRun done = run({{"MODEL", path("moved.pt")},
                                   {"STACK", path("stack.tif")},
                                   {"OUTPUT", path("score3.tif")},
                                   {"PROBABILITY", path("probability3.tif")},
                                   {"EXPECTED_DEPOSITS", 20}});
    QVERIFY2(done.ok, qPrintable(done.error));
    const QStringList told = done.warnings.filter(beginning);
    QCOMPARE(told.size(), std::abs(shift) > 0.7 ? 1 : 0);
    if (!told.isEmpty())
      QVERIFY2(
          told.front().contains("deposits instead of the 20 of EXPECTED_DEPOSITS, which differs more than "
                                "twofold"),
          qPrintable(told.front()));
  }
}

void TestPredict::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("changes");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("a stack that misses a band") << QVariantMap{{"STACK", path("partial.tif")}}
                                              << "STACK: 'partial.tif' has no band 'Sn', which the model "
                                                 "needs: add the layer, or give the band that name.";
  QTest::newRow("single rasters that miss one")
      << QVariantMap{{"STACK", QVariant()}, {"LAYERS", QStringList{path("W.tif"), path("Bi.tif")}}}
      << "LAYERS: the layers has no band 'Sn', which the model needs: add the layer, or give the band that "
         "name.";
  QTest::newRow("a file that is no model")
      << QVariantMap{{"MODEL", path("notes.pt")}}
      << "The file " + path("notes.pt") +
             " is not a model of Prospectivity Lens, or is damaged: choose a .pt file written by Train CNN.";
  QTest::newRow("neither stack nor layers")
      << QVariantMap{{"STACK", QVariant()}}
      << "STACK: give either one evidence stack, or single rasters in LAYERS.";
  QTest::newRow("a folder that does not exist")
      << QVariantMap{{"OUTPUT", path("nowhere/bad.tif")}}
      << "OUTPUT: the folder '" + path("nowhere") + "' does not exist; choose another folder.";
  QTest::newRow("a format that is not written") << QVariantMap{{"OUTPUT", path("bad.asc")}}
                                                << "OUTPUT: rasters are written as GeoTIFF; choose a file "
                                                   "name that ends in '.tif' instead of 'bad.asc'.";
  QTest::newRow("a model without its training samples")
      << QVariantMap{{"MODEL", path("without_samples.pt")}, {"APPLICABILITY", path("bad_index.tif")}}
      << "APPLICABILITY: the model file stores no training samples, as older versions wrote it: train the "
         "model "
         "again, or leave the area of applicability out.";
  QTest::newRow("deposits beyond the map")
      << QVariantMap{{"DEPOSITS", QVariant::fromValue(addPointsIn("elsewhere", {-400}))},
                     {"TARGETS", path("bad_targets.tif")}}
      << "DEPOSITS: none of the 1 points lies on a cell of the map with data; choose deposits of the mapped "
         "area.";
  const QVariantMap probability{{"MODEL", path("calibrated.pt")},
                                {"PROBABILITY", path("bad_probability.tif")},
                                {"EXPECTED_DEPOSITS", 12}};
  const auto changed = [&](const char* name, const QVariant& value) {
    QVariantMap result = probability;
    result.insert(QString::fromLatin1(name), value);
    return result;
  };
  for (const double none : {0.0, -3.0})
    QTest::newRow(none < 0 ? "fewer deposits than none" : "no deposits expected")
        << changed("EXPECTED_DEPOSITS", none)
        << "EXPECTED_DEPOSITS must be above 0: give the number of deposits, known and unknown, that the "
           "mapped "
           "cells are expected to hold.";
  QTest::newRow("as many deposits as cells")
      << changed("EXPECTED_DEPOSITS", 1199)
      << "EXPECTED_DEPOSITS: 1199 deposits are expected in 1199 mapped cells, each of which holds less than "
         "one: give a smaller number.";
  QTest::newRow("expected deposits without a map of probabilities")
      << changed("PROBABILITY", QVariant())
      << "PROBABILITY: choose a file for the probability, or leave EXPECTED_DEPOSITS out.";
  QTest::newRow("a map of probabilities without expected deposits")
      << changed("EXPECTED_DEPOSITS", QVariant())
      << "EXPECTED_DEPOSITS: give the number of deposits, known and unknown, that the mapped cells are "
         "expected "
         "to hold, or leave PROBABILITY out.";
  QTest::newRow("a model without calibration") << changed("MODEL", path("model.pt"))
                                               << "MODEL: the model stores no calibration, because an older "
                                                  "version trained it or its scores do not tell "
                                                  "deposits from non-deposits that were held out (its "
                                                  "training report says so): train it again, or leave "
                                                  "EXPECTED_DEPOSITS and PROBABILITY out.";
  QTest::newRow("a file for an uncertainty that nobody measures")
      << QVariantMap{{"UNCERTAINTY_OUTPUT", path("bad_spread.tif")}}
      << "UNCERTAINTY: choose how to measure it, or leave UNCERTAINTY_OUTPUT out.";
}

void TestPredict::mistakesAreNamed() {
  QFETCH(QVariantMap, changes);
  QFETCH(QString, sentence);
  QVariantMap parameters{
      {"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("bad.tif")}};
  for (auto change = changes.constBegin(); change != changes.constEnd(); ++change)
    parameters[change.key()] = change.value();
  const AlgorithmRun done = run(parameters);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
}

void TestPredict::nothingIsLeftAfterAMistake() {
  const QStringList left = QDir(mFolder.path()).entryList({"*bad*", ".*"}, QDir::Files | QDir::Hidden);
  QVERIFY2(left.isEmpty(), qPrintable(left.join(' ')));
}

PROCESSING_TEST_MAIN(TestPredict)
#include "test_predict.moc"

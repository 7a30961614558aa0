#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeatureiterator.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <cstring>

using namespace prospectivity;

/// Ground where layers are missing, through createsamples and predict.
class TestMissingLayers : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void incompletePlacesAreLeftOutUnlessAskedFor();
  void placesMayLackLayers_data();
  void placesMayLackLayers();
  void setsMayLackLayers();
  void otherAlgorithmsLeaveIncompleteSamplesOut();
  void cellsMayLackLayers_data();
  void cellsMayLackLayers();
  void aCellIsPredictedAsItsRow();
  void everyMapKeepsToTheScore();
  void theCellsDoNotDependOnTheMemory();
  void coverageIsThatOfAnyModel();
  void aLayerThatIsMissingEverywhereIsTold();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void nothingIsLeftAfterAMistake();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QString& name, QVariantMap parameters, const QVariantMap& more = {}) {
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  AlgorithmRun create(const QString& output, const QVariantMap& more = {}) {
    return run("createsamples",
               {{"STACK", path("stack.tif")}, {"DEPOSITS", "deposits"}, {"OUTPUT", path(output)}}, more);
  }
  AlgorithmRun predict(const QString& output, const QVariantMap& more = {}) {
    return run("predict",
               {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path(output)}}, more);
  }
  std::vector<float> readBand(const QString& name) const;

  QTemporaryDir mFolder;
  NetworkModel mModel; ///< takes missing values
  FloatMatrix mValues; ///< of the stack: bands x cells
};

namespace {

constexpr int columns = 40;
constexpr int rows = 30;
constexpr int cells = columns * rows;
const std::vector<std::string> bands{"rock=1", "W", "rock=2", "Sn", "Bi"};
Grid grid{{500000, 100, 0, 2900000, 0, -100}, columns, rows, ""};

/// Layers with data, of four: the cells take turns to have all, no W, no rock, neither W nor Sn, Bi alone,
/// none, and all.
constexpr int layersInTurn[] = {4, 3, 3, 2, 1, 0, 4};

int layersOf(int cell) {
  return layersInTurn[cell % 7];
}

bool isMissing(int band, int cell) {
  switch (cell % 7) {
  case 1:
    return band == 1;
  case 2:
    return band == 0 || band == 2;
  case 3:
    return band == 1 || band == 3;
  case 4:
    return band != 4;
  case 5:
    return true;
  default:
    return false;
  }
}

void writeRaster(const QString& path, const std::vector<std::string>& names, const FloatMatrix& values) {
  const auto sink = createRaster(path.toStdString(), grid, names);
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
}

int cellsWith(int fewest) {
  int count = 0;
  for (int cell = 0; cell < cells; ++cell)
    count += layersOf(cell) >= fewest ? 1 : 0;
  return count;
}

} // namespace

std::vector<float> TestMissingLayers::readBand(const QString& name) const {
  std::vector<float> values(cells);
  openRaster(path(name).toStdString())->read({0}, {0, 0, columns, rows}, values.data());
  return values;
}

void TestMissingLayers::initTestCase() {
  grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
                 .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                 .toStdString();
  mValues = randomRows(5, cells, 42);
  for (const int band : {1, 3, 4})
    mValues(band, 700) = 40; // far from every sample: outside of the area of applicability
  for (int cell = 0; cell < cells; ++cell) {
    mValues(0, cell) = cell % 2 == 0 ? 1 : 0;
    mValues(2, cell) = 1 - mValues(0, cell);
    for (int band = 0; band < 5; ++band)
      if (isMissing(band, cell))
        mValues(band, cell) = std::nanf("");
  }
  writeRaster(path("stack.tif"), bands, mValues);
  FloatMatrix values = mValues;
  values.row(3).setConstant(std::nanf(""));
  writeRaster(path("no_sn.tif"), bands, values);
  values.topRows(3).setConstant(std::nanf(""));
  writeRaster(path("only_bi.tif"), bands, values);
  values.row(4).setConstant(std::nanf(""));
  writeRaster(path("nothing.tif"), bands, values);

  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4, 5};
  shape.thresholds = 3;
  shape.hasPresence = true;
  mModel = randomModel(shape, 3, 41);
  mModel.features = bands;
  mModel.training = {rowsWithHoles(40, 5, 43), {}};
  for (int i = 0; i < 40; ++i)
    mModel.training.folds.push_back(i % 4);
  mModel.record.calibration = Calibration{0.8, -0.3, 0.01, 0.01, 0, 60, 60};
  modelBackend().save(mModel, path("model.pt").toStdString());
  shape.thresholds = 0;
  shape.hasPresence = false;
  NetworkModel plain = randomModel(shape, 1, 44);
  plain.features = bands;
  modelBackend().save(plain, path("plain.pt").toStdString());

  QVector<QgsPointXY> deposits; // one of each kind of cell, and one more of the first
  for (const int cell : {14, 57, 100, 143, 186, 229, 272, 315}) {
    const Point center = grid.center(cell % columns, cell / columns);
    deposits << QgsPointXY(center.x, center.y);
  }
  addPoints("deposits", "EPSG:32650", deposits);
}

void TestMissingLayers::incompletePlacesAreLeftOutUnlessAskedFor() {
  const AlgorithmRun done = create("exclude.gpkg", {{"NEGATIVE_RATIO", 20}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("POSITIVES").toInt(), 3);
  QCOMPARE(done.results.value("NEGATIVES").toInt(), 60);
  QCOMPARE(done.results.value("DROPPED").toInt(), 5);
  QVERIFY2(done.warnings.contains("Deposits left out: 5 on NoData or outside the mask."),
           qPrintable(done.warnings.join('\n')));
  QVERIFY(done.messages.filter("lack").isEmpty());
  // A share of the layers is of no account for them.
  const AlgorithmRun asked =
      create("asked.gpkg", {{"NEGATIVE_RATIO", 20}, {"MISSING", "exclude"}, {"MIN_PRESENT", 0.1}});
  QVERIFY2(asked.ok, qPrintable(asked.error));
  const QgsVectorLayer layer(path("exclude.gpkg"), "samples", "ogr");
  const QgsVectorLayer same(path("asked.gpkg"), "samples", "ogr");
  QgsFeatureIterator features = layer.getFeatures();
  QgsFeatureIterator others = same.getFeatures();
  QgsFeature feature;
  QgsFeature other;
  int count = 0;
  while (features.nextFeature(feature)) {
    QVERIFY(others.nextFeature(other));
    QCOMPARE(other.attributes(), feature.attributes());
    for (const std::string& band : bands)
      QVERIFY(!feature.attribute(QString::fromStdString(band)).isNull());
    ++count;
  }
  QCOMPARE(count, 63);
}

void TestMissingLayers::placesMayLackLayers_data() {
  QTest::addColumn<QVariant>("missing");
  QTest::addColumn<double>("share");
  QTest::addColumn<int>("fewest");
  QTest::addColumn<int>("deposits");
  QTest::addColumn<QString>("leftOut");
  QTest::addColumn<QString>("told");
  const QString noData = QStringLiteral("Deposits left out: 1 on NoData or outside the mask");
  QTest::newRow("half of the layers")
      << QVariant("keep") << 0.5 << 2 << 6 << noData + ", 1 with data of too few layers (MIN_PRESENT)."
      << "515 of 858 samples lack a layer: 172 lack 'rock', 343 lack 'W', 171 "
         "lack 'Sn'.";
  QTest::newRow("a little more than half")
      << QVariant(1) << 0.501 << 3 << 5 << noData + ", 2 with data of too few layers (MIN_PRESENT)."
      << "344 of 687 samples lack a layer: 172 lack 'rock', 172 lack 'W'.";
  QTest::newRow("exactly one of four") << QVariant("keep") << 0.25 << 1 << 7 << noData + "."
                                       << "686 of 1029 samples lack a layer: 343 lack 'rock', 514 lack 'W', "
                                          "342 lack 'Sn'.";
}

// So many non-deposits that every cell with enough layers is a sample.
void TestMissingLayers::placesMayLackLayers() {
  QFETCH(QVariant, missing);
  QFETCH(double, share);
  QFETCH(int, fewest);
  QFETCH(int, deposits);
  QFETCH(QString, leftOut);
  QFETCH(QString, told);
  const int negatives = cellsWith(fewest) - deposits;
  const AlgorithmRun done =
      create("kept.gpkg", {{"MISSING", missing},
                           {"MIN_PRESENT", share},
                           {"NEGATIVE_RATIO", static_cast<double>(negatives) / deposits}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("POSITIVES").toInt(), deposits);
  QCOMPARE(done.results.value("NEGATIVES").toInt(), negatives);
  QCOMPARE(done.results.value("DROPPED").toInt(), 8 - deposits);
  QVERIFY2(done.warnings.contains(leftOut), qPrintable(done.warnings.join('\n')));
  QVERIFY2(done.messages.contains(told), qPrintable(done.messages.join('\n')));
  const QgsVectorLayer layer(path("kept.gpkg"), "samples", "ogr");
  QgsFeature feature;
  int count = 0;
  for (QgsFeatureIterator features = layer.getFeatures(); features.nextFeature(feature); ++count) {
    const QgsPointXY place = feature.geometry().asPoint();
    int column = 0;
    int row = 0;
    QVERIFY(grid.locate({place.x(), place.y()}, column, row));
    const int cell = row * columns + column;
    QVERIFY(layersOf(cell) >= fewest);
    for (int band = 0; band < 5; ++band) {
      const QVariant value = feature.attribute(QString::fromStdString(bands[static_cast<std::size_t>(band)]));
      QCOMPARE(value.isNull(), isMissing(band, cell));
      QVERIFY(value.isNull() || value.toDouble() == static_cast<double>(mValues(band, cell)));
    }
  }
  QCOMPARE(count, cellsWith(fewest));
}

void TestMissingLayers::setsMayLackLayers() {
  const AlgorithmRun done = create("sets.gpkg", {{"MISSING", "keep"}, {"SETS", 3}, {"NEGATIVE_RATIO", 10}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("NEGATIVES").toInt(), 180);
  const QgsVectorLayer layer(path("sets.gpkg"), "samples", "ogr");
  QgsFeature feature;
  int withHoles[4] = {};
  for (QgsFeatureIterator features = layer.getFeatures(); features.nextFeature(feature);)
    withHoles[feature.attribute("set").toInt()] += feature.attribute("W").isNull() ? 1 : 0;
  QCOMPARE(withHoles[0], 2); // deposits
  for (const int set : {1, 2, 3})
    QVERIFY(withHoles[set] > 5);
}

void TestMissingLayers::otherAlgorithmsLeaveIncompleteSamplesOut() {
  QVERIFY(create("some.gpkg", {{"MISSING", "keep"}, {"MIN_PRESENT", 0.75}, {"NEGATIVE_RATIO", 10}}).ok);
  const QgsVectorLayer layer(path("some.gpkg"), "samples", "ogr");
  QgsFeature feature;
  int incomplete = 0;
  for (QgsFeatureIterator features = layer.getFeatures(); features.nextFeature(feature);)
    incomplete += feature.attribute("W").isNull() || feature.attribute("rock=1").isNull() ? 1 : 0;
  QVERIFY(incomplete > 0);
  const AlgorithmRun done =
      run("orderfeatures", {{"INPUT", path("some.gpkg")}, {"TABLE", path("order.csv")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY2(done.warnings.contains(
               QString("INPUT: %1 samples without a label or with an empty feature value were left out.")
                   .arg(incomplete)),
           qPrintable(done.warnings.join('\n')));
}

void TestMissingLayers::cellsMayLackLayers_data() {
  QTest::addColumn<QVariant>("share");
  QTest::addColumn<int>("fewest");
  QTest::addColumn<QStringList>("told");
  const QString of = QStringLiteral(" of the 4 layers of the model (MIN_PRESENT).");
  const auto predicted = [&](int count, int fewest) {
    return QString("%1 cells are predicted although they lack a layer: each has data of at least %2")
               .arg(count)
               .arg(fewest) +
           of;
  };
  const auto passedOver = [&](int count, int fewest) {
    return QString("%1 cells with data are not predicted, since it is of fewer than %2")
               .arg(count)
               .arg(fewest) +
           of;
  };
  QTest::newRow("by default") << QVariant() << 2 << QStringList{predicted(515, 2), passedOver(171, 2)};
  QTest::newRow("exactly half") << QVariant(0.5) << 2 << QStringList{predicted(515, 2), passedOver(171, 2)};
  QTest::newRow("a little more") << QVariant(0.501) << 3
                                 << QStringList{predicted(344, 3), passedOver(342, 3)};
  QTest::newRow("exactly three quarters")
      << QVariant(0.75) << 3 << QStringList{predicted(344, 3), passedOver(342, 3)};
  QTest::newRow("exactly a quarter") << QVariant(0.25) << 1 << QStringList{predicted(686, 1)};
  QTest::newRow("all") << QVariant(1) << 4 << QStringList{passedOver(686, 4)};
}

void TestMissingLayers::cellsMayLackLayers() {
  QFETCH(QVariant, share);
  QFETCH(int, fewest);
  QFETCH(QStringList, told);
  QVariantMap more{{"COVERAGE", path("coverage.tif")}};
  if (share.isValid())
    more.insert("MIN_PRESENT", share);
  const AlgorithmRun done = predict("map.tif", more);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.messages.filter("of the 4 layers of the model"), told);
  QVERIFY(done.warnings.filter("has no data in any cell").isEmpty());
  const std::vector<float> map = readBand("map.tif");
  const std::vector<float> coverage = readBand("coverage.tif");
  for (int cell = 0; cell < cells; ++cell) {
    const auto i = static_cast<std::size_t>(cell);
    QCOMPARE(std::isnan(map[i]), layersOf(cell) < fewest);
    QCOMPARE(coverage[i], static_cast<float>(layersOf(cell)));
  }
  QCOMPARE(done.results.value("COVERAGE").toString(), path("coverage.tif"));
  QCOMPARE(openRaster(path("coverage.tif").toStdString())->bandNames().front(),
           std::string("layers with data"));
  QVERIFY(QFile::exists(path("coverage.qml")));
}

void TestMissingLayers::aCellIsPredictedAsItsRow() {
  QVERIFY(predict("rows.tif", {{"MIN_PRESENT", 0.1}}).ok);
  const std::vector<float> map = readBand("rows.tif");
  const auto predictor = mModel.predictor();
  for (int cell = 0; cell < cells; ++cell) {
    if (layersOf(cell) == 0)
      continue;
    const std::vector<float> row(mValues.col(cell).begin(), mValues.col(cell).end());
    float logit = 0;
    predictor->logits(row.data(), 1, &logit);
    QVERIFY(map[static_cast<std::size_t>(cell)] == static_cast<float>(sigmoid(logit)));
  }
}

// Of a half of the map, with everything that can be asked for.
void TestMissingLayers::everyMapKeepsToTheScore() {
  FloatMatrix inside = FloatMatrix::Ones(1, cells);
  inside.leftCols(cells / 2).setZero();
  writeRaster(path("mask.tif"), {"mask"}, inside);
  const QStringList maps{"spread", "probability", "index", "area", "targets", "risk"};
  QVariantMap more{{"MASK", path("mask.tif")},
                   {"MIN_PRESENT", 0.75},
                   {"EXPECTED_DEPOSITS", 9},
                   {"PROBABILITY", path("probability.tif")},
                   {"APPLICABILITY", path("index.tif")},
                   {"APPLICABILITY_AREA", path("area.tif")},
                   {"TARGETS", path("targets.tif")},
                   {"COVERAGE", path("covered.tif")}};
  for (const QString& uncertainty : {QStringLiteral("monte-carlo-dropout"), QStringLiteral("ensemble")}) {
    more["UNCERTAINTY"] = uncertainty;
    more["UNCERTAINTY_OUTPUT"] = path("spread.tif");
    if (uncertainty == "ensemble") // risk is the spread over the members alone
      more["RISK_RETURN"] = path("risk.tif");
    const AlgorithmRun done = predict("score.tif", more);
    QVERIFY2(done.ok, qPrintable(done.error));
    QCOMPARE(done.messages.filter("of the 4 layers of the model").size(), 2);
    const std::vector<float> score = readBand("score.tif");
    for (int cell = 0; cell < cells; ++cell)
      QCOMPARE(std::isnan(score[static_cast<std::size_t>(cell)]), cell < cells / 2 || layersOf(cell) < 3);
    for (const QString& name : maps) {
      if (name == "risk" && uncertainty != "ensemble")
        continue;
      const std::vector<float> map = readBand(name + ".tif");
      for (std::size_t i = 0; i < map.size(); ++i)
        QVERIFY2(std::isnan(map[i]) == std::isnan(score[i]), qPrintable(name));
    }
    double sum = 0;
    for (const float probability : readBand("probability.tif"))
      sum += std::isnan(probability) ? 0 : static_cast<double>(probability);
    QVERIFY(std::abs(sum - 9) < 9e-6);
    const std::vector<float> covered = readBand("covered.tif");
    for (int cell = 0; cell < cells; ++cell) {
      const float count = covered[static_cast<std::size_t>(cell)];
      QVERIFY(cell < cells / 2 ? std::isnan(count) : count == static_cast<float>(layersOf(cell)));
    }
  }
  // What lies outside of the area of applicability goes as well; the coverage stays.
  const std::vector<float> area = readBand("area.tif");
  const std::vector<float> all = readBand("score.tif");
  more["MASK_INAPPLICABLE"] = true;
  QVERIFY(predict("trusted.tif", more).ok);
  const std::vector<float> trusted = readBand("trusted.tif");
  int outside = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    QCOMPARE(std::isnan(trusted[i]), std::isnan(all[i]) || area[i] == 0.0F);
    outside += area[i] == 0.0F ? 1 : 0;
  }
  QVERIFY(outside > 0);
  QVERIFY(readBand("covered.tif").back() == static_cast<float>(layersOf(cells - 1)));
}

void TestMissingLayers::theCellsDoNotDependOnTheMemory() {
  const QStringList maps{"by_map", "by_spread", "by_index", "by_coverage"};
  std::vector<std::vector<float>> first;
  for (const int megabytes : {1, 200}) { // tiles of a part of the columns, and one tile
    QVERIFY(predict("by_map.tif", {{"UNCERTAINTY", "ensemble"},
                                   {"UNCERTAINTY_OUTPUT", path("by_spread.tif")},
                                   {"APPLICABILITY", path("by_index.tif")},
                                   {"COVERAGE", path("by_coverage.tif")},
                                   {"MEMORY", megabytes}})
                .ok);
    std::vector<std::vector<float>> found;
    for (const QString& name : maps)
      found.push_back(readBand(name + ".tif"));
    if (first.empty())
      first = found;
    for (std::size_t i = 0; i < found.size(); ++i)
      QCOMPARE(std::memcmp(found[i].data(), first[i].data(), cells * sizeof(float)), 0);
  }
}

void TestMissingLayers::coverageIsThatOfAnyModel() {
  const QVariantMap model{{"MODEL", path("plain.pt")}};
  QVERIFY(predict("plain.tif", model).ok);
  QVariantMap more = model;
  more.insert("COVERAGE", path("plain_coverage.tif"));
  more.insert("MIN_PRESENT", 0.25); // of no account
  const AlgorithmRun done = predict("beside.tif", more);
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(done.messages.filter("layers of the model").isEmpty());
  const std::vector<float> map = readBand("beside.tif");
  QCOMPARE(std::memcmp(map.data(), readBand("plain.tif").data(), cells * sizeof(float)), 0); // tags differ
  const std::vector<float> coverage = readBand("plain_coverage.tif");
  for (int cell = 0; cell < cells; ++cell) {
    QCOMPARE(std::isnan(map[static_cast<std::size_t>(cell)]), layersOf(cell) < 4);
    QCOMPARE(coverage[static_cast<std::size_t>(cell)], static_cast<float>(layersOf(cell)));
  }
}

void TestMissingLayers::aLayerThatIsMissingEverywhereIsTold() {
  const QString sentence =
      QStringLiteral("%1: the layer 'Sn' has no data in any cell of the map, which rests on the other layers "
                     "alone: check the layer, its NoData and the mask.");
  const AlgorithmRun done = predict("without_sn.tif", {{"STACK", path("no_sn.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY2(done.warnings.contains(sentence.arg("STACK")), qPrintable(done.warnings.join('\n')));
  QStringList files;
  for (int band = 0; band < 5; ++band) {
    const std::string& name = bands[static_cast<std::size_t>(band)];
    FloatMatrix values = mValues.row(band);
    if (name == "Sn")
      values.setConstant(std::nanf(""));
    files << path(QString("layer%1.tif").arg(band));
    writeRaster(files.back(), {name}, values);
  }
  const AlgorithmRun layers = predict("without_sn.tif", {{"STACK", QVariant()}, {"LAYERS", files}});
  QVERIFY2(layers.ok, qPrintable(layers.error));
  QVERIFY2(layers.warnings.contains(sentence.arg("LAYERS")), qPrintable(layers.warnings.join('\n')));
}

void TestMissingLayers::mistakesAreNamed_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("changes");
  QTest::addColumn<QString>("sentence");
  const QString share = QStringLiteral(
      "MIN_PRESENT is %1, but must be above 0 and at most 1: give the share of the layers that a "
      "place needs to have data of, such as 0.5.");
  for (const char* algorithm : {"createsamples", "predict"})
    for (const double value : {0.0, -0.5, 1.5})
      QTest::addRow("%s, a share of %g", algorithm, value)
          << algorithm << QVariantMap{{"MIN_PRESENT", value}} << share.arg(value);
  QTest::newRow("a share for a model that takes no missing values")
      << "predict" << QVariantMap{{"MODEL", path("plain.pt")}, {"MIN_PRESENT", 0}} << share.arg(0);
  QTest::newRow("a stack with holes and a model that takes none")
      << "predict" << QVariantMap{{"MODEL", path("plain.pt")}, {"STACK", path("no_sn.tif")}}
      << "STACK: no cell has data in every layer of the model; check the layers and the mask.";
  QTest::newRow("a stack of too few layers") << "predict" << QVariantMap{{"STACK", path("only_bi.tif")}}
                                             << "STACK: no cell has data in at least 2 of the 4 layers of "
                                                "the model; check the layers and the mask, or "
                                                "choose a smaller MIN_PRESENT.";
  QTest::newRow("a stack of nothing")
      << "predict" << QVariantMap{{"STACK", path("nothing.tif")}, {"MIN_PRESENT", 0.1}}
      << "STACK: no cell has data in at least 1 of the 4 layers of the model; check the layers and the mask, "
         "or "
         "choose a smaller MIN_PRESENT.";
  QTest::newRow("deposits on too few layers")
      << "createsamples" << QVariantMap{{"STACK", path("only_bi.tif")}, {"MISSING", "keep"}}
      << "DEPOSITS: 0 of 8 deposits remain (1 on NoData or outside the mask, 7 with data of too few layers "
         "(MIN_PRESENT)), and at least 2 are needed: check the CRS of the points, the mask and the NoData of "
         "the layers.";
}

void TestMissingLayers::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, changes);
  QFETCH(QString, sentence);
  if (algorithm == "predict")
    changes.insert("COVERAGE", path("bad_coverage.tif"));
  const AlgorithmRun done =
      algorithm == "predict" ? predict("bad.tif", changes) : create("bad.gpkg", changes);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
}

void TestMissingLayers::nothingIsLeftAfterAMistake() {
  const QStringList left = QDir(mFolder.path()).entryList({"*bad*", ".*"}, QDir::Files | QDir::Hidden);
  QVERIFY2(left.isEmpty(), qPrintable(left.join(' ')));
}

PROCESSING_TEST_MAIN(TestMissingLayers)
#include "test_missing_layers.moc"

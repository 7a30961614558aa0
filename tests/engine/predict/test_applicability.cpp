#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/model/window_means.h"
#include "engine/network/backend.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/any_tiles.h"
#include "tests/engine/predict/index_at.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace prospectivity;

/// The area of applicability against closed forms and against the plain definition.
class TestApplicability : public QObject {
  Q_OBJECT

 private slots:
  void fourSamplesOnALine();
  void aSampleIsHeldAgainstOtherFoldsOnly();
  void samplesThatNoFoldTestedAreNeighboursOnly();
  void oneSampleFarOffDoesNotWidenTheArea();
  void indexIsThatOfTheDefinition_data();
  void indexIsThatOfTheDefinition();
  void weightsStretchTheSpace();
  void importanceIsTheSlopePerStandardDeviation();
  void windowMeansAreMeans();
  void aCellOfASampleIsInsideAndAFarOneOutside_data();
  void aCellOfASampleIsInsideAndAFarOneOutside();
  void sameBytesForAnyTilesAndThreads_data();
  void sameBytesForAnyTilesAndThreads();
  void outsideTheAreaNothingIsPredictedIfSoAsked();
  void mistakesAreNamed();
};

namespace {

const float missing = std::nanf("");

TrainingSamples onALine(const std::vector<float>& values, const std::vector<int>& folds) {
  TrainingSamples samples;
  samples.values.resize(static_cast<Eigen::Index>(values.size()), 1);
  for (std::size_t i = 0; i < values.size(); ++i)
    samples.values(static_cast<Eigen::Index>(i), 0) = values[i];
  samples.folds = folds;
  return samples;
}

bool near(double a, double b) {
  return std::abs(a - b) < 1e-6;
}

QString sentenceOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

NetworkModel modelOf(int window) {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4, 3};
  shape.window = window;
  return randomModel(shape, 2, 17);
}

MemoryRaster randomRaster(int columns, int rows, int bands) {
  const FloatMatrix values = randomRows(bands, columns * rows, 23);
  return MemoryRaster({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, std::vector<std::string>(5, "layer"),
                      {values.data(), values.data() + values.size()});
}

std::vector<int> allBands() {
  return {0, 1, 2, 3, 4};
}

/// Samples as they are at some cells of a raster, as training keeps them.
TrainingSamples samplesAt(RasterSource& source, const std::vector<std::pair<int, int>>& cells, int window) {
  TrainingSamples samples;
  samples.values.resize(static_cast<Eigen::Index>(cells.size()), 5);
  std::vector<float> cut(static_cast<std::size_t>(5 * window * window));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    source.read(allBands(), {cells[i].first - window / 2, cells[i].second - window / 2, window, window},
                cut.data());
    windowMeans(cut.data(), 5, 1, 1, window, samples.values.row(static_cast<Eigen::Index>(i)).data());
    samples.folds.push_back(static_cast<int>(i % 3));
  }
  return samples;
}

std::vector<float> mapOf(RasterSource& source, const NetworkModel& model, const TilingOptions& given,
                         bool maskOutside = false) {
  const auto area = std::make_shared<const Applicability>(model.training, gradientImportance(model));
  MemorySink sink(source.grid(), 3);
  TilingOptions options = given;
  options.halo = model.layout().halo();
  options.outputBands = 3;
  const PredictedTiles prediction{probabilityTiles(model), 1, 2 * options.halo + 1};
  computeTiles(source, allBands(), nullptr, sink, options, withApplicability(prediction, area, maskOutside),
               Progress());
  return sink.values;
}

} // namespace

void TestApplicability::fourSamplesOnALine() {
  // 0, 1, 3, 7: the mean distance of pairs is (1 + 3 + 7 + 2 + 6 + 4) / 6 = 23 / 6, nearest ones are 1 1 2 4.
  const Applicability area(onALine({0, 1, 3, 7}, {-1, -1, -1, -1}), {1});
  const double unit = 23.0 / 6;
  QCOMPARE(indexAt(area, {3}), 0.0F);
  QVERIFY(near(indexAt(area, {5}), 2 / unit));
  QVERIFY(near(indexAt(area, {-10}), 10 / unit));
  QVERIFY(std::isnan(indexAt(area, {missing})));
  // Quartiles of 1 1 2 4 are 1 and 2.5; the whisker would reach 4.75, beyond the largest.
  QVERIFY(near(area.limit(), 4 / unit));
}

void TestApplicability::aSampleIsHeldAgainstOtherFoldsOnly() {
  // Nearest of the other fold: 0 to 3, 1 to 3, 3 to 1, 7 to 1: 3 2 2 6. Quartiles 2 and 3.75; whisker 6.375.
  const Applicability area(onALine({0, 1, 3, 7}, {0, 0, 1, 1}), {1});
  QVERIFY(near(area.limit(), 6 / (23.0 / 6)));
}

void TestApplicability::samplesThatNoFoldTestedAreNeighboursOnly() {
  // Held out: 1 and 7, nearest of the rest 1 (to 0) and 4 (to 3). Quartiles 1.75 and 3.25; the largest is 4.
  const Applicability area(onALine({0, 1, 3, 7}, {-1, 0, -1, 0}), {1});
  QVERIFY(near(area.limit(), 4 / (23.0 / 6)));
}

void TestApplicability::oneSampleFarOffDoesNotWidenTheArea() {
  // Nearest: 1 for the ten in a row, 90 for the one far off; both quartiles are 1, and so is the whisker.
  const Applicability area(onALine({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99}, std::vector<int>(11, -1)), {1});
  const double unit = (165 + 945) / 55.0;
  QVERIFY(near(area.limit(), 1 / unit));
  QVERIFY(indexAt(area, {9.99F}) < area.limit());
  QVERIFY(indexAt(area, {10.01F}) > area.limit());
}

void TestApplicability::indexIsThatOfTheDefinition_data() {
  QTest::addColumn<int>("samples");
  QTest::addColumn<int>("features");
  QTest::newRow("two samples, one feature") << 2 << 1;
  QTest::newRow("more features than samples") << 5 << 23;
  QTest::newRow("many samples") << 300 << 9;
}

void TestApplicability::indexIsThatOfTheDefinition() {
  QFETCH(int, samples);
  QFETCH(int, features);
  TrainingSamples training{randomRows(samples, features, 3), std::vector<int>(std::size_t(samples), -1)};
  std::vector<double> weights;
  for (int j = 0; j < features; ++j)
    weights.push_back((j * 7 % 5) + 0.25);
  const Applicability area(training, weights);

  Matrix scaled = training.values.cast<double>();
  const FloatMatrix places = randomRows(features, 101, 4) * 1.5F;
  Matrix asked = places.cast<double>();
  for (int j = 0; j < features; ++j) {
    const double center = scaled.col(j).mean();
    const double scale = std::sqrt((scaled.col(j).array() - center).square().mean());
    scaled.col(j) = (scaled.col(j).array() - center) / scale * weights[std::size_t(j)];
    asked.row(j) = (asked.row(j).array() - center) / scale * weights[std::size_t(j)];
  }
  double sum = 0;
  for (int i = 0; i < samples; ++i)
    for (int k = 0; k < samples; ++k)
      sum += (scaled.row(i) - scaled.row(k)).norm();
  const double unit = sum / (samples * (samples - 1.0));
  std::vector<float> found(101);
  area.dissimilarity(places.data(), 101, found.data());
  for (int place = 0; place < 101; ++place) {
    double nearest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < samples; ++i)
      nearest = std::min(nearest, (scaled.row(i).transpose() - asked.col(place)).norm());
    QVERIFY(std::abs(found[std::size_t(place)] - nearest / unit) < 1e-5 * (1 + nearest / unit));
  }
}

void TestApplicability::weightsStretchTheSpace() {
  TrainingSamples corners{FloatMatrix(4, 2), {-1, -1, -1, -1}};
  corners.values << -1, -1, -1, 1, 1, -1, 1, 1;
  // Of a feature without weight nothing is far; with all weights 0 both count alike.
  QCOMPARE(indexAt(Applicability(corners, {2, 0}), {1, 1000}), 0.0F);
  QVERIFY(indexAt(Applicability(corners, {1, 1}), {1, 1000}) > 100);
  QCOMPARE(indexAt(Applicability(corners, {0, 0}), {0, 0}), indexAt(Applicability(corners, {3, 3}), {0, 0}));
  // Six pairs: two of 2, two of 2 times a half, two of the diagonal; (0, 0) lies sqrt(1.25) from each.
  const double unit = (2 * 2 + 2 * 1 + 2 * std::sqrt(5.0)) / 6;
  QVERIFY(near(indexAt(Applicability(corners, {10, 5}), {0, 0}), std::sqrt(1.25) / unit));
}

void TestApplicability::importanceIsTheSlopePerStandardDeviation() {
  // One convolution that only passes on feature 0 (all of it positive), and a head of weight 3.
  NetworkModel model;
  model.features = {"a", "b"};
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {1};
  shape.kernel = 1;
  Network network(shape);
  network.layers[0].weight = {1};
  network.layers[0].bias = {100};
  network.layers[1].weight = {3, 0};
  model.members = {{{0, 1}, {ScalingMethod::ZScore, {0, 0}, {2, 1}, {}}, network, {}}};
  model.training.values.resize(2, 2);
  model.training.values << 1, 5, 7, 6;
  model.training.folds = {0, 1};
  const std::vector<double> importance = gradientImportance(model);
  QVERIFY(near(importance[0], 3 / 2.0 * 3));
  QVERIFY(near(importance[1], 0));
}

void TestApplicability::windowMeansAreMeans() {
  const FloatMatrix values = randomRows(2, 8 * 9, 5);
  std::vector<float> means(2 * 4 * 5);
  windowMeans(values.data(), 2, 4, 5, 5, means.data());
  for (int layer = 0; layer < 2; ++layer)
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 5; ++column) {
        double sum = 0;
        for (int y = 0; y < 5; ++y)
          for (int x = 0; x < 5; ++x)
            sum += values(layer, (row + y) * 9 + column + x);
        QVERIFY(near(means[std::size_t(layer * 20 + row * 5 + column)], sum / 25));
      }
}

void TestApplicability::aCellOfASampleIsInsideAndAFarOneOutside_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 7;
}

void TestApplicability::aCellOfASampleIsInsideAndAFarOneOutside() {
  QFETCH(int, window);
  MemoryRaster plain = randomRaster(31, 20, 5);
  std::vector<float> values(5 * 31 * 20);
  plain.read(allBands(), {0, 0, 31, 20}, values.data());
  for (int row = 10; row < 20; ++row) // the far corner is of another world
    for (int column = 20; column < 31; ++column)
      for (int band = 0; band < 5; ++band)
        values[std::size_t(band * 620 + row * 31 + column)] += 1000;
  values[0] = missing;
  MemoryRaster source(plain.grid(), plain.bandNames(), values);
  NetworkModel model = modelOf(window);
  const std::vector<std::pair<int, int>> cells{{4, 4}, {9, 5}, {12, 12}, {7, 15}, {16, 3}, {5, 9}, {13, 7}};
  model.training = samplesAt(source, cells, window);
  const std::vector<float> map = mapOf(source, model, {});
  for (const auto& [column, row] : cells) {
    QCOMPARE(map[std::size_t(620 + row * 31 + column)], 0.0F);
    QCOMPARE(map[std::size_t(1240 + row * 31 + column)], 1.0F);
  }
  QVERIFY(map[620 + 15 * 31 + 25] > 100);
  QCOMPARE(map[1240 + 15 * 31 + 25], 0.0F);
  for (std::size_t i = 0; i < 620; ++i) { // where nothing is predicted, nothing is said
    QCOMPARE(std::isnan(map[620 + i]), std::isnan(map[i]));
    QCOMPARE(std::isnan(map[1240 + i]), std::isnan(map[i]));
  }
}

void TestApplicability::sameBytesForAnyTilesAndThreads_data() {
  aCellOfASampleIsInsideAndAFarOneOutside_data();
}

void TestApplicability::sameBytesForAnyTilesAndThreads() {
  QFETCH(int, window);
  MemoryRaster source = randomRaster(61, 47, 5);
  NetworkModel model = modelOf(window);
  model.training = samplesAt(source, {{5, 5}, {9, 12}, {20, 30}, {40, 22}, {51, 40}}, window);
  QVERIFY(isSameInAnyTiles([&](const TilingOptions& tiling) { return mapOf(source, model, tiling); }));
}

void TestApplicability::outsideTheAreaNothingIsPredictedIfSoAsked() {
  MemoryRaster source = randomRaster(30, 20, 5);
  NetworkModel model = modelOf(1);
  model.training = samplesAt(source, {{5, 5}, {9, 12}, {20, 10}, {10, 2}, {21, 18}}, 1);
  const std::vector<float> all = mapOf(source, model, {});
  const std::vector<float> masked = mapOf(source, model, {}, true);
  InsideCount count(nullptr);
  count.write({0, 0, 30, 20}, masked.data() + 1200);
  std::uint64_t predicted = 0;
  for (std::size_t i = 0; i < 600; ++i) {
    QCOMPARE(std::isnan(masked[i]), all[1200 + i] == 0.0F);
    QVERIFY(std::isnan(masked[i]) || masked[i] == all[i]);
    predicted += std::isnan(masked[i]) ? 0 : 1;
  }
  QVERIFY(predicted > 5 && predicted < 600);
  QCOMPARE(count.inside(), predicted);
  QCOMPARE(count.outside(), 600 - predicted);
}

void TestApplicability::mistakesAreNamed() {
  QCOMPARE(sentenceOf([] { gradientImportance(modelOf(1)); }),
           QStringLiteral(
               "Area of applicability: the model file stores no training samples, as older versions wrote "
               "it: train the model again, or leave the area of applicability out."));
  QCOMPARE(sentenceOf([] {
             Applicability(onALine({2, 2, 2}, {0, 1, 2}), {1});
           }),
           QStringLiteral(
               "Area of applicability: no two training samples of the model differ in what it looks at, so "
               "there is no distance to measure with: train the model with more samples, or leave "
               "the area out."));
}

QTEST_APPLESS_MAIN(TestApplicability)
#include "test_applicability.moc"

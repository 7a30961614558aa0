#include "engine/model/window_means.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/any_tiles.h"
#include "tests/engine/predict/index_at.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace prospectivity;

/// The area of applicability where samples and places lack features.
class TestApplicabilityWithHoles : public QObject {
  Q_OBJECT

 private slots:
  void pairsThatShareNothingDoNotCount();
  void aHoleBringsNobodyNearer();
  void indexIsThatOfTheDefinition();
  void withoutHolesNothingChanges();
  void samplesWithoutTheFeatureDoNotWeigh();
  void meansAreThoseOfTheKnownCells();
  void whereNothingIsPredictedNothingIsSaid_data();
  void whereNothingIsPredictedNothingIsSaid();
  void aCellThatSharesNothingIsOutside();
  void sameBytesForAnyTilesAndThreads_data();
  void sameBytesForAnyTilesAndThreads();
};

namespace {

const float hole = std::nanf("");

TrainingSamples samplesOf(const FloatMatrix& values) {
  return {values, std::vector<int>(static_cast<std::size_t>(values.rows()), -1)};
}

bool near(double a, double b) {
  return std::abs(a - b) < 1e-5;
}

NetworkModel modelOf(int window) {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4, 3};
  shape.window = window;
  shape.thresholds = 2;
  shape.hasPresence = true;
  NetworkModel model = randomModel(shape, 2, 17);
  model.training = samplesOf(rowsWithHoles(40, 5, 18));
  model.background = rowsWithHoles(7, shape.inputs(), 19);
  return model;
}

/// With cells of no data at all.
MemoryRaster rasterWithHoles(int columns, int rows) {
  FloatMatrix values = rowsWithHoles(5, columns * rows, 23);
  for (int cell = 3; cell < columns * rows; cell += 11)
    values.col(cell).setConstant(hole);
  const NetworkModel model = modelOf(1);
  return MemoryRaster({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, model.features,
                      {values.data(), values.data() + values.size()});
}

/// Score, index, and 1 inside of the area, of cells with data of at least three of the five layers.
std::vector<float> mapOf(RasterSource& source, const NetworkModel& model, const Applicability& area,
                         const TilingOptions& given = {}, bool maskOutside = false) {
  LayerCoverage coverage(model, 0.6);
  MemorySink sink(source.grid(), 3);
  TilingOptions options = given;
  options.halo = model.layout().halo();
  options.outputBands = 3;
  const PredictedTiles prediction{coverage.kept(probabilityTiles(model), 1), 1, model.window(), true};
  computeTiles(source, {0, 1, 2, 3, 4}, nullptr, sink, options,
               withApplicability(prediction, std::make_shared<const Applicability>(area), maskOutside),
               Progress());
  return sink.values;
}

Applicability areaOf(const NetworkModel& model) {
  return {model.training, {1, 0.5, 2, 1, 0.25}, true};
}

} // namespace

// Of three samples two have the first feature alone, half a standard deviation from its mean, and one the
// second: one pair is left, at 2 standard deviations, times 2 for the feature left out.
void TestApplicabilityWithHoles::pairsThatShareNothingDoNotCount() {
  FloatMatrix values(3, 2);
  values << 0, hole, 1, hole, hole, 5;
  const Applicability area(samplesOf(values), {1, 1}, true);
  QVERIFY(near(area.limit(), 1));
  QVERIFY(near(indexAt(area, {0.5F, hole}), 0.5));
  QVERIFY(near(indexAt(area, {3, hole}), 2));
  QCOMPARE(indexAt(area, {hole, 5}), 0.0F);
  QVERIFY(std::isnan(indexAt(area, {hole, hole})));
  QVERIFY(std::isnan(indexAt(Applicability(samplesOf(values.topRows(2)), {1, 1}, true), {hole, 5})));
}

// Where both features say the same, one of them says as much as both.
void TestApplicabilityWithHoles::aHoleBringsNobodyNearer() {
  FloatMatrix values(4, 2);
  values << 0, 0, 1, 1, 3, 3, 7, 7;
  const Applicability area(samplesOf(values), {1, 1}, true);
  for (const float place : {-2.0F, 0.25F, 3.0F, 5.0F, 20.0F}) {
    const float both = indexAt(area, {place, place});
    QVERIFY(std::abs(indexAt(area, {place, hole}) - both) <= 1e-6F * both);
    QVERIFY(std::abs(indexAt(area, {hole, place}) - both) <= 1e-6F * both);
  }
  // The second feature weighs half, a quarter in squares: what is left out is raised by 5 / 4 and by 5.
  const Applicability weighted(samplesOf(values), {1, 0.5}, true);
  const double both = static_cast<double>(indexAt(weighted, {5, 3}));
  QVERIFY(near(indexAt(weighted, {5, hole}) / both, std::sqrt(1.25)));
  QVERIFY(
      near(indexAt(weighted, {hole, 5}) / static_cast<double>(indexAt(weighted, {3, 5})), std::sqrt(5.0)));
}

void TestApplicabilityWithHoles::indexIsThatOfTheDefinition() {
  constexpr int count = 60;
  constexpr int features = 7;
  const TrainingSamples training = samplesOf(rowsWithHoles(count, features, 3));
  const FloatMatrix places = rowsWithHoles(features, 101, 4) * 1.5F;
  const std::vector<double> weights{2, 0.5, 1, 0.25, 4, 1.5, 0};
  const Applicability area(training, weights, true);
  Matrix samples = training.values.cast<double>();
  Matrix asked = places.cast<double>();
  for (int j = 0; j < features; ++j) {
    double known = 0;
    double sum = 0;
    double squares = 0;
    for (const double value : samples.col(j))
      if (!std::isnan(value)) {
        ++known;
        sum += value;
        squares += value * value;
      }
    const double center = sum / known;
    const double scale = std::sqrt(squares / known - center * center);
    samples.col(j) = (samples.col(j).array() - center) / scale;
    asked.row(j) = (asked.row(j).array() - center) / scale;
  }
  const auto distance = [&](const Vector& a, const Vector& b) {
    double sum = 0;
    double shared = 0;
    double all = 0;
    for (int j = 0; j < features; ++j) {
      const double share = weights[std::size_t(j)] * weights[std::size_t(j)];
      all += share;
      if (std::isnan(a(j)) || std::isnan(b(j)))
        continue;
      shared += share;
      sum += share * (a(j) - b(j)) * (a(j) - b(j));
    }
    return shared > 0 ? std::sqrt(sum * all / shared) : std::numeric_limits<double>::infinity();
  };
  double sum = 0;
  double pairs = 0;
  for (int i = 0; i < count; ++i)
    for (int k = 0; k < i; ++k)
      if (const double apart = distance(samples.row(i), samples.row(k)); std::isfinite(apart)) {
        sum += apart;
        ++pairs;
      }
  std::vector<float> found(101);
  area.dissimilarity(places.data(), 101, found.data());
  int withHoles = 0;
  for (int place = 0; place < 101; ++place) {
    double nearest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < count; ++i)
      nearest = std::min(nearest, distance(samples.row(i), asked.col(place)));
    QVERIFY(std::isfinite(nearest));
    const double expected = nearest / (sum / pairs);
    QVERIFY(std::abs(found[std::size_t(place)] - expected) < 1e-5 * (1 + expected));
    withHoles += asked.col(place).hasNaN() ? 1 : 0;
  }
  QVERIFY(withHoles > 40 && withHoles < 101);
}

void TestApplicabilityWithHoles::withoutHolesNothingChanges() {
  TrainingSamples training = samplesOf(randomRows(50, 9, 5));
  for (std::size_t i = 0; i < 50; ++i)
    training.folds[i] = static_cast<int>(i % 5);
  const std::vector<double> weights{3, 1, 0.1, 2, 2, 0.7, 5, 0, 1};
  const Applicability plain(training, weights);
  const Applicability taking(training, weights, true);
  QCOMPARE(taking.limit(), plain.limit());
  const FloatMatrix places = randomRows(9, 200, 6);
  std::vector<float> a(200);
  std::vector<float> b(200);
  plain.dissimilarity(places.data(), 200, a.data());
  taking.dissimilarity(places.data(), 200, b.data());
  QCOMPARE(std::memcmp(a.data(), b.data(), a.size() * sizeof(float)), 0);
}

// The network passes on feature 0 where it is known, times 3: a slope of 3 / 2 in original units.
void TestApplicabilityWithHoles::samplesWithoutTheFeatureDoNotWeigh() {
  NetworkModel model;
  model.features = {"a", "b"};
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {1};
  shape.kernel = 1;
  shape.hasPresence = true;
  Network network(shape);
  network.layers[0].weight = {1, 0};
  network.layers[0].bias = {100};
  network.layers[1].weight = {3, 0};
  model.members = {{{0, 1}, {ScalingMethod::ZScore, {0, 0}, {2, 1}, {}}, network, {0, true, {{}, {}}}}};
  model.training.values.resize(3, 2);
  model.training.values << 1, 5, 7, 6, hole, 7;
  model.training.folds = {0, 1, 0};
  const std::vector<double> importance = gradientImportance(model);
  QVERIFY(near(importance[0], 3 / 2.0 * 3)); // 1 and 7 are 3 from their mean
  QVERIFY(near(importance[1], 0));
}

void TestApplicabilityWithHoles::meansAreThoseOfTheKnownCells() {
  FloatMatrix values = rowsWithHoles(2, 8 * 9, 5);
  for (int y = 0; y < 5; ++y) // no data in the first window of the first layer
    for (int x = 0; x < 5; ++x)
      values(0, y * 9 + x) = hole;
  std::vector<float> means(2 * 4 * 5);
  knownWindowMeans(values.data(), 2, 4, 5, 5, means.data());
  for (int layer = 0; layer < 2; ++layer)
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 5; ++column) {
        double sum = 0;
        double cells = 0;
        for (int y = 0; y < 5; ++y)
          for (int x = 0; x < 5; ++x)
            if (const float value = values(layer, (row + y) * 9 + column + x); !std::isnan(value)) {
              sum += static_cast<double>(value);
              ++cells;
            }
        const float found = means[std::size_t(layer * 20 + row * 5 + column)];
        QVERIFY(cells > 0 ? near(found, sum / cells) : std::isnan(found));
      }
  QVERIFY(std::isnan(means[0]));
  const FloatMatrix complete = randomRows(2, 8 * 9, 5);
  std::vector<float> all(2 * 4 * 5);
  windowMeans(complete.data(), 2, 4, 5, 5, all.data());
  knownWindowMeans(complete.data(), 2, 4, 5, 5, means.data());
  QCOMPARE(std::memcmp(all.data(), means.data(), all.size() * sizeof(float)), 0);
}

void TestApplicabilityWithHoles::whereNothingIsPredictedNothingIsSaid_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 5;
}

void TestApplicabilityWithHoles::whereNothingIsPredictedNothingIsSaid() {
  QFETCH(int, window);
  MemoryRaster source = rasterWithHoles(30, 20);
  const NetworkModel model = modelOf(window);
  const Applicability area = areaOf(model);
  const std::vector<float> map = mapOf(source, model, area);
  const std::vector<float> trusted = mapOf(source, model, area, {}, true);
  int predicted = 0;
  int outside = 0;
  for (int i = 0; i < 600; ++i) {
    const auto cell = static_cast<std::size_t>(i);
    std::vector<float> features(5);
    source.read({0, 1, 2, 3, 4}, {i % 30, i / 30, 1, 1}, features.data());
    const auto present =
        std::count_if(features.begin(), features.end(), [](float value) { return !std::isnan(value); });
    QCOMPARE(std::isnan(map[cell]), present < 3);
    QCOMPARE(std::isnan(map[600 + cell]), present < 3);
    QCOMPARE(std::isnan(map[1200 + cell]), present < 3);
    if (present < 3)
      continue;
    if (window == 1)
      QCOMPARE(map[600 + cell], indexAt(area, features));
    QCOMPARE(map[1200 + cell], map[600 + cell] <= area.limit() ? 1.0F : 0.0F);
    QCOMPARE(std::isnan(trusted[cell]), map[1200 + cell] == 0.0F);
    ++predicted;
    outside += map[1200 + cell] == 0.0F ? 1 : 0;
  }
  QVERIFY(predicted > 300 && predicted < 600);
  QVERIFY(window > 1 || (outside > 0 && outside < predicted));
}

// The samples know the first layer alone, of which these cells have no data.
void TestApplicabilityWithHoles::aCellThatSharesNothingIsOutside() {
  NetworkModel model = modelOf(1);
  FloatMatrix values = FloatMatrix::Constant(6, 5, hole);
  values.col(0) << 1, 2, 3, 4, 5, 6;
  model.training = samplesOf(values);
  FloatMatrix cells = randomRows(5, 8, 2);
  cells.row(0).head(4).setConstant(hole);
  cells.row(0).tail(4) << 1, 2, 3.5F, 100;
  MemoryRaster source({{0, 1, 0, 0, 0, -1}, 8, 1, ""}, model.features,
                      {cells.data(), cells.data() + cells.size()});
  const Applicability area = areaOf(model);
  const std::vector<float> map = mapOf(source, model, area);
  for (std::size_t i = 0; i < 8; ++i) {
    QVERIFY(!std::isnan(map[i]));
    QCOMPARE(std::isnan(map[8 + i]), i < 4);
    QCOMPARE(map[16 + i], i >= 4 && i < 7 ? 1.0F : 0.0F);
  }
  const std::vector<float> trusted = mapOf(source, model, area, {}, true);
  for (std::size_t i = 0; i < 8; ++i)
    QCOMPARE(std::isnan(trusted[i]), i < 4 || i == 7);
}

void TestApplicabilityWithHoles::sameBytesForAnyTilesAndThreads_data() {
  whereNothingIsPredictedNothingIsSaid_data();
}

void TestApplicabilityWithHoles::sameBytesForAnyTilesAndThreads() {
  QFETCH(int, window);
  MemoryRaster source = rasterWithHoles(61, 47);
  const NetworkModel model = modelOf(window);
  const Applicability area = areaOf(model);
  QVERIFY(isSameInAnyTiles([&](const TilingOptions& tiling) { return mapOf(source, model, area, tiling); }));
}

QTEST_APPLESS_MAIN(TestApplicabilityWithHoles)
#include "test_applicability_with_holes.moc"

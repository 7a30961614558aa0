#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/network/fast_predictor.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <atomic>
#include <cmath>
#include <cstring>
#include <functional>

using namespace prospectivity;

class TestTiledPrediction : public QObject {
  Q_OBJECT

 private slots:
  void probabilitiesAreThoseOfThePredictor_data();
  void probabilitiesAreThoseOfThePredictor();
  void sameBytesForAnyTilesAndThreads_data();
  void sameBytesForAnyTilesAndThreads();
  void noDataStaysNoData();
  void outsideTheMaskIsNoData();
  void aMaskOnAnotherGridIsNamed();
  void bandsAreFoundByNameAndMissingOnesNamed();
  void windowsBeyondTheEdgeAreNoData();
  void ensembleSpreadIsTheStandardDeviation();
  void aSingleMemberHasNoSpread();
  void logitsComeWithTheirScores_data();
  void logitsComeWithTheirScores();
  void dropoutSpreadIsThatOfThinnedNetworks_data();
  void dropoutSpreadIsThatOfThinnedNetworks();
  void dropoutSpreadGrowsAsThePlainFormulaSays();
  void withoutDropoutThereIsNoSpread();
  void cancelStops();
};

namespace {

const float missing = std::nanf("");

Grid gridOf(int columns, int rows) {
  return {{0, 1, 0, 0, 0, -1}, columns, rows, ""};
}

MemoryRaster randomRaster(int columns, int rows, int bands, std::uint64_t seed) {
  const FloatMatrix values = randomRows(bands, columns * rows, seed);
  std::vector<std::string> names;
  for (int i = 0; i < bands; ++i)
    names.push_back("feature " + std::to_string(i));
  return MemoryRaster(gridOf(columns, rows), names, {values.data(), values.data() + values.size()});
}

NetworkModel modelOf(int window, int members) {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {5, 7};
  shape.pooling = Pooling::Max;
  shape.window = window;
  return randomModel(shape, members, 31);
}

std::vector<float> predict(RasterSource& source, const NetworkModel& model, const TilingOptions& given = {},
                           RasterSource* mask = nullptr) {
  MemorySink sink(source.grid(), 1);
  TilingOptions options = given;
  options.halo = model.layout().halo();
  computeTiles(source, modelBands(source, model.features), mask, sink, options, probabilityTiles(model),
               Progress());
  return sink.values;
}

bool sameBytes(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

QString sentenceOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

} // namespace

void TestTiledPrediction::probabilitiesAreThoseOfThePredictor_data() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  QTest::newRow("a plane") << 13 << 9;
  QTest::newRow("one cell") << 1 << 1;
  QTest::newRow("one row") << 300 << 1;
  QTest::newRow("one column") << 1 << 300;
}

void TestTiledPrediction::probabilitiesAreThoseOfThePredictor() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  MemoryRaster source = randomRaster(columns, rows, 4, 1);
  const NetworkModel model = modelOf(1, 2);
  const std::vector<float> map = predict(source, model);
  const auto predictor = makePredictor(model);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      std::vector<float> features(4);
      source.read({0, 1, 2, 3}, {column, row, 1, 1}, features.data());
      float logit = 0;
      predictor->logits(features.data(), 1, &logit);
      QVERIFY(map[static_cast<std::size_t>(row * columns + column)] == static_cast<float>(sigmoid(logit)));
    }
}

void TestTiledPrediction::sameBytesForAnyTilesAndThreads_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 9;
}

void TestTiledPrediction::sameBytesForAnyTilesAndThreads() {
  QFETCH(int, window);
  MemoryRaster source = randomRaster(61, 47, 4, 2);
  const NetworkModel model = modelOf(window, 1);
  const std::vector<float> whole = predict(source, model, {1, std::size_t{1} << 30, 0, 1, 47, 61});
  for (const int threads : {1, 4})
    for (const auto& [rows, columns] : {std::pair{1, 61}, {47, 1}, {5, 7}, {16, 33}, {0, 0}})
      QVERIFY(sameBytes(predict(source, model, {threads, std::size_t{1} << 20, 0, 1, rows, columns}), whole));
  // A memory budget that holds next to nothing cuts smaller tiles and changes nothing.
  QVERIFY(sameBytes(predict(source, model, {2, 1, 0, 1, 0, 0}), whole));
}

void TestTiledPrediction::noDataStaysNoData() {
  MemoryRaster complete = randomRaster(20, 10, 4, 4);
  std::vector<float> values(800);
  complete.read({0, 1, 2, 3}, {0, 0, 20, 10}, values.data());
  for (std::size_t i = 0; i < 200; i += 2) // a checkerboard in the third band
    values[400 + i + (i / 20) % 2] = missing;
  MemoryRaster holed(complete.grid(), complete.bandNames(), values);
  const NetworkModel model = modelOf(1, 1);
  const std::vector<float> expected = predict(complete, model);
  const std::vector<float> found = predict(holed, model);
  for (std::size_t i = 0; i < 200; ++i) {
    QCOMPARE(std::isnan(found[i]), std::isnan(values[400 + i]));
    QVERIFY(std::isnan(found[i]) || found[i] == expected[i]);
  }
}

void TestTiledPrediction::outsideTheMaskIsNoData() {
  MemoryRaster source = randomRaster(4, 1, 4, 5);
  MemoryRaster mask(source.grid(), {"mask"}, {1, 0, missing, 2});
  const std::vector<float> found = predict(source, modelOf(1, 1), {}, &mask);
  QVERIFY(!std::isnan(found[0]) && std::isnan(found[1]) && std::isnan(found[2]) && !std::isnan(found[3]));
}

void TestTiledPrediction::aMaskOnAnotherGridIsNamed() {
  MemoryRaster source = randomRaster(4, 1, 4, 5);
  MemoryRaster mask(gridOf(5, 1), {"mask"}, {1, 1, 1, 1, 1});
  QCOMPARE(sentenceOf([&] { predict(source, modelOf(1, 1), {}, &mask); }),
           QStringLiteral(
               "Mask: memory lies on another grid than memory: make the mask on the grid of the stack."));
}

void TestTiledPrediction::bandsAreFoundByNameAndMissingOnesNamed() {
  const MemoryRaster source(gridOf(1, 1), {"Sn", "W", "extra"}, {1, 2, 3});
  QCOMPARE(modelBands(source, {"W", "Sn"}), (std::vector<int>{1, 0}));
  QCOMPARE(sentenceOf([&] {
             modelBands(source, {"W", "Bi", "Mn"});
           }),
           QStringLiteral(
               "Stack: memory has no band 'Bi', 'Mn', which the model needs: add the layer, or give the band "
               "that name."));
}

void TestTiledPrediction::windowsBeyondTheEdgeAreNoData() {
  MemoryRaster source = randomRaster(15, 12, 4, 6);
  const std::vector<float> found = predict(source, modelOf(9, 1));
  for (int row = 0; row < 12; ++row)
    for (int column = 0; column < 15; ++column)
      QCOMPARE(std::isnan(found[static_cast<std::size_t>(row * 15 + column)]),
               row < 4 || row >= 8 || column < 4 || column >= 11);
}

void TestTiledPrediction::ensembleSpreadIsTheStandardDeviation() {
  MemoryRaster source = randomRaster(6, 5, 4, 7);
  const NetworkModel model = modelOf(1, 3);
  MemorySink sink(source.grid(), 2);
  TilingOptions options;
  options.outputBands = 2;
  computeTiles(source, {0, 1, 2, 3}, nullptr, sink, options, ensembleTiles(model), Progress());
  const std::vector<float> map = predict(source, model);
  std::vector<std::vector<float>> alone;
  for (const ModelMember& member : model.members) {
    NetworkModel one = model;
    one.members = {member};
    alone.push_back(predict(source, one));
  }
  for (std::size_t i = 0; i < 30; ++i) {
    QVERIFY(std::abs(sink.values[i] - map[i]) < 1e-6);
    const double mean = (alone[0][i] + alone[1][i] + alone[2][i]) / 3.0;
    double sum = 0;
    for (const auto& member : alone)
      sum += (member[i] - mean) * (member[i] - mean);
    QVERIFY(std::abs(sink.values[30 + i] - std::sqrt(sum / 2)) < 1e-6);
  }
}

void TestTiledPrediction::aSingleMemberHasNoSpread() {
  QVERIFY(
      sentenceOf([] { ensembleTiles(modelOf(1, 1)); }).startsWith("Uncertainty: the model has one member"));
}

void TestTiledPrediction::logitsComeWithTheirScores_data() {
  sameBytesForAnyTilesAndThreads_data();
}

void TestTiledPrediction::logitsComeWithTheirScores() {
  QFETCH(int, window);
  const MemoryRaster complete = randomRaster(21, 16, 4, 11);
  std::vector<float> values(4 * 336);
  MemoryRaster(complete).read({0, 1, 2, 3}, {0, 0, 21, 16}, values.data());
  values[3] = missing;
  MemoryRaster source(complete.grid(), complete.bandNames(), values);
  const NetworkModel model = modelOf(window, 2);
  const auto tiles = [&](const TileFunction& compute, int bands, const TilingOptions& given) {
    TilingOptions options = given;
    options.halo = model.layout().halo();
    options.outputBands = bands;
    MemorySink sink(source.grid(), bands);
    computeTiles(source, {0, 1, 2, 3}, nullptr, sink, options, compute, Progress());
    return sink.values;
  };
  const std::vector<float> map = predict(source, model);
  const std::vector<float> plain = tiles(withLogits(model), 2, {});
  const std::vector<float> behind = tiles(withLogits(model, ensembleTiles(model), 2), 3, {});
  const std::vector<float> spread = tiles(ensembleTiles(model), 2, {});
  QVERIFY(sameBytes({plain.begin(), plain.begin() + 336}, map));
  QVERIFY(sameBytes({behind.begin(), behind.begin() + 672}, spread));
  int mapped = 0;
  for (std::size_t i = 0; i < 336; ++i) {
    const float logit = plain[336 + i];
    QCOMPARE(std::isnan(logit), std::isnan(map[i]));
    QVERIFY(std::isnan(logit) ? std::isnan(behind[672 + i]) : behind[672 + i] == logit);
    if (std::isnan(logit))
      continue;
    ++mapped;
    QVERIFY(map[i] == static_cast<float>(sigmoid(static_cast<double>(logit))));
  }
  QVERIFY(mapped > 50);
  QVERIFY(sameBytes(tiles(withLogits(model), 2, {4, 1 << 20, 0, 1, 5, 7}), plain));
  QVERIFY(sameBytes(tiles(withLogits(model, ensembleTiles(model), 2), 3, {1, 1 << 20, 0, 1, 16, 1}), behind));
}

void TestTiledPrediction::dropoutSpreadIsThatOfThinnedNetworks_data() {
  sameBytesForAnyTilesAndThreads_data();
}

void TestTiledPrediction::dropoutSpreadIsThatOfThinnedNetworks() {
  QFETCH(int, window);
  const MemoryRaster complete = randomRaster(21, 16, 4, 11);
  std::vector<float> values(4 * 336);
  MemoryRaster(complete).read({0, 1, 2, 3}, {0, 0, 21, 16}, values.data());
  values[3] = missing;
  MemoryRaster source(complete.grid(), complete.bandNames(), values);
  const NetworkModel model = modelOf(window, 2);
  constexpr int passes = 7;
  const auto spread = [&](const TilingOptions& given) {
    TilingOptions options = given;
    options.halo = model.layout().halo();
    options.outputBands = 2;
    MemorySink sink(source.grid(), 2);
    computeTiles(source, {0, 1, 2, 3}, nullptr, sink, options, dropoutTiles(model, passes, 5), Progress());
    return sink.values;
  };
  const std::vector<float> found = spread({});
  QVERIFY(sameBytes(spread({4, 1 << 20, 0, 1, 5, 7}), found));
  QVERIFY(sameBytes(spread({1, 1 << 20, 0, 1, 16, 1}), found));
  const std::vector<float> map = predict(source, model);
  std::vector<float> row(static_cast<std::size_t>(4 * window * window));
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 21; ++x) {
      const auto cell = static_cast<std::size_t>(y * 21 + x);
      QCOMPARE(std::isnan(found[336 + cell]), std::isnan(map[cell]));
      QVERIFY(found[cell] == map[cell] || std::isnan(map[cell]));
      if (std::isnan(map[cell]))
        continue;
      source.read({0, 1, 2, 3}, {x - window / 2, y - window / 2, window, window}, row.data());
      std::vector<double> probabilities;
      for (std::uint64_t pass = 0; pass < passes; ++pass) {
        float logit = 0;
        makeThinnedPredictor(model, Random(5).fork(pass))->logits(row.data(), 1, &logit);
        probabilities.push_back(sigmoid(logit));
      }
      QVERIFY(std::abs(found[336 + cell] - standardDeviation(probabilities)) < 1e-6);
      QVERIFY(found[336 + cell] > 0);
    }
}

// With one convolution that passes the cells on and a linear head, the logit is a sum of kept and dropped
// terms: its variance over thinned networks is p / (1 - p) times the sum of the squared terms. Small terms
// keep the sigmoid straight: its slope there is 1 / 4.
void TestTiledPrediction::dropoutSpreadGrowsAsThePlainFormulaSays() {
  NetworkModel model;
  model.features = {"feature 0"};
  NetworkShape shape;
  shape.features = 1;
  shape.filters = {1};
  shape.kernel = 1;
  shape.window = 3;
  shape.dropout = 0.3;
  Network network(shape);
  network.layers[0].weight = {1};
  std::vector<float>& weights = network.layers[1].weight;
  weights = {1, -2, 3, -4, 5, -4, 3, -2, 1};
  for (float& weight : weights)
    weight *= 1e-3F;
  model.members = {{{0}, {ScalingMethod::None, {0}, {1}, {}}, network, {}}};
  MemoryRaster source(gridOf(3, 3), {"feature 0"}, {9, 8, 7, 6, 5, 4, 3, 2, 1});
  constexpr int passes = 4000;
  MemorySink sink(source.grid(), 2);
  computeTiles(source, {0}, nullptr, sink, {1, 1 << 20, 1, 2, 0, 0}, dropoutTiles(model, passes, 1),
               Progress());
  double squares = 0;
  for (int i = 0; i < 9; ++i)
    squares += std::pow((9 - i) * static_cast<double>(weights[static_cast<std::size_t>(i)]), 2);
  const double expected = std::sqrt(0.3 / 0.7 * squares) / 4;
  // Four standard errors of a standard deviation of so many draws.
  QVERIFY(std::abs(sink.values[9 + 4] / expected - 1) < 4 / std::sqrt(2.0 * passes));
  QVERIFY(std::isnan(sink.values[9 + 3]));
}

void TestTiledPrediction::withoutDropoutThereIsNoSpread() {
  NetworkModel model = modelOf(9, 1);
  model.members[0].network.shape.dropout = 0;
  QCOMPARE(sentenceOf([&] { dropoutTiles(model, 3, 1); }),
           QStringLiteral(
               "Uncertainty: the model was trained without dropout: train a network with dropout above 0, "
               "or choose the ensemble."));
}

void TestTiledPrediction::cancelStops() {
  MemoryRaster source = randomRaster(50, 400, 4, 8);
  MemorySink sink(source.grid(), 1);
  std::atomic<int> tiles{0};
  Progress progress;
  progress.isCancelled = [&] { return tiles >= 3; };
  const TileFunction count = [&](const float*, const Tile& tile, float* outputs) {
    ++tiles;
    std::fill_n(outputs, tile.cells(), 0.0F);
  };
  TilingOptions options{1, std::size_t{1} << 20, 0, 1, 1, 50};
  QVERIFY_EXCEPTION_THROWN(computeTiles(source, {0, 1, 2, 3}, nullptr, sink, options, count, progress),
                           Cancelled);
  QVERIFY(tiles < 10);
}

QTEST_APPLESS_MAIN(TestTiledPrediction)
#include "test_tiled_prediction.moc"

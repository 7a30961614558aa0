#include "engine/core/error.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_walk.h"
#include "engine/samples/window_samples.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace prospectivity;

/// How many layers cells have, and which cells are predicted although they lack some.
class TestLayerCoverage : public QObject {
  Q_OBJECT

 private slots:
  void layersAreCounted_data();
  void layersAreCounted();
  void aCellWithHolesIsPredictedAsItsRow();
  void cellsOfTooFewLayersAreLeftOut_data();
  void cellsOfTooFewLayersAreLeftOut();
  void aModelThatTakesNoMissingValuesIsLeftAlone();
  void aLayerOfClassesNeedsAllItsBands();
  void sharesMeanTheSameForSamplesTrainingsAndMaps_data();
  void sharesMeanTheSameForSamplesTrainingsAndMaps();
  void theCellItselfCountsAndNotItsWindow();
  void allBandsAreLeftOutTogether_data();
  void allBandsAreLeftOutTogether();
  void sameBytesForAnyTilesAndThreads_data();
  void sameBytesForAnyTilesAndThreads();
  void layersWithoutDataAreDoubted();
  void sharesThatMeanNothingAreNamed();
};

namespace {

const float hole = std::nanf("");

/// Four layers, one of two classes. By the cell they have data of 4, 3, 2, 1, 0 and 4 in the first row and of
/// 2, 2, 3, 1, 4 and 0 in the second.
MemoryRaster twelveCells() {
  return MemoryRaster({{0, 1, 0, 2, 0, -1}, 6, 2, ""}, {"rock=1", "W", "rock=2", "Sn", "Bi"},
                      {1, 0,    hole, hole, hole, 1, 0,    hole, 1,    hole, 0, hole, //
                       1, 2,    3,    hole, hole, 6, 7,    8,    hole, hole, 5, hole, //
                       0, 1,    hole, hole, hole, 0, 1,    hole, 0,    hole, 1, hole, //
                       2, 4,    6,    8,    hole, 1, hole, 3,    5,    hole, 7, hole, //
                       9, hole, hole, hole, hole, 8, hole, hole, 7,    6,    5, hole});
}

const std::vector<float> counted{4, 3, 2, 1, 0, 4, 2, 2, 3, 1, 4, 0};

NetworkModel modelOf(int window, bool takesMissing, int members = 2, double dropout = 0) {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4};
  if (window != 3) // whose cells one convolution joins
    shape.filters.push_back(3);
  shape.window = window;
  shape.thresholds = takesMissing ? 3 : 0;
  shape.hasPresence = takesMissing;
  shape.dropout = dropout;
  NetworkModel model = randomModel(shape, members, 71);
  model.features = {"rock=1", "W", "rock=2", "Sn", "Bi"};
  return model;
}

std::vector<float> computed(RasterSource& source, const Model& model, const TileFunction& tiles, int bands,
                            const TilingOptions& given = {}, RasterSource* mask = nullptr) {
  MemorySink sink(source.grid(), bands);
  TilingOptions options = given;
  options.halo = model.layout().halo();
  options.outputBands = bands;
  computeTiles(source, modelBands(source, model.features), mask, sink, options, tiles, Progress());
  return sink.values;
}

bool sameBytes(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// The score of a row of the model's features.
float scoreOf(const Model& model, const std::vector<float>& row) {
  float logit = 0;
  model.predictor()->logits(row.data(), 1, &logit);
  return static_cast<float>(sigmoid(logit));
}

std::vector<std::string> textsOf(const std::vector<Sentence>& sentences) {
  std::vector<std::string> texts;
  for (const Sentence& sentence : sentences)
    texts.push_back(sentence.text());
  return texts;
}

/// A third of the values missing, whole cells here and there, and no data in the last column.
MemoryRaster largeWithHoles(int columns, int rows) {
  FloatMatrix values = rowsWithHoles(5, columns * rows, 4);
  Random random(6);
  for (int cell = 0; cell < columns * rows; ++cell)
    if (cell % columns == columns - 1 || random.uniform() < 0.05)
      values.col(cell).setConstant(hole);
    else if (random.uniform() < 0.2)
      values.col(cell).tail(3).setConstant(hole);
  return MemoryRaster({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, {"rock=1", "W", "rock=2", "Sn", "Bi"},
                      {values.data(), values.data() + values.size()});
}

} // namespace

void TestLayerCoverage::layersAreCounted_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<bool>("takesMissing");
  for (const bool takesMissing : {false, true})
    for (const int window : {1, 3})
      QTest::addRow("window of %d, %s", window, takesMissing ? "takes missing values" : "takes none")
          << window << takesMissing;
}

void TestLayerCoverage::layersAreCounted() {
  QFETCH(int, window);
  QFETCH(bool, takesMissing);
  MemoryRaster source = twelveCells();
  MemoryRaster mask(source.grid(), {"mask"}, {1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1});
  const NetworkModel model = modelOf(window, takesMissing);
  LayerCoverage coverage(model, 0.5);
  QCOMPARE(coverage.layers(), std::size_t{4});
  const TileFunction tiles = coverage.withCounts(probabilityTiles(model), 1);
  const std::vector<float> plain = computed(source, model, probabilityTiles(model), 1);
  std::vector<float> all = computed(source, model, tiles, 2);
  QVERIFY(sameBytes({all.begin(), all.begin() + 12}, plain));
  QCOMPARE(std::vector<float>(all.begin() + 12, all.end()), counted);
  all = computed(source, model, tiles, 2, {}, &mask);
  for (std::size_t i = 0; i < 12; ++i)
    QVERIFY(i == 5 || i == 6 ? std::isnan(all[12 + i]) : all[12 + i] == counted[i]);
}

void TestLayerCoverage::aCellWithHolesIsPredictedAsItsRow() {
  MemoryRaster source = twelveCells();
  const NetworkModel model = modelOf(1, true);
  LayerCoverage coverage(model, 0.25);
  const std::vector<float> map = computed(source, model, coverage.kept(probabilityTiles(model), 1), 1);
  for (int i = 0; i < 12; ++i) {
    std::vector<float> row(5);
    source.read({0, 1, 2, 3, 4}, {i % 6, i / 6, 1, 1}, row.data());
    const auto cell = static_cast<std::size_t>(i);
    QCOMPARE(std::isnan(map[cell]), counted[cell] == 0.0F);
    QVERIFY(std::isnan(map[cell]) || map[cell] == scoreOf(model, row));
  }
}

void TestLayerCoverage::cellsOfTooFewLayersAreLeftOut_data() {
  QTest::addColumn<double>("share");
  QTest::addColumn<int>("fewest");
  QTest::addColumn<int>("withHoles"); // of the cells with data of 1, 1, 2, 2, 2, 3 and 3 of the four layers
  QTest::newRow("next to nothing") << 0.01 << 1 << 7;
  QTest::newRow("exactly a quarter") << 0.25 << 1 << 7;
  QTest::newRow("a little more than a quarter") << 0.251 << 2 << 5;
  QTest::newRow("exactly half") << 0.5 << 2 << 5;
  QTest::newRow("a little more than half") << 0.501 << 3 << 2;
  QTest::newRow("exactly three quarters") << 0.75 << 3 << 2;
  QTest::newRow("all") << 1.0 << 4 << 0;
}

void TestLayerCoverage::cellsOfTooFewLayersAreLeftOut() {
  QFETCH(double, share);
  QFETCH(int, fewest);
  QFETCH(int, withHoles);
  MemoryRaster source = twelveCells();
  const NetworkModel model = modelOf(1, true);
  LayerCoverage coverage(model, share);
  const std::vector<float> map = computed(source, model, coverage.kept(probabilityTiles(model), 1), 1);
  for (std::size_t i = 0; i < 12; ++i)
    QCOMPARE(std::isnan(map[i]), counted[i] < static_cast<float>(fewest));
  QCOMPARE(coverage.fewest(), static_cast<std::size_t>(fewest));
  QCOMPARE(coverage.withHoles(), static_cast<std::uint64_t>(withHoles));
  QCOMPARE(coverage.tooFew(), static_cast<std::uint64_t>(7 - withHoles));
  std::vector<std::string> expected;
  const std::string of = " of the 4 layers of the model (least share of layers).";
  if (withHoles > 0)
    expected.push_back(std::to_string(withHoles) +
                       " cells are predicted although they lack a layer: each has data of at least " +
                       std::to_string(fewest) + of);
  if (withHoles < 7)
    expected.push_back(std::to_string(7 - withHoles) +
                       " cells with data are not predicted, since it is of fewer than " +
                       std::to_string(fewest) + of);
  QCOMPARE(textsOf(coverage.account("predicted")), expected);
  QVERIFY(coverage.doubts().empty());
}

void TestLayerCoverage::aModelThatTakesNoMissingValuesIsLeftAlone() {
  MemoryRaster source = twelveCells();
  const NetworkModel model = modelOf(1, false);
  LayerCoverage coverage(model, 0.25);
  QCOMPARE(coverage.fewest(), std::size_t{4});
  const std::vector<float> map = computed(source, model, coverage.kept(probabilityTiles(model), 1), 1);
  QVERIFY(sameBytes(map, computed(source, model, probabilityTiles(model), 1)));
  for (std::size_t i = 0; i < 12; ++i)
    QCOMPARE(std::isnan(map[i]), counted[i] < 4);
  QVERIFY(coverage.account("predicted").empty());
  QVERIFY(coverage.doubts().empty());
}

// As for samples: one band of two does not say of which class a cell is.
void TestLayerCoverage::aLayerOfClassesNeedsAllItsBands() {
  MemoryRaster source({{0, 1, 0, 0, 0, -1}, 3, 1, ""}, {"rock=1", "W", "rock=2", "Sn", "Bi"},
                      {1, 1, hole, 1, 2, 3, 0, hole, 1, 4, 5, 6, 7, 8, 9});
  const NetworkModel model = modelOf(1, true);
  for (const double share : {0.75, 1.0}) {
    LayerCoverage coverage(model, share);
    const TileFunction tiles = coverage.withCounts(coverage.kept(probabilityTiles(model), 1), 1);
    const std::vector<float> map = computed(source, model, tiles, 2);
    for (std::size_t cell = 0; cell < 3; ++cell) {
      QCOMPARE(std::isnan(map[cell]), cell > 0 && share == 1);
      QCOMPARE(map[3 + cell], cell == 0 ? 4.0F : 3.0F);
    }
  }
}

void TestLayerCoverage::sharesMeanTheSameForSamplesTrainingsAndMaps_data() {
  QTest::addColumn<double>("share");
  QTest::newRow("one layer") << 0.25;
  QTest::newRow("two layers") << 0.5;
  QTest::newRow("three layers") << 0.75;
  QTest::newRow("all layers") << 1.0;
}

// Which cells are samples, candidates of non-deposits, windows of a training, and cells of a map; among them
// cells that have but one of the two bands of rock.
void TestLayerCoverage::sharesMeanTheSameForSamplesTrainingsAndMaps() {
  QFETCH(double, share);
  constexpr int columns = 19;
  constexpr int rows = 13;
  MemoryRaster source = largeWithHoles(columns, rows);
  CellReader reader(source, nullptr, share);
  std::vector<unsigned char> candidates;
  walkComplete(
      source, nullptr, Progress(),
      [&](const Tile&, const std::vector<unsigned char>& complete) {
        candidates.insert(candidates.end(), complete.begin(), complete.end());
      },
      share);
  SampleTable samples;
  samples.features = source.bandNames();
  for (int cell = 0; cell < columns * rows; ++cell) {
    samples.points.push_back(cellCenter(source.grid(), cell));
    samples.labels.push_back(0);
    samples.ids.push_back(cell);
    samples.origins.emplace_back(SampleTable::observedOrigin);
    samples.parentA.emplace_back();
    samples.parentB.emplace_back();
  }
  samples.values.resize(columns * rows, 5);
  std::vector<bool> isCut(static_cast<std::size_t>(columns * rows), false);
  for (const std::size_t row : cutWindows(samples, source, 3, Progress(), share).rows)
    isCut[row] = true;
  const NetworkModel model = modelOf(1, true);
  LayerCoverage coverage(model, share);
  const std::vector<float> map = computed(source, model, coverage.kept(probabilityTiles(model), 1), 1);

  std::vector<float> values;
  int enough = 0;
  int lackABand = 0;
  for (int cell = 0; cell < columns * rows; ++cell) {
    const auto place = static_cast<std::size_t>(cell);
    const bool isSample = reader.read(cell, values) == CellState::Data;
    enough += isSample ? 1 : 0;
    lackABand += std::isnan(values[0]) != std::isnan(values[2]) ? 1 : 0;
    QCOMPARE(candidates[place] == 1, isSample);
    QCOMPARE(!std::isnan(map[place]), isSample);
    const int column = cell % columns;
    const int row = cell / columns;
    if (column > 0 && row > 0 && column + 1 < columns && row + 1 < rows)
      QCOMPARE(isCut[place], isSample);
  }
  QVERIFY(lackABand > 20);
  QVERIFY(enough > 10 && enough < columns * rows - 10);
}

// The windows reach beyond the edge everywhere, and hold data of all layers around cells that have none.
void TestLayerCoverage::theCellItselfCountsAndNotItsWindow() {
  MemoryRaster source = twelveCells();
  const NetworkModel model = modelOf(3, true);
  LayerCoverage coverage(model, 0.5);
  const std::vector<float> map = computed(source, model, coverage.kept(probabilityTiles(model), 1), 1);
  for (int i = 0; i < 12; ++i) {
    const auto cell = static_cast<std::size_t>(i);
    QCOMPARE(std::isnan(map[cell]), counted[cell] < 2);
    if (std::isnan(map[cell]))
      continue;
    std::vector<float> row;
    for (int band = 0; band < 5; ++band)
      for (int y = i / 6 - 1; y <= i / 6 + 1; ++y)
        for (int x = i % 6 - 1; x <= i % 6 + 1; ++x) {
          float value = hole;
          if (x >= 0 && y >= 0 && x < 6 && y < 2)
            source.read({band}, {x, y, 1, 1}, &value);
          row.push_back(value);
        }
    QVERIFY(std::abs(map[cell] - scoreOf(model, row)) < 1e-5F);
  }
  QCOMPARE(coverage.withHoles(), std::uint64_t{5});
  QCOMPARE(coverage.tooFew(), std::uint64_t{2});
}

void TestLayerCoverage::allBandsAreLeftOutTogether_data() {
  QTest::addColumn<int>("kind");
  QTest::newRow("spread of the members") << 0;
  QTest::newRow("spread of dropout") << 1;
  QTest::newRow("logits") << 2;
  QTest::newRow("logits beside a spread") << 3;
}

void TestLayerCoverage::allBandsAreLeftOutTogether() {
  QFETCH(int, kind);
  MemoryRaster source = twelveCells();
  const NetworkModel model = modelOf(1, true, 3, 0.3);
  const TileFunction tiles = kind == 0   ? ensembleTiles(model)
                             : kind == 1 ? dropoutTiles(model, 4, 7)
                             : kind == 2 ? withLogits(model)
                                         : withLogits(model, ensembleTiles(model), 2);
  const int bands = kind == 3 ? 3 : 2;
  LayerCoverage coverage(model, 0.5);
  const std::vector<float> plain = computed(source, model, tiles, bands);
  const std::vector<float> found = computed(source, model, coverage.kept(tiles, bands), bands);
  for (std::size_t i = 0; i < found.size(); ++i) {
    QCOMPARE(std::isnan(found[i]), counted[i % 12] < 2);
    QVERIFY(std::isnan(found[i]) || found[i] == plain[i]);
  }
}

void TestLayerCoverage::sameBytesForAnyTilesAndThreads_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 5;
}

void TestLayerCoverage::sameBytesForAnyTilesAndThreads() {
  QFETCH(int, window);
  MemoryRaster source = largeWithHoles(41, 23);
  std::vector<float> inside(41 * 23, 1);
  std::fill(inside.begin() + 100, inside.begin() + 200, 0.0F);
  MemoryRaster mask(source.grid(), {"mask"}, inside);
  const NetworkModel model = modelOf(window, true);
  std::vector<float> first;
  std::vector<std::string> account;
  for (const int threads : {1, 2})
    for (const auto& [rows, columns] : {std::pair{23, 41}, {1, 41}, {23, 1}, {5, 7}, {0, 0}}) {
      LayerCoverage coverage(model, 0.75);
      const TileFunction tiles = coverage.withCounts(coverage.kept(ensembleTiles(model), 2), 2);
      const std::vector<float> map =
          computed(source, model, tiles, 3, {threads, 1 << 20, 0, 1, rows, columns}, &mask);
      if (first.empty()) {
        first = map;
        account = textsOf(coverage.account("predicted"));
        const std::size_t cells = source.grid().cells();
        std::uint64_t withHoles = 0;
        std::uint64_t tooFew = 0;
        for (std::size_t i = 0; i < cells; ++i) {
          withHoles += map[2 * cells + i] == 3.0F ? 1 : 0;
          tooFew += map[2 * cells + i] > 0 && map[2 * cells + i] < 3 ? 1 : 0;
          QCOMPARE(std::isnan(map[i]), !(map[2 * cells + i] >= 3)); // outside of the mask as well
        }
        QVERIFY(withHoles > 50 && tooFew > 50);
        QCOMPARE(coverage.withHoles(), withHoles);
        QCOMPARE(coverage.tooFew(), tooFew);
      }
      QVERIFY(sameBytes(map, first));
      QCOMPARE(textsOf(coverage.account("predicted")), account);
    }
}

// Inside of the mask there are no data of rock and Bi.
void TestLayerCoverage::layersWithoutDataAreDoubted() {
  MemoryRaster source = twelveCells();
  MemoryRaster mask(source.grid(), {"mask"}, {0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1});
  const NetworkModel model = modelOf(1, true);
  LayerCoverage coverage(model, 0.25);
  computed(source, model, coverage.kept(probabilityTiles(model), 1), 1, {1, 0, 0, 1, 1, 2}, &mask);
  const std::string rest =
      " has no data in any cell of the map, which rests on the other layers alone: check "
      "the layer, its NoData and the mask.";
  QCOMPARE(textsOf(coverage.doubts()),
           (std::vector<std::string>{"Stack: the layer 'rock'" + rest, "Stack: the layer 'Bi'" + rest}));
  QCOMPARE(coverage.withHoles(), std::uint64_t{3});
}

void TestLayerCoverage::sharesThatMeanNothingAreNamed() {
  for (const double share : {0.0, -1.0, 1.1})
    for (const bool takesMissing : {false, true})
      QVERIFY_EXCEPTION_THROWN(LayerCoverage(modelOf(1, takesMissing), share), Error);
}

QTEST_APPLESS_MAIN(TestLayerCoverage)
#include "test_layer_coverage.moc"

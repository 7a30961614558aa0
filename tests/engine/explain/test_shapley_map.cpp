#include "engine/core/error.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/shapley_map.h"
#include "engine/network/fast_predictor.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

using namespace prospectivity;

/// The map of attributions against the explanation of single rows; gaps, masks, tiles and threads.
class TestShapleyMap : public QObject {
  Q_OBJECT

 private slots:
  void everyCellIsExplainedAsASample_data();
  void everyCellIsExplainedAsASample();
  void highScoresAreCountedOnTheWay_data();
  void highScoresAreCountedOnTheWay();
  void exactMapsHaveTheSameBytesOnAnyThreads_data();
  void exactMapsHaveTheSameBytesOnAnyThreads();
  void classesAreOneBand();
  void gapsAndMaskStayEmpty();
  void cellsThatDoNotAddUpAreTold();
  void classesUnseenInTrainingAreTold();
  void threadsDoNotMatterForDrawnPermutations();
  void missingBandsAreNamed();
  void aDrawnBackgroundKeepsItsRows();
  void theSpreadIsThatOfTheMembers_data();
  void theSpreadIsThatOfTheMembers();
  void oneMemberHasNoSpread();
  void cellsWithHolesAreExplained_data();
  void cellsWithHolesAreExplained();
  void classesCountAsOneLayer();
  void sharesOfLayersMustBeShares();
};

namespace {

/// Keeps what is written.
class MemorySink : public RasterSink {
 public:
  MemorySink(int columns, int rows, std::size_t bands)
      : mColumns(static_cast<std::size_t>(columns)), mCells(mColumns * static_cast<std::size_t>(rows)),
        values(bands * mCells, -99.0F) {}
  void write(const Tile& window, const float* written) override {
    for (std::size_t band = 0; band < values.size() / mCells; ++band)
      for (std::size_t i = 0; i < window.cells(); ++i)
        values[band * mCells +
               (static_cast<std::size_t>(window.row) + i / static_cast<std::size_t>(window.columns)) *
                   mColumns +
               static_cast<std::size_t>(window.column) + i % static_cast<std::size_t>(window.columns)] =
            written[band * window.cells() + i];
  }
  void finish() override {}
  float at(std::size_t band, std::size_t cell) const { return values[band * mCells + cell]; }

 private:
  std::size_t mColumns;
  std::size_t mCells;

 public:
  std::vector<float> values;
};

constexpr int columns = 40;
constexpr int rows = 30;
constexpr std::size_t gap = 77; ///< a cell without data: row 1, column 37

NetworkModel mapModel(int window, int members = 1) {
  NetworkShape shape;
  shape.features = 5;
  shape.window = window;
  shape.filters = {4};
  return randomModel(shape, members, 8);
}

MemoryRaster mapStack(const NetworkModel& model, bool withGap) {
  const std::size_t cells = columns * rows;
  const FloatMatrix values = randomRows(static_cast<int>(model.features.size()), columns * rows, 9);
  std::vector<float> floats(values.data(), values.data() + values.size());
  if (withGap)
    floats[cells + gap] = std::numeric_limits<float>::quiet_NaN();
  Grid grid;
  grid.columns = columns;
  grid.rows = rows;
  std::vector<std::string> names(model.features.rbegin(), model.features.rend()); // found by name
  return MemoryRaster(grid, names, floats);
}

std::size_t cellAt(int row, int column) {
  return static_cast<std::size_t>(row * columns + column);
}

/// The model's input row of a cell, straight from the bands.
FloatMatrix inputAt(MemoryRaster& stack, int row, int column, int window) {
  FloatMatrix input(1, 5 * window * window);
  Eigen::Index next = 0;
  std::vector<float> plane(columns * rows);
  for (int j = 0; j < 5; ++j) {
    stack.read({4 - j}, {0, 0, columns, rows}, plane.data());
    for (int r = row - window / 2; r <= row + window / 2; ++r)
      for (int c = column - window / 2; c <= column + window / 2; ++c)
        input(0, next++) = plane[cellAt(r, c)];
  }
  return input;
}

} // namespace

void TestShapleyMap::everyCellIsExplainedAsASample_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 3;
}

void TestShapleyMap::everyCellIsExplainedAsASample() {
  QFETCH(int, window);
  const NetworkModel model = mapModel(window);
  const auto predictor = makePredictor(model);
  const FloatMatrix background = randomRows(6, model.members[0].network.shape.inputs(), 10);
  MemoryRaster stack = mapStack(model, false);
  MemorySink attributions(columns, rows, 7);
  MemorySink driver(columns, rows, 1);
  ShapleyOptions options;
  options.space = OutputSpace::Probability;
  mapShapley(model, background, stack, nullptr, attributions, &driver, options, Progress());

  // A tile is 25 rows of 40 cells: inside it, both sides of its edge, and the first and the last whole
  // window.
  const int half = window / 2;
  const std::pair<int, int> places[] = {{half, half},
                                        {11, 22},
                                        {24, half},
                                        {24, 22},
                                        {24, columns - 1 - half},
                                        {25, half},
                                        {25, 22},
                                        {25, columns - 1 - half},
                                        {26, 5},
                                        {rows - 1 - half, columns - 1 - half}};
  for (const auto& [row, column] : places) {
    const std::size_t cell = cellAt(row, column);
    const ShapleyValues expected =
        explainModel(model, inputAt(stack, row, column, window), background, options, Progress());
    std::size_t strongest = 0;
    for (std::size_t j = 0; j < 5; ++j) {
      const double value = expected.values(0, static_cast<Eigen::Index>(j));
      QVERIFY(std::abs(static_cast<double>(attributions.at(j, cell)) - value) < 1e-6);
      if (value > expected.values(0, static_cast<Eigen::Index>(strongest)))
        strongest = j;
    }
    QVERIFY(std::abs(static_cast<double>(attributions.at(5, cell)) - expected.baseValue) < 1e-6);
    QVERIFY(std::abs(attributions.at(6, cell)) < 1e-5F);
    QCOMPARE(driver.at(0, cell), static_cast<float>(strongest + 1));
  }
  for (int row = 0; row < rows; ++row) // at the border there is no whole window
    for (int column = 0; column < columns; ++column) {
      const bool isInside = row >= half && column >= half && row < rows - half && column < columns - half;
      QCOMPARE(std::isnan(attributions.at(0, cellAt(row, column))), !isInside);
    }
}

void TestShapleyMap::highScoresAreCountedOnTheWay_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("log-odds") << static_cast<int>(OutputSpace::Logit);
  QTest::newRow("score") << static_cast<int>(OutputSpace::Probability);
}

// Against the bands that were written: the mean of each over the cells with a score from `from` on.
void TestShapleyMap::highScoresAreCountedOnTheWay() {
  QFETCH(int, space);
  const NetworkModel model = mapModel(1);
  MemoryRaster stack = mapStack(model, true);
  MemorySink attributions(columns, rows, 7);
  MemorySink drivers(columns, rows, 2);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  const HighScores high =
      mapShapley(model, randomRows(6, 5, 10), stack, nullptr, attributions, &drivers, options, Progress())
          .high;
  std::size_t cells = 0;
  std::vector<double> sums(5, 0);
  std::vector<std::size_t> driven(5, 0);
  const auto predictor = makePredictor(model);
  for (std::size_t cell = 0; cell < columns * rows; ++cell) {
    QCOMPARE(std::isnan(drivers.at(1, cell)), cell == gap);
    if (cell == gap)
      continue;
    float logit = 0;
    const FloatMatrix input =
        inputAt(stack, static_cast<int>(cell) / columns, static_cast<int>(cell) % columns, 1);
    predictor->logits(input.data(), 1, &logit);
    const double score = 1 / (1 + std::exp(-static_cast<double>(logit)));
    QVERIFY(std::abs(static_cast<double>(drivers.at(1, cell)) - score) < 1e-6);
    if (!isHighScore(drivers.at(1, cell), high.from))
      continue;
    ++cells;
    for (std::size_t j = 0; j < 5; ++j)
      sums[j] += static_cast<double>(attributions.at(j, cell));
    ++driven[static_cast<std::size_t>(drivers.at(0, cell)) - 1];
  }
  QCOMPARE(high.allCells, std::size_t{columns * rows - 1});
  QCOMPARE(high.cells, cells);
  QVERIFY(cells > 0 && cells <= (columns * rows - 1) / 10);
  QVERIFY(high.driven == driven);
  for (std::size_t j = 0; j < 5; ++j)
    QVERIFY(std::abs(high.means[j] - sums[j] / static_cast<double>(cells)) < 1e-9);
}

void TestShapleyMap::exactMapsHaveTheSameBytesOnAnyThreads_data() {
  everyCellIsExplainedAsASample_data();
}

void TestShapleyMap::exactMapsHaveTheSameBytesOnAnyThreads() {
  QFETCH(int, window);
  const NetworkModel model = mapModel(window);
  const auto predictor = makePredictor(model);
  const FloatMatrix background = randomRows(6, model.members[0].network.shape.inputs(), 10);
  MemoryRaster stack = mapStack(model, true);
  std::vector<float> found[2];
  std::vector<std::size_t> driven[2];
  std::vector<double> means[2];
  for (const int threads : {1, 2}) {
    const std::size_t run = threads == 1 ? 0 : 1;
    MemorySink attributions(columns, rows, 7);
    MemorySink driver(columns, rows, 1);
    ShapleyOptions options;
    options.method = ShapleyMethod::Exact;
    options.threads = threads;
    const MappedReasons reasons =
        mapShapley(model, background, stack, nullptr, attributions, &driver, options, Progress());
    driven[run] = reasons.driven;
    means[run] = reasons.high.means;
    found[run] = attributions.values;
    found[run].insert(found[run].end(), driver.values.begin(), driver.values.end());
  }
  QCOMPARE(found[0].size(), found[1].size());
  QVERIFY(std::memcmp(found[0].data(), found[1].data(), found[0].size() * sizeof(float)) == 0); // NaN too
  QVERIFY(driven[0] == driven[1]);
  QVERIFY(means[0] == means[1]); // to the last bit, so that a map opens with the same layer
  std::size_t total = 0;
  for (const std::size_t count : driven[0])
    total += count;
  // All but the gap, or all with a whole window but those whose window meets the gap.
  const int explained = window == 1 ? columns * rows - 1 : (columns - 2) * (rows - 2) - 6;
  QCOMPARE(total, static_cast<std::size_t>(explained));
}

void TestShapleyMap::classesAreOneBand() {
  NetworkModel model = mapModel(3); // a windowed network: a class's whole window joins with the others
  model.features = {"W", "rock=granite", "Sn", "rock=slate", "Bi"};
  const auto predictor = makePredictor(model);
  const FloatMatrix background = randomRows(6, model.members[0].network.shape.inputs(), 10);
  MemoryRaster stack = mapStack(model, false);
  ShapleyOptions options;
  options.groupClasses = true;
  QVERIFY((shapleyMapBands(layerPlayers(model.features, true)) ==
           std::vector<std::string>{"shap_W", "shap_rock", "shap_Sn", "shap_Bi", "base_value", "residual"}));
  MemorySink attributions(columns, rows, 6);
  MemorySink driver(columns, rows, 1);
  const std::vector<std::size_t> driven =
      mapShapley(model, background, stack, nullptr, attributions, &driver, options, Progress()).driven;
  QCOMPARE(driven.size(), std::size_t{4});
  for (std::size_t cell = columns + 1; cell < 2 * columns - 1; ++cell) {
    std::size_t strongest = 0;
    for (std::size_t band = 1; band < 4; ++band)
      if (attributions.at(band, cell) > attributions.at(strongest, cell))
        strongest = band;
    QCOMPARE(driver.at(0, cell), static_cast<float>(strongest + 1));
    QVERIFY(std::abs(attributions.at(5, cell)) < 1e-5F); // adds up
  }
}

void TestShapleyMap::gapsAndMaskStayEmpty() {
  const NetworkModel model = mapModel(1);
  const auto predictor = makePredictor(model);
  MemoryRaster stack = mapStack(model, true);
  std::vector<float> inside(columns * rows, 1.0F);
  inside[5] = 0;
  MemoryRaster mask(stack.grid(), {"mask"}, inside);
  MemorySink attributions(columns, rows, 7);
  MemorySink driver(columns, rows, 1);
  const std::vector<std::size_t> driven = mapShapley(model, randomRows(4, 5, 1), stack, &mask, attributions,
                                                     &driver, ShapleyOptions(), Progress())
                                              .driven;
  for (std::size_t cell = 0; cell < columns * rows; ++cell)
    for (std::size_t band = 0; band < 7; ++band)
      QCOMPARE(std::isnan(attributions.at(band, cell)), cell == 5 || cell == gap);
  QVERIFY(std::isnan(driver.at(0, 5)) && std::isnan(driver.at(0, gap)));
  std::size_t total = 0;
  for (const std::size_t count : driven)
    total += count;
  QCOMPARE(total, std::size_t{columns * rows - 2});
}

void TestShapleyMap::cellsThatDoNotAddUpAreTold() {
  const NetworkModel model = mapModel(1);
  const auto predictor = makePredictor(model);
  MemoryRaster plain = mapStack(model, false);
  std::vector<float> values(5 * plain.grid().cells());
  plain.read({0, 1, 2, 3, 4}, {0, 0, columns, rows}, values.data());
  for (const std::size_t cell : {std::size_t{3}, std::size_t{900}})
    values[cell] = 3e38F;
  MemoryRaster stack(plain.grid(), plain.bandNames(), values);
  MemorySink attributions(columns, rows, 7);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  mapShapley(model, randomRows(4, 5, 1), stack, nullptr, attributions, nullptr, ShapleyOptions(), progress);
  QCOMPARE(warnings,
           QStringList{"Stack: in 2 cells the attributions do not add up to the prediction; a layer's "
                       "value there is too far from what the model was trained on: check the units of "
                       "the layers."});
}

void TestShapleyMap::classesUnseenInTrainingAreTold() {
  NetworkModel model = mapModel(1);
  model.members[0].scaling.classes.add(0, {{1, 2}, {-0.5F, 0.75F}, 0.1F});
  MemoryRaster plain = mapStack(model, false);
  const std::size_t cells = plain.grid().cells();
  std::vector<float> values(5 * cells);
  plain.read({0, 1, 2, 3, 4}, {0, 0, columns, rows}, values.data());
  for (std::size_t cell = 0; cell < cells; ++cell) // the last band is the first feature
    values[4 * cells + cell] = cell < 12 ? 3.0F : cell % 2 == 0 ? 1.0F : 2.0F;
  MemoryRaster stack(plain.grid(), plain.bandNames(), values);
  FloatMatrix background = randomRows(4, 5, 1);
  background.col(0) << 1, 2, 1, 2;
  MemorySink attributions(columns, rows, 7);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  mapShapley(model, background, stack, nullptr, attributions, nullptr, ShapleyOptions(), progress);
  QCOMPARE(warnings,
           QStringList{QStringLiteral("The layer '%1' is of a class that no training sample had in 12 mapped "
                                      "cells (1 %): the model takes it as it takes rare classes, and knows "
                                      "nothing of it.")
                           .arg(QString::fromStdString(model.features[0]))});
}

void TestShapleyMap::threadsDoNotMatterForDrawnPermutations() {
  const NetworkModel model = mapModel(1);
  const auto predictor = makePredictor(model);
  MemoryRaster stack = mapStack(model, false);
  std::vector<float> found[2];
  for (const int threads : {1, 3}) {
    MemorySink attributions(columns, rows, 7);
    ShapleyOptions options;
    options.method = ShapleyMethod::Permutation;
    options.permutations.maximum = 16;
    options.threads = threads;
    mapShapley(model, randomRows(3, 5, 1), stack, nullptr, attributions, nullptr, options, Progress());
    found[threads == 1 ? 0 : 1] = attributions.values;
  }
  QVERIFY(found[0] == found[1]);
}

void TestShapleyMap::missingBandsAreNamed() {
  NetworkModel model = mapModel(1);
  MemoryRaster stack = mapStack(model, false);
  const auto predictor = makePredictor(model);
  model.features[2] = "Be";
  MemorySink sink(columns, rows, 7);
  try {
    mapShapley(model, randomRows(3, 5, 1), stack, nullptr, sink, nullptr, ShapleyOptions(), Progress());
    QFAIL("a missing band went unnoticed");
  } catch (const Error& error) {
    QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("has no band 'Be'")));
  }
}

void TestShapleyMap::aDrawnBackgroundKeepsItsRows() {
  const FloatMatrix background = randomRows(50, 2, 2);
  QVERIFY(drawnBackground(background, 60, 1) == background);
  const FloatMatrix drawn = drawnBackground(background, 20, 1);
  QCOMPARE(drawn.rows(), Eigen::Index{20});
  Eigen::Index next = 0;
  for (Eigen::Index i = 0; i < background.rows() && next < 20; ++i)
    if (background.row(i) == drawn.row(next))
      ++next;
  QCOMPARE(next, Eigen::Index{20});
}

void TestShapleyMap::theSpreadIsThatOfTheMembers_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("method");
  const int exact = static_cast<int>(ShapleyMethod::Exact);
  QTest::newRow("log-odds") << 1 << 0 << exact;
  QTest::newRow("probability") << 1 << 1 << exact;
  QTest::newRow("drawn permutations") << 1 << 1 << static_cast<int>(ShapleyMethod::Permutation);
  QTest::newRow("windowed network") << 3 << 0 << exact;
}

// The other outputs keep their bytes, and one and three threads give the same.
void TestShapleyMap::theSpreadIsThatOfTheMembers() {
  QFETCH(int, window);
  QFETCH(int, space);
  QFETCH(int, method);
  const NetworkModel model = mapModel(window, 3);
  const FloatMatrix background = randomRows(6, model.members[0].network.shape.inputs(), 10);
  MemoryRaster stack = mapStack(model, true);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.method = static_cast<ShapleyMethod>(method);
  options.permutations.maximum = 16;
  const auto sameBytes = [](const std::vector<float>& a, const std::vector<float>& b) { // NaN too
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
  };
  MemorySink plain(columns, rows, 7);
  mapShapley(model, background, stack, nullptr, plain, nullptr, options, Progress());
  std::vector<float> found[2];
  for (const int threads : {1, 3}) {
    options.threads = threads;
    MemorySink attributions(columns, rows, 7);
    MemorySink driver(columns, rows, 1);
    MemorySink spread(columns, rows, 5);
    mapShapley(model, background, stack, nullptr, attributions, &driver, options, Progress(), &spread);
    QVERIFY(sameBytes(attributions.values, plain.values));
    found[threads == 1 ? 0 : 1] = spread.values;
  }
  QVERIFY(sameBytes(found[0], found[1]));
  QVERIFY(
      (shapleySpreadBands(layerPlayers(model.features, false)).front() == "shap_sd_" + model.features[0]));

  const std::size_t cells = columns * rows;
  for (std::size_t cell = 0; cell < cells; ++cell)
    for (std::size_t band = 0; band < 5; ++band)
      QCOMPARE(std::isnan(found[0][band * cells + cell]), std::isnan(plain.at(0, cell)));
  QVERIFY(std::isnan(found[0][gap]));
  if (options.method == ShapleyMethod::Permutation)
    return; // a sample's stream of chance is not a cell's
  options.tellsMembersApart = true;
  const int places[][2] = {{10, 20}, {24, 7}, {25, 7}}; // on both sides of a tile's edge
  for (const auto& place : places) {
    const ShapleyValues values =
        explainModel(model, inputAt(stack, place[0], place[1], window), background, options, Progress());
    const Matrix expected = spreadOfEach(values.ofMembers);
    for (std::size_t j = 0; j < 5; ++j) {
      const double own = static_cast<double>(found[0][j * cells + cellAt(place[0], place[1])]);
      QVERIFY(std::abs(own - expected(0, static_cast<Eigen::Index>(j))) < 1e-6);
    }
    QVERIFY(expected.maxCoeff() > 1e-3);
  }
}

void TestShapleyMap::oneMemberHasNoSpread() {
  const NetworkModel model = mapModel(1);
  MemoryRaster stack = mapStack(model, false);
  MemorySink attributions(columns, rows, 7);
  MemorySink spread(columns, rows, 5);
  mapShapley(model, randomRows(4, 5, 1), stack, nullptr, attributions, nullptr, ShapleyOptions(), Progress(),
             &spread);
  for (const float value : spread.values)
    QVERIFY(std::isnan(value));
}

namespace {

NetworkModel presenceModel(int window, int members) {
  NetworkShape shape;
  shape.features = 5;
  shape.window = window;
  shape.filters = {4};
  shape.thresholds = 2;
  shape.hasPresence = true;
  return randomModel(shape, members, 8);
}

/// Every third value or so is missing, in the first cell all are.
MemoryRaster stackWithHoles(const NetworkModel& model) {
  FloatMatrix values = rowsWithHoles(5, columns * rows, 9);
  const FloatMatrix more = rowsWithHoles(5, columns * rows, 11);
  values = more.array().isNaN().select(more, values);
  values.col(0).setConstant(std::numeric_limits<float>::quiet_NaN());
  Grid grid;
  grid.columns = columns;
  grid.rows = rows;
  return MemoryRaster(grid, {model.features.rbegin(), model.features.rend()},
                      {values.data(), values.data() + values.size()});
}

/// Input rows of all cells; NaN beyond the stack.
FloatMatrix inputsOf(MemoryRaster& stack, int window) {
  const int reach = window / 2;
  std::vector<float> planes(5 * columns * rows);
  stack.read({4, 3, 2, 1, 0}, {0, 0, columns, rows}, planes.data());
  FloatMatrix inputs(columns * rows, 5 * window * window);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      Eigen::Index next = 0;
      for (std::size_t j = 0; j < 5; ++j)
        for (int r = row - reach; r <= row + reach; ++r)
          for (int c = column - reach; c <= column + reach; ++c) {
            const bool isInside = r >= 0 && r < rows && c >= 0 && c < columns;
            inputs(row * columns + column, next++) = isInside ? planes[j * columns * rows + cellAt(r, c)]
                                                              : std::numeric_limits<float>::quiet_NaN();
          }
    }
  return inputs;
}

} // namespace

void TestShapleyMap::cellsWithHolesAreExplained_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<double>("minPresent");
  QTest::addColumn<int>("fewest");
  QTest::newRow("half") << 1 << 0.5 << 3;
  QTest::newRow("one layer") << 1 << 0.01 << 1;
  QTest::newRow("four fifths") << 1 << 0.8 << 4;
  QTest::newRow("all") << 1 << 1.0 << 5;
  QTest::newRow("window") << 3 << 0.5 << 3;
}

// Cell by cell as samples, at the edge of the stack too; the layers of the cell itself are counted.
void TestShapleyMap::cellsWithHolesAreExplained() {
  QFETCH(int, window);
  QFETCH(double, minPresent);
  QFETCH(int, fewest);
  const NetworkModel model = presenceModel(window, 2);
  const FloatMatrix background = rowsWithHoles(6, 5 * window * window, 10);
  MemoryRaster stack = stackWithHoles(model);
  const FloatMatrix inputs = inputsOf(stack, window);
  ShapleyOptions options;
  const ShapleyValues expected = explainModel(model, inputs, background, options, Progress());
  std::vector<float> found[2];
  for (const int threads : {1, 2}) {
    options.threads = threads;
    MemorySink attributions(columns, rows, 7);
    MemorySink driver(columns, rows, 1);
    MemorySink spread(columns, rows, 5);
    const std::vector<std::size_t> driven = mapShapley(model, background, stack, nullptr, attributions,
                                                       &driver, options, Progress(), &spread, minPresent)
                                                .driven;
    std::vector<std::size_t> counted(10, 0);
    std::size_t byMissing = 0;
    for (std::size_t cell = 0; cell < columns * rows; ++cell) {
      const auto row = static_cast<Eigen::Index>(cell);
      const auto hasData = [&](std::size_t feature) {
        return !std::isnan(inputs(row, static_cast<Eigen::Index>(model.layout().center(feature))));
      };
      int present = 0;
      for (std::size_t j = 0; j < 5; ++j)
        present += hasData(j) ? 1 : 0;
      for (std::size_t band = 0; band < 7; ++band)
        QCOMPARE(std::isnan(attributions.at(band, cell)), present < fewest);
      QCOMPARE(std::isnan(driver.at(0, cell)), present < fewest);
      QCOMPARE(std::isnan(spread.at(2, cell)), present < fewest);
      if (present < fewest)
        continue;
      double sum = static_cast<double>(attributions.at(5, cell));
      std::size_t strongest = 0;
      for (std::size_t j = 0; j < 5; ++j) {
        const auto value = static_cast<double>(attributions.at(j, cell));
        QVERIFY(std::abs(value - expected.values(row, static_cast<Eigen::Index>(j))) < 1e-5);
        sum += value;
        if (attributions.at(j, cell) > attributions.at(strongest, cell))
          strongest = j;
      }
      QVERIFY(std::abs(sum - expected.prediction[cell]) < 1e-5); // adds up
      QVERIFY(std::abs(attributions.at(6, cell)) < 1e-5F);
      const std::size_t wanted = hasData(strongest) ? strongest : 5 + strongest;
      QCOMPARE(driver.at(0, cell), static_cast<float>(wanted + 1));
      ++counted[wanted];
      byMissing += hasData(strongest) ? 0 : 1;
    }
    QCOMPARE(driven, counted);
    QCOMPARE(byMissing > 0, fewest < 5);
    found[threads - 1] = attributions.values;
    found[threads - 1].insert(found[threads - 1].end(), driver.values.begin(), driver.values.end());
    found[threads - 1].insert(found[threads - 1].end(), spread.values.begin(), spread.values.end());
  }
  QVERIFY(std::memcmp(found[0].data(), found[1].data(), found[0].size() * sizeof(float)) == 0);
  const std::vector<std::string> classes = driverClasses(model, layerPlayers(model.features, false));
  QCOMPARE(classes.size(), std::size_t{10});
  QCOMPARE(QString::fromStdString(classes[6]), QStringLiteral("feature 1 (missing)"));
  QCOMPARE(driverClasses(mapModel(1), layerPlayers(model.features, false)), model.features);
}

// Four bands of one layer and another layer: two layers, of which one is half.
void TestShapleyMap::classesCountAsOneLayer() {
  NetworkModel model = presenceModel(1, 1);
  model.features = {"rock=a", "rock=b", "W", "rock=c", "rock=d"};
  const float none = std::numeric_limits<float>::quiet_NaN();
  Grid grid;
  grid.columns = 4;
  grid.rows = 1;
  // W alone; rock alone; both; nothing.
  MemoryRaster stack(grid, model.features, {none, 0,    0,    none, none, 1,    1,    none, 0.5F, none,
                                            1,    none, none, 0,    0,    none, none, 0,    0,    none});
  ShapleyOptions options;
  options.groupClasses = true;
  for (const bool needsAll : {false, true}) {
    MemorySink attributions(4, 1, 4);
    MemorySink driver(4, 1, 1);
    const std::vector<std::size_t> driven =
        mapShapley(model, rowsWithHoles(5, 5, 3), stack, nullptr, attributions, &driver, options, Progress(),
                   nullptr, needsAll ? 1 : 0.5)
            .driven;
    QCOMPARE(driven.size(), std::size_t{4}); // rock, W, and each once more
    for (std::size_t cell = 0; cell < 4; ++cell)
      QCOMPARE(std::isnan(attributions.at(0, cell)), cell == 3 || (needsAll && cell != 2));
    QVERIFY(driver.at(0, 2) <= 2.0F); // nothing is missing there
    if (!needsAll) {
      const bool byRock = attributions.at(0, 0) > attributions.at(1, 0);
      QCOMPARE(driver.at(0, 0), byRock || attributions.at(0, 0) == attributions.at(1, 0) ? 3.0F : 2.0F);
    }
  }
}

void TestShapleyMap::sharesOfLayersMustBeShares() {
  const NetworkModel model = presenceModel(1, 1);
  MemoryRaster stack = stackWithHoles(model);
  MemorySink attributions(columns, rows, 7);
  for (const double share : {0.0, 1.01, -0.5, std::nan("")})
    try {
      mapShapley(model, randomRows(4, 5, 1), stack, nullptr, attributions, nullptr, ShapleyOptions(),
                 Progress(), nullptr, share);
      QFAIL("a share went unnoticed");
    } catch (const Error& error) {
      QVERIFY2(
          QString::fromUtf8(error.what())
              .contains(QStringLiteral("but must be above 0 and at most 1: give the share of the layers")),
          error.what());
    }
}

QTEST_APPLESS_MAIN(TestShapleyMap)
#include "test_shapley_map.moc"

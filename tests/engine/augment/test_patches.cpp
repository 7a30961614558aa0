#include "engine/augment/augment.h"
#include "engine/augment/patches.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

using namespace prospectivity;

/// Augmentation by shifted, turned and flipped windows, against windows cut by hand.
class TestPatches : public QObject {
  Q_OBJECT

 private slots:
  void theEightWaysAreTheSymmetriesOfTheSquare();
  void everySampleIsAWindowOfTheEvidence();
  void waysAndShiftsAreEquallyLikely();
  void noDataIsNeverInAWindow();
  void windowsGetNoMoreHolesThanTheyHave();
  void noiseHasTheSpreadAskedForAndSparesClasses();
  void roundPatternsDoNotChange();
  void parentsAndCountsAreKept();
  void samplesOfOneIdKeepTheirOwnGround();
  void knownCodesGetNoNoise();
  void codesOfTheSamplesGetNoNoiseInWindows();
};

namespace {

constexpr int side = 60;

/// Bands "A" of random values, "rock=slate" of 0 and 1.
MemoryRaster evidence(std::uint64_t seed, bool isRound = false) {
  Random random(seed);
  std::vector<float> values;
  for (int i = 0; i < side * side; ++i)
    values.push_back(static_cast<float>(isRound ? std::hypot(i / side % 6 - 3, i % side % 6 - 3)
                                                : 10 + 3 * random.normal()));
  for (int i = 0; i < side * side; ++i)
    values.push_back(random.uniform() < 0.4 ? 1.0F : 0.0F);
  return MemoryRaster({{0, 1, 0, side, 0, -1}, side, side, ""}, {"A", "rock=slate"}, values);
}

SampleTable samplesAt(const std::vector<Point>& points) {
  SampleTable table;
  table.features = {"A", "rock=slate"};
  table.values = Matrix::Zero(static_cast<Eigen::Index>(points.size()), 2);
  table.points = points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    table.labels.push_back(i % 3 == 0 ? 1 : 0);
    table.ids.push_back(static_cast<std::int64_t>(70 + i));
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
  }
  return table;
}

/// Samples in the middle of cells 12 apart, from (9, 9) on: deposits are every third.
std::vector<Point> spread() {
  std::vector<Point> points;
  for (int row = 9; row < side; row += 12)
    for (int column = 9; column < side; column += 12)
      points.push_back({column + 0.5, side - row - 0.5});
  return points;
}

struct Case {
  SampleTable windows;
  std::shared_ptr<const WindowSurroundings> surroundings;
  SampleTable added;
};

Case augmented(MemoryRaster stack, int window, int shift, double noise, std::size_t target,
               std::uint64_t seed = 1, const std::vector<Point>& points = spread()) {
  const SampleTable samples = samplesAt(points);
  Case result;
  result.windows = cutWindows(samples, stack, window, Progress()).table;
  result.surroundings = std::make_shared<const WindowSurroundings>(
      cutSurroundings(result.windows, samples.features, stack, window, shift, Progress()));
  AugmentOptions options;
  options.noise = noise;
  options.targetCount = target;
  options.seed = seed;
  result.added = augment(Patches(result.surroundings), result.windows, options, Progress());
  return result;
}

/// The square turned by quarters `turns` times to the right, mirrored before it when asked.
std::vector<float> laidDown(std::vector<float> cells, int size, int turns, bool isMirrored) {
  const auto at = [size](int row, int column) { return static_cast<std::size_t>(row * size + column); };
  std::vector<float> result(cells.size());
  if (isMirrored) {
    for (int row = 0; row < size; ++row)
      for (int column = 0; column < size; ++column)
        result[at(row, column)] = cells[at(row, size - 1 - column)];
    cells = result;
  }
  for (int turn = 0; turn < turns; ++turn) {
    for (int row = 0; row < size; ++row)
      for (int column = 0; column < size; ++column)
        result[at(column, size - 1 - row)] = cells[at(row, column)];
    cells = result;
  }
  return cells;
}

/// All windows that a sample may become, with how it does: shift and way.
std::map<std::vector<float>, std::array<int, 4>> possible(MemoryRaster stack, const Point& point, int window,
                                                          int shift) {
  std::map<std::vector<float>, std::array<int, 4>> result;
  for (int down = -shift; down <= shift; ++down)
    for (int right = -shift; right <= shift; ++right) {
      const SampleTable moved =
          cutWindows(samplesAt({{point.x + right, point.y - down}}), stack, window, Progress()).table;
      if (moved.size() == 0)
        continue;
      const int cells = window * window;
      for (int turns = 0; turns < 4; ++turns)
        for (const bool isMirrored : {false, true}) {
          std::vector<float> values;
          for (int feature = 0; feature < 2; ++feature) {
            std::vector<float> plane;
            for (int i = 0; i < cells; ++i)
              plane.push_back(static_cast<float>(moved.values(0, feature * cells + i)));
            for (const float value : laidDown(plane, window, turns, isMirrored))
              values.push_back(value);
          }
          result[values] = {down, right, turns, isMirrored ? 1 : 0};
        }
    }
  return result;
}

std::vector<float> rowOf(const SampleTable& table, std::size_t row) {
  std::vector<float> values;
  for (Eigen::Index j = 0; j < table.values.cols(); ++j)
    values.push_back(static_cast<float>(table.values(static_cast<Eigen::Index>(row), j)));
  return values;
}

} // namespace

void TestPatches::theEightWaysAreTheSymmetriesOfTheSquare() {
  for (const int size : {1, 3, 4}) {
    std::vector<float> cells;
    for (int i = 0; i < size * size; ++i)
      cells.push_back(static_cast<float>(i));
    std::map<std::vector<float>, int> found;
    for (int way = 0; way < 8; ++way) {
      std::vector<float> turned;
      for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column)
          turned.push_back(cells[cellBefore(way, size, row, column)]);
      ++found[turned];
      if (way == 0)
        QVERIFY(turned == cells);
    }
    std::map<std::vector<float>, int> expected;
    for (int turns = 0; turns < 4; ++turns)
      for (const bool isMirrored : {false, true})
        ++expected[laidDown(cells, size, turns, isMirrored)];
    QVERIFY(found == expected);
    QCOMPARE(found.size(), std::size_t{size == 1 ? 1U : 8U});
  }
}

void TestPatches::everySampleIsAWindowOfTheEvidence() {
  const Case made = augmented(evidence(1), 5, 2, 0, 100);
  QVERIFY(made.added.size() > 80);
  const std::vector<Point> points = spread();
  std::map<std::int64_t, std::map<std::vector<float>, std::array<int, 4>>> windows;
  for (std::size_t i = 0; i < made.added.size(); ++i) {
    const std::int64_t parent = made.added.parentA[i].value();
    if (windows.count(parent) == 0)
      windows[parent] = possible(evidence(1), points[static_cast<std::size_t>(parent - 70)], 5, 2);
    QCOMPARE(windows[parent].count(rowOf(made.added, i)), std::size_t{1});
  }
}

void TestPatches::waysAndShiftsAreEquallyLikely() {
  const Case made = augmented(evidence(1), 3, 1, 0, 7200 + 9);
  std::map<std::array<int, 4>, int> counts;
  const std::vector<Point> points = spread();
  std::map<std::int64_t, std::map<std::vector<float>, std::array<int, 4>>> windows;
  for (std::size_t i = 0; i < made.added.size(); ++i) {
    const std::int64_t parent = made.added.parentA[i].value();
    if (windows.count(parent) == 0)
      windows[parent] = possible(evidence(1), points[static_cast<std::size_t>(parent - 70)], 3, 1);
    ++counts[windows[parent].at(rowOf(made.added, i))];
  }
  QCOMPARE(made.added.size(), std::size_t{7200});
  QCOMPARE(counts.size(), std::size_t{72}); // 9 shifts, 8 ways
  double chiSquare = 0;
  for (const auto& [how, count] : counts)
    chiSquare += std::pow(count - 100.0, 2) / 100;
  QVERIFY2(chiSquare < 112, qPrintable(QString::number(chiSquare))); // 99.9 % of 71 degrees of freedom
}

void TestPatches::noDataIsNeverInAWindow() {
  MemoryRaster whole = evidence(3);
  std::vector<float> values(2 * side * side);
  whole.read({0, 1}, {0, 0, side, side}, values.data());
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      if (column % 12 == 11) // the second cell to the right of every sample: one shift less
        values[static_cast<std::size_t>(row * side + column)] = std::numeric_limits<float>::quiet_NaN();
  const MemoryRaster gaps(whole.grid(), whole.bandNames(), values);
  const std::vector<Point> points = spread();
  const Case made = augmented(gaps, 3, 2, 0, 300);
  std::size_t largest = 0;
  for (std::size_t i = 0; i < made.added.size(); ++i) {
    const auto parent = static_cast<std::size_t>(made.added.parentA[i].value() - 70);
    const auto windows = possible(gaps, points[parent], 3, 2);
    largest = std::max(largest, windows.size());
    QCOMPARE(windows.count(rowOf(made.added, i)), std::size_t{1});
  }
  QCOMPARE(largest, std::size_t{3 * 5 * 8}); // shifts by 1 and 2 to the right are out
}

// The two cells to the right of every sample lack band A: of its own window one column, of the windows
// further right two.
void TestPatches::windowsGetNoMoreHolesThanTheyHave() {
  MemoryRaster whole = evidence(3);
  std::vector<float> values(2 * side * side);
  whole.read({0, 1}, {0, 0, side, side}, values.data());
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      if (column % 12 == 10 || column % 12 == 11)
        values[static_cast<std::size_t>(row * side + column)] = std::numeric_limits<float>::quiet_NaN();
  MemoryRaster gaps(whole.grid(), whole.bandNames(), values);
  const SampleTable samples = samplesAt(spread());
  const SampleTable windows = cutWindows(samples, gaps, 3, Progress(), 0.5).table;
  QCOMPARE(windows.size(), samples.size());
  const auto ground = std::make_shared<const WindowSurroundings>(
      cutSurroundings(windows, samples.features, gaps, 3, 2, Progress()));
  AugmentOptions options;
  options.noise = 0.1;
  options.targetCount = 300;
  const SampleTable added = augment(Patches(ground), windows, options, Progress());
  int asMany = 0;
  int fewer = 0;
  for (Eigen::Index row = 0; row < added.values.rows(); ++row) {
    const auto holes = added.values.row(row).array().isNaN().count();
    QVERIFY(holes <= 3);
    ++(holes == 3 ? asMany : fewer);
    QVERIFY(!added.values.row(row).tail(9).hasNaN());
  }
  QVERIFY(asMany > 50 && fewer > 50); // a third of the moves keep the column, two thirds leave it
}

void TestPatches::noiseHasTheSpreadAskedForAndSparesClasses() {
  const Case plain = augmented(evidence(1), 3, 0, 0, 400);
  const Case noisy = augmented(evidence(1), 3, 0, 0.2, 400);
  // Without shift a window's cells keep their values, in another order.
  const auto cells = plain.windows.values.leftCols(9).array();
  const double mean = cells.mean();
  const double deviation = std::sqrt((cells - mean).square().mean());
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i < noisy.added.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const Eigen::Index parent = noisy.added.parentA[i].value() - 70;
    squares += (noisy.added.values.row(row).head(9).array() - mean).square().sum() -
               (noisy.windows.values.row(parent).head(9).array() - mean).square().sum();
    count += 9;
    for (Eigen::Index j = 9; j < 18; ++j)
      QVERIFY(noisy.added.values(row, j) == 0 || noisy.added.values(row, j) == 1);
  }
  const double spread = 0.2 * deviation;
  // E[(v + e)^2 - v^2] = s^2; its own spread comes from 2 v e.
  const double error = 2 * deviation * spread / std::sqrt(count);
  QVERIFY2(std::abs(squares / count - spread * spread) < 4 * error,
           qPrintable(QString::number(squares / count)));
  QVERIFY(spread * spread > 4 * error); // else no noise at all would pass
}

void TestPatches::roundPatternsDoNotChange() {
  const Case made = augmented(evidence(1, true), 3, 0, 0, 200); // every sample lies in the middle of a ring
  for (std::size_t i = 0; i < made.added.size(); ++i) {
    const Eigen::Index parent = made.added.parentA[i].value() - 70;
    QVERIFY(made.added.values.row(static_cast<Eigen::Index>(i)).head(9) ==
            made.windows.values.row(parent).head(9));
  }
}

void TestPatches::parentsAndCountsAreKept() {
  const Case made = augmented(evidence(1), 3, 1, 0.05, 0);
  QCOMPARE(made.added.size(), made.windows.count(0) - made.windows.count(1)); // balanced
  std::map<std::int64_t, int> children;
  for (std::size_t i = 0; i < made.added.size(); ++i) {
    QCOMPARE(made.added.labels[i], 1);
    QCOMPARE(made.added.origins[i], std::string("patches"));
    QCOMPARE((made.added.parentA[i].value() - 70) % 3, std::int64_t{0}); // a deposit
    QVERIFY(!made.added.parentB[i]);
    ++children[made.added.parentA[i].value()];
  }
  for (const auto& [parent, count] : children)
    QVERIFY(count <= 1); // 7 from 9 deposits: none is used twice before all are used once
  QVERIFY(augmented(evidence(1), 3, 1, 0.05, 0).added.values == made.added.values);
  QVERIFY(augmented(evidence(1), 3, 1, 0.05, 0, 2).added.values != made.added.values);
}

/// Layers that were put together count twice from 1: every patch still comes from a window of its own class.
void TestPatches::samplesOfOneIdKeepTheirOwnGround() {
  const Case made = augmented(evidence(1), 3, 0, 0, 60);
  SampleTable twice = made.windows;
  for (std::int64_t& id : twice.ids)
    id = 70;
  WindowSurroundings ground = *made.surroundings;
  ground.ids.assign(ground.ids.size(), 70);
  AugmentOptions options;
  options.noise = 0;
  options.targetCount = 60;
  const SampleTable added =
      augment(Patches(std::make_shared<const WindowSurroundings>(ground)), twice, options, Progress());
  QVERIFY(added.size() > 40);
  QVERIFY(added.values == made.added.values); // as when every sample has an id of its own
}

/// Without noise its feature is as the ground has it; the other one has noise.
void TestPatches::knownCodesGetNoNoise() {
  const Case made = augmented(evidence(1), 3, 0, 0.3, 60);
  SampleTable windows = made.windows;
  windows.descriptions.resize(windows.features.size()); // as the stack describes the cells of its bands
  for (std::size_t cell = 0; cell < 9; ++cell)
    windows.descriptions[cell].kind = FeatureKind::Codes;
  AugmentOptions options;
  options.noise = 0.3;
  options.targetCount = 60;
  const SampleTable added = augment(Patches(made.surroundings), windows, options, Progress());
  QCOMPARE(added.size(), made.added.size());
  const auto cellsOf = [](const SampleTable& table, std::int64_t row) {
    const auto cells = table.values.row(static_cast<Eigen::Index>(row)).head(9);
    return std::multiset<double>(cells.begin(), cells.end());
  };
  for (std::size_t i = 0; i < added.size(); ++i) {
    const std::int64_t parent = added.parentA[i].value() - 70;
    QVERIFY(cellsOf(added, static_cast<std::int64_t>(i)) == cellsOf(made.windows, parent));
    QVERIFY(cellsOf(made.added, static_cast<std::int64_t>(i)) != cellsOf(made.windows, parent));
  }
}

// Of a stack that says nothing of its bands the samples' own cells do, as one table.
void TestPatches::codesOfTheSamplesGetNoNoiseInWindows() {
  SampleTable samples = samplesAt(spread());
  samples.classes = std::set<std::string>{"A"};
  MemoryRaster stack = evidence(1);
  const WindowSamples cut = cutWindows(samples, stack, 3, Progress());
  const auto surroundings = std::make_shared<const WindowSurroundings>(
      cutSurroundings(cut.table, samples.features, stack, 3, 0, Progress()));
  AugmentOptions options;
  options.noise = 0.3;
  options.targetCount = 60;
  const SampleTable added = augment(Patches(surroundings), cut.table, options, Progress());
  QVERIFY(added.size() > 0);
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto parent = static_cast<Eigen::Index>(added.parentA[i].value() - 70);
    for (Eigen::Index cell = 0; cell < 9; ++cell) {
      const auto own = cut.table.values.row(parent).head(9);
      QVERIFY(std::count(own.begin(), own.end(), added.values(row, cell)) > 0);
    }
  }
}

QTEST_APPLESS_MAIN(TestPatches)
#include "test_patches.moc"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/window_samples.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

using namespace prospectivity;

class TestWindowSamples : public QObject {
  Q_OBJECT

 private slots:
  void aWindowHoldsItsCellsFeatureByFeature();
  void everyCellIsDescribedAsItsBand();
  void bandsAreFoundByName();
  void incompleteWindowsAreCounted();
  void windowsMayHaveHoles();
  void aMissingBandIsNamed();
  void overlappingWindowsShareAGroup();
  void shiftedWindowsOfOneGroupOnlyMeet_data();
  void shiftedWindowsOfOneGroupOnlyMeet();
  void surroundingsEndWithTheStack();
};

namespace {

/// 5 x 4 cells of 10 m; band A counts the cells from 0, band B is a hundred more.
MemoryRaster counting() {
  std::vector<float> values;
  for (int band = 0; band < 2; ++band)
    for (int i = 0; i < 20; ++i)
      values.push_back(static_cast<float>(100 * band + i));
  values[4] = std::nanf(""); // band A, column 4, row 0
  return MemoryRaster({{0, 10, 0, 40, 0, -10}, 5, 4, ""}, {"A", "B"}, values);
}

/// counting(), whose band B holds codes.
class CodedRaster : public MemoryRaster {
 public:
  CodedRaster() : MemoryRaster(counting()) {}
  FeatureDescription description(int band) const override {
    FeatureDescription result;
    result.kind = band == 1 ? FeatureKind::Codes : FeatureKind::Quantity;
    return result;
  }
};

SampleTable at(const std::vector<Point>& points, const std::vector<std::string>& features) {
  SampleTable table;
  table.features = features;
  table.values =
      Matrix::Zero(static_cast<Eigen::Index>(points.size()), static_cast<Eigen::Index>(features.size()));
  table.points = points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    table.labels.push_back(static_cast<int>(i % 2));
    table.ids.push_back(static_cast<std::int64_t>(i));
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
  }
  return table;
}

} // namespace

void TestWindowSamples::aWindowHoldsItsCellsFeatureByFeature() {
  MemoryRaster stack = counting();
  const WindowSamples cut = cutWindows(at({{15, 25}}, {"A", "B"}), stack, 3, Progress());
  QCOMPARE(cut.table.size(), std::size_t{1});
  QCOMPARE(cut.table.values.cols(), Eigen::Index{18});
  const double expected[] = {0, 1, 2, 5, 6, 7, 10, 11, 12, 100, 101, 102, 105, 106, 107, 110, 111, 112};
  for (int i = 0; i < 18; ++i)
    QCOMPARE(cut.table.values(0, i), expected[i]);
  QCOMPARE(cut.table.features[0], std::string("A[-1,-1]"));
  QCOMPARE(cut.table.features[13], std::string("B[0,0]"));
}

void TestWindowSamples::everyCellIsDescribedAsItsBand() {
  CodedRaster stack;
  const WindowSamples cut = cutWindows(at({{15, 25}, {25, 15}}, {"B", "A"}), stack, 3, Progress());
  QCOMPARE(cut.descriptions.size(), std::size_t{2});
  QVERIFY(cut.descriptions[0].kind == FeatureKind::Codes);
  QCOMPARE(cut.table.descriptions.size(), std::size_t{18});
  for (std::size_t column = 0; column < 18; ++column)
    QVERIFY(cut.table.descriptions[column].kind == (column < 9 ? FeatureKind::Codes : FeatureKind::Quantity));
}

void TestWindowSamples::bandsAreFoundByName() {
  MemoryRaster stack = counting();
  const WindowSamples cut = cutWindows(at({{15, 25}}, {"B"}), stack, 1, Progress());
  QCOMPARE(cut.table.values(0, 0), 106.0);
}

void TestWindowSamples::incompleteWindowsAreCounted() {
  MemoryRaster stack = counting();
  const WindowSamples cut =
      cutWindows(at({{15, 25}, {5, 25}, {35, 25}, {999, 25}, {25, 15}}, {"A", "B"}), stack, 3, Progress());
  QCOMPARE(cut.outside, std::size_t{2});
  QCOMPARE(cut.noData, std::size_t{1});
  QCOMPARE(cut.table.ids, (std::vector<std::int64_t>{0, 4}));
  QCOMPARE(cut.rows, (std::vector<std::size_t>{0, 4}));
}

// Band A lacks the cell in the upper right corner, in the windows around (35, 25) and at (45, 35).
void TestWindowSamples::windowsMayHaveHoles() {
  MemoryRaster stack = counting();
  const SampleTable samples = at({{35, 25}, {15, 25}, {5, 25}}, {"A", "B"});
  const WindowSamples cut = cutWindows(samples, stack, 3, Progress(), 0.5);
  QCOMPARE(cut.rows, (std::vector<std::size_t>{0, 1}));
  QCOMPARE(cut.outside, std::size_t{1});
  QCOMPARE(cut.noData, std::size_t{0});
  QVERIFY(std::isnan(cut.table.values(0, 2)));
  QCOMPARE(cut.table.values(0, 9 + 2), 104.0);
  QVERIFY(!cut.table.values.row(1).hasNaN());
  // It is the cell in the middle that needs its layers.
  const SampleTable corner = at({{45, 35}}, {"A", "B"});
  QCOMPARE(cutWindows(corner, stack, 1, Progress(), 0.5).rows.size(), std::size_t{1});
  QCOMPARE(cutWindows(corner, stack, 1, Progress(), 0.6).noData, std::size_t{1});
  // All its layers, where the share is 1: the cells around may have holes all the same, as in a map.
  QCOMPARE(cutWindows(samples, stack, 3, Progress(), 1).rows, (std::vector<std::size_t>{0, 1}));
  QCOMPARE(cutWindows(corner, stack, 1, Progress(), 1).noData, std::size_t{1});
  QCOMPARE(cutWindows(samples, stack, 3, Progress()).rows, std::vector<std::size_t>{1});
}

void TestWindowSamples::aMissingBandIsNamed() {
  MemoryRaster stack = counting();
  try {
    cutWindows(at({{15, 25}}, {"A", "Sn"}), stack, 3, Progress());
    QFAIL("the band was found");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        QStringLiteral("Stack: memory has no band 'Sn': choose the stack that the samples were made from."));
  }
}

void TestWindowSamples::overlappingWindowsShareAGroup() {
  // Windows of 3 cells of 10 m: a chain of three, one alone, and one near in x only.
  const Grid grid{{0, 10, 0, 400, 0, -10}, 40, 40, ""};
  const std::vector<std::size_t> groups =
      overlapGroups({{1, 1}, {41, 1}, {26, 6}, {200, 1}, {6, 300}}, grid, 3, 0);
  QCOMPARE(groups, (std::vector<std::size_t>{0, 0, 0, 3, 4}));
}

void TestWindowSamples::shiftedWindowsOfOneGroupOnlyMeet_data() {
  QTest::addColumn<double>("angle");
  QTest::newRow("north up") << 0.0;
  QTest::newRow("rotated by 45 degrees") << std::atan(1.0);
}

// Brute force over cells: a window of one sample and a shifted window of another that share a cell.
void TestWindowSamples::shiftedWindowsOfOneGroupOnlyMeet() {
  QFETCH(double, angle);
  const double along = 10 * std::cos(angle);
  const double across = 10 * std::sin(angle);
  const Grid grid{{0, along, across, 2000, across, -along}, 200, 200, ""};
  Random random(4);
  std::vector<Point> points;
  for (int i = 0; i < 120; ++i)
    points.push_back(grid.center(static_cast<int>(random.below(200)), static_cast<int>(random.below(200))));
  const int window = 5;
  const int shift = 2;
  const std::vector<std::size_t> groups = overlapGroups(points, grid, window, shift);
  const auto cells = [&](const Point& point, int reach) {
    std::set<std::pair<int, int>> result;
    int column = 0;
    int row = 0;
    grid.locate(point, column, row);
    for (int r = row - reach; r <= row + reach; ++r)
      for (int c = column - reach; c <= column + reach; ++c)
        result.insert({r, c});
    return result;
  };
  std::size_t meetings = 0;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < points.size(); ++j) {
      const auto shifted = cells(points[i], window / 2 + shift);
      const auto plain = cells(points[j], window / 2);
      const bool meet =
          std::any_of(plain.begin(), plain.end(), [&](const auto& cell) { return shifted.count(cell) > 0; });
      if (i != j && meet) {
        QCOMPARE(groups[i], groups[j]);
        ++meetings;
      }
    }
  QVERIFY(meetings > 20);
  QVERIFY(std::set<std::size_t>(groups.begin(), groups.end()).size() > 20);
}

void TestWindowSamples::surroundingsEndWithTheStack() {
  MemoryRaster stack = counting();
  const SampleTable windows = cutWindows(at({{15, 25}}, {"B", "A"}), stack, 3, Progress()).table;
  const WindowSurroundings around = cutSurroundings(windows, {"B", "A"}, stack, 3, 1, Progress());
  QCOMPARE(around.ids, std::vector<std::int64_t>{0});
  QCOMPARE(around.values.cols(), Eigen::Index{50});
  const float none = std::nanf("");
  // The sample lies in column 1, row 1: one column and one row to the left and above are beyond the stack.
  const std::vector<float> expected{none, none, none, none, none, none, 100, 101,  102, 103, none, 105, 106,
                                    107,  108,  none, 110,  111,  112,  113, none, 115, 116, 117,  118};
  for (int i = 0; i < 25; ++i) {
    const float value = expected[static_cast<std::size_t>(i)];
    QCOMPARE(std::isnan(around.values(0, i)), std::isnan(value));
    if (!std::isnan(value)) {
      QCOMPARE(around.values(0, i), value);
      QCOMPARE(around.values(0, 25 + i), value - 100); // band A
    }
  }
}

QTEST_APPLESS_MAIN(TestWindowSamples)
#include "test_window_samples.moc"

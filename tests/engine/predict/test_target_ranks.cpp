#include "engine/core/error.h"
#include "engine/predict/target_ranks.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// The list of targets: who is in it, and in which order.
class TestTargetRanks : public QObject {
  Q_OBJECT

 private slots:
  void levelThenScoreThenAreaThenPlace();
  void smallOnesAreLeftOut();
  void withoutACrsNoAreaCanBeAskedFor();
};

namespace {

TargetPolygon target(int level, double mean, std::size_t cells, int row, int column) {
  TargetPolygon polygon;
  polygon.level = level;
  polygon.mean = mean;
  polygon.cells = cells;
  polygon.squareMetres = static_cast<double>(cells) * 2500;
  polygon.runs = {{row, column, column + static_cast<int>(cells)}};
  return polygon;
}

/// Rows that the targets begin in, by rank.
std::vector<int> rowsOf(const std::vector<RankedTarget>& targets) {
  std::vector<int> rows;
  for (const RankedTarget& ranked : targets)
    rows.push_back(ranked.polygon.runs.front().row);
  return rows;
}

} // namespace

void TestTargetRanks::levelThenScoreThenAreaThenPlace() {
  const std::vector<TargetPolygon> found{target(2, 0.9, 9, 0, 0), target(1, 0.8, 3, 1, 0),
                                         target(1, 0.8, 4, 2, 0), target(1, 0.95, 2, 3, 0),
                                         target(1, 0.8, 3, 4, 5), target(1, 0.8, 3, 5, 1)};
  const std::vector<RankedTarget> ranked = rankTargets(found, {});
  QCOMPARE(rowsOf(ranked), (std::vector<int>{3, 2, 1, 4, 5, 0}));
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    QCOMPARE(ranked[i].rank, static_cast<int>(i) + 1);
    QCOMPARE(ranked[i].id, ranked[i].polygon.runs.front().row + 1); // by place
  }
  std::vector<TargetPolygon> turned(found.rbegin(), found.rend());
  QCOMPARE(rowsOf(rankTargets(turned, {})), rowsOf(ranked));
  for (TargetPolygon& polygon : turned) // without a CRS the cells are the area
    polygon.squareMetres = std::nan("");
  QCOMPARE(rowsOf(rankTargets(turned, {})), rowsOf(ranked));
}

void TestTargetRanks::smallOnesAreLeftOut() {
  const std::vector<TargetPolygon> found{target(1, 0.9, 1, 0, 0), target(1, 0.8, 2, 1, 0),
                                         target(1, 0.7, 4, 2, 0)};
  QCOMPARE(rowsOf(rankTargets(found, {})), (std::vector<int>{1, 2})); // two cells by default
  QCOMPARE(rowsOf(rankTargets(found, {1, 0})), (std::vector<int>{0, 1, 2}));
  QCOMPARE(rowsOf(rankTargets(found, {1, 10000})), (std::vector<int>{2})); // exactly its area
  QVERIFY(rankTargets(found, {1, 10001}).empty());
}

void TestTargetRanks::withoutACrsNoAreaCanBeAskedFor() {
  const Grid plain{{0, 1, 0, 5, 0, -1}, 5, 5, ""};
  checkLeastTarget({}, plain);
  checkLeastTarget({1, 0}, plain);
  QVERIFY_EXCEPTION_THROWN(checkLeastTarget({1, 100}, plain), Error);
}

QTEST_APPLESS_MAIN(TestTargetRanks)
#include "test_target_ranks.moc"

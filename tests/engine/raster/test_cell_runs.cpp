#include "engine/core/random.h"
#include "engine/raster/cell_runs.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace prospectivity;

/// Parts of rasters as runs of cells, against the cells one by one.
class TestCellRuns : public QObject {
  Q_OBJECT

 private slots:
  void cellsAreCountedAndFound();
  void theLatticeIsTheGrids();
  void aNarrowPartMissesTheLattice();
  void figuresAreThoseOfTheCells();
};

namespace {

const Grid grid{{0, 1, 0, 40, 0, -1}, 60, 40, ""};

/// About a third of the cells, in runs.
CellRuns scattered(std::uint64_t seed) {
  Random random(seed);
  CellRuns runs;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      if (random.uniform() > 0.3)
        continue;
      if (!runs.empty() && runs.back().row == row && runs.back().end == column)
        ++runs.back().end;
      else
        runs.push_back({row, column, column + 1});
    }
  return runs;
}

std::set<CellIndex> cellsOf(const CellRuns& runs) {
  std::set<CellIndex> cells;
  for (const CellRun& run : runs)
    for (int column = run.begin; column < run.end; ++column)
      cells.insert(cellIndex(grid, column, run.row));
  return cells;
}

} // namespace

void TestCellRuns::cellsAreCountedAndFound() {
  const CellRuns runs = scattered(3);
  const std::set<CellIndex> cells = cellsOf(runs);
  QCOMPARE(cellCount(runs), cells.size());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column)
      QCOMPARE(holdsCell(runs, column, row), cells.count(cellIndex(grid, column, row)) > 0);
  QVERIFY(!holdsCell({}, 0, 0));
  const Tile box = boxAround({{3, 5, 9}, {4, 2, 3}, {7, 8, 12}});
  QCOMPARE(box.column, 2);
  QCOMPARE(box.columns, 10);
  QCOMPARE(box.row, 3);
  QCOMPARE(box.rows, 5);
}

void TestCellRuns::theLatticeIsTheGrids() {
  const CellRuns runs = scattered(4);
  QCOMPARE(latticeCells(runs, grid, 100000).size(), cellCount(runs));
  const std::vector<CellIndex> some = latticeCells(runs, grid, 64);
  QVERIFY(some.size() <= 64 && some.size() > 10);
  QVERIFY(std::is_sorted(some.begin(), some.end()));
  int step = 1;
  std::set<CellIndex> expected = cellsOf(runs);
  while (expected.size() > 64) {
    ++step;
    expected.clear();
    for (const CellIndex cell : cellsOf(runs))
      if (cell % grid.columns % step == 0 && cell / grid.columns % step == 0)
        expected.insert(cell);
  }
  QCOMPARE(std::set<CellIndex>(some.begin(), some.end()), expected);
}

void TestCellRuns::aNarrowPartMissesTheLattice() {
  CellRuns column; // odd in all rows, so that no lattice of step 2 or more has a cell of it
  for (int row = 0; row < grid.rows; ++row)
    column.push_back({row, 1, 2});
  const std::vector<CellIndex> some = latticeCells(column, grid, 8);
  QVERIFY(!some.empty() && some.size() <= 8);
  for (const CellIndex cell : some)
    QCOMPARE(cell % grid.columns, CellIndex{1});
}

void TestCellRuns::figuresAreThoseOfTheCells() {
  Random random(8);
  std::vector<float> values;
  for (std::size_t i = 0; i < 2 * grid.cells(); ++i)
    values.push_back(random.uniform() < 0.1 ? std::nanf("")
                                            : std::floor(9 * static_cast<float>(random.uniform())));
  MemoryRaster raster(grid, {"a", "b"}, values);
  const std::vector<CellRuns> parts{
      scattered(5), {}, scattered(6), {{2, 3, 4}}}; // the first and third overlap
  const std::vector<CellFigures> found = figuresOf(raster, 1, parts, Progress());
  QCOMPARE(found.size(), parts.size());
  for (std::size_t part = 0; part < parts.size(); ++part) {
    CellFigures expected;
    std::map<float, std::size_t> counts;
    for (const CellIndex cell : cellsOf(parts[part])) {
      const float value = values[grid.cells() + static_cast<std::size_t>(cell)];
      if (std::isnan(value))
        continue;
      ++counts[value];
      ++expected.cells;
      expected.sum += static_cast<double>(value);
      expected.least = std::min(expected.least, static_cast<double>(value));
      expected.most = std::max(expected.most, static_cast<double>(value));
    }
    QCOMPARE(found[part].cells, expected.cells);
    QCOMPARE(found[part].sum, expected.sum);
    QCOMPARE(found[part].least, expected.least);
    QCOMPARE(found[part].most, expected.most);
    QVERIFY(countsOf(raster, 1, parts[part], Progress()) == counts);
  }
  QVERIFY(std::isnan(found[1].mean()));
}

QTEST_APPLESS_MAIN(TestCellRuns)
#include "test_cell_runs.moc"

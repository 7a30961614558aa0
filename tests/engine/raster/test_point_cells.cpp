#include "engine/core/error.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/point_cells.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

using namespace prospectivity;

/// Which cell a point lies in, and why it has none.
class TestPointCells : public QObject {
  Q_OBJECT

 private slots:
  void edgesBelongToTheNextCell_data();
  void edgesBelongToTheNextCell();
  void numbersAndCentresAgree_data();
  void numbersAndCentresAgree();
  void windowsReachNoFartherThanTheGrid();
  void cellsHaveAState();
  void cellsMayLackLayers();
  void everyPointIsCountedOnce();
  void cancelStops();
};

namespace {

const float missing = std::nanf("");

constexpr int columns = 4;
constexpr int rows = 3;

using Transform = std::array<double, 6>;

void addTransforms() {
  QTest::addColumn<QVector<double>>("transform");
  QTest::newRow("north up") << QVector<double>{100, 2, 0, 200, 0, -4};
  QTest::newRow("south up") << QVector<double>{100, 2, 0, 200, 0, 4};
  QTest::newRow("east to west") << QVector<double>{100, -2, 0, 200, 0, -4};
  QTest::newRow("turned by a quarter") << QVector<double>{100, 0, 4, 200, 2, 0};
  QTest::newRow("turned and skewed") << QVector<double>{100, 2, 1, 200, 1, -4};
}

Grid gridOf(const QVector<double>& transform) {
  Grid grid{{}, columns, rows, ""};
  std::copy(transform.begin(), transform.end(), grid.transform.begin());
  return grid;
}

/// A place so many columns and rows from the corner of the grid. The numbers of these tests are exact.
Point placeAt(const Grid& grid, double column, double row) {
  const Transform& t = grid.transform;
  return {t[0] + column * t[1] + row * t[2], t[3] + column * t[4] + row * t[5]};
}

} // namespace

void TestPointCells::edgesBelongToTheNextCell_data() {
  addTransforms();
}

void TestPointCells::edgesBelongToTheNextCell() {
  QFETCH(QVector<double>, transform);
  const Grid grid = gridOf(transform);
  const auto cell = [&](double column, double row) { return cellOf(grid, placeAt(grid, column, row)); };
  QCOMPARE(cell(0, 0).value(), CellIndex{0});
  QCOMPARE(cell(1, 0).value(), CellIndex{1});
  QCOMPARE(cell(0, 1).value(), CellIndex{columns});
  QCOMPARE(cell(1, 1).value(), CellIndex{columns + 1});
  QCOMPARE(cell(3.75, 2.75).value(), CellIndex{columns * rows - 1});
  QVERIFY(!cell(columns, 1)); // the far edges belong to cells that are not there
  QVERIFY(!cell(1, rows));
  QVERIFY(!cell(columns, rows));
  QVERIFY(!cell(-0.25, 1));
  QVERIFY(!cell(1, -0.25));
  QVERIFY(!cellOf(grid, {std::nan(""), 0}));
  QVERIFY(!cellOf(grid, {1e300, 1e300}));
}

void TestPointCells::numbersAndCentresAgree_data() {
  addTransforms();
}

void TestPointCells::numbersAndCentresAgree() {
  QFETCH(QVector<double>, transform);
  const Grid grid = gridOf(transform);
  CellIndex next = 0;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column, ++next) {
      QCOMPARE(cellIndex(grid, column, row), next);
      const Point center = cellCenter(grid, next);
      QCOMPARE(center.x, placeAt(grid, column + 0.5, row + 0.5).x);
      QCOMPARE(center.y, placeAt(grid, column + 0.5, row + 0.5).y);
      QCOMPARE(cellOf(grid, center).value(), next);
    }
}

void TestPointCells::windowsReachNoFartherThanTheGrid() {
  const Grid grid{{0, 1, 0, 0, 0, -1}, 5, 4, ""};
  const auto around = [&](int column, int row, int reach) {
    return windowAround(grid, grid.center(column, row), reach);
  };
  const std::optional<Tile> one = around(2, 1, 1);
  QVERIFY(one.has_value());
  QCOMPARE(one->column, 1);
  QCOMPARE(one->row, 0);
  QCOMPARE(one->columns, 3);
  QCOMPARE(one->rows, 3);
  QVERIFY(around(3, 2, 1).has_value());
  for (const auto& [column, row] : {std::pair{0, 1}, {4, 1}, {2, 0}, {2, 3}}) {
    QVERIFY(!around(column, row, 1));
    QVERIFY(around(column, row, 0).has_value());
  }
  QVERIFY(!windowAround(grid, {-1, 0}, 0));
}

void TestPointCells::cellsHaveAState() {
  MemoryRaster raster({{0, 1, 0, 0, 0, -1}, 2, 2, ""}, {"a", "b"}, {1, 2, 3, 4, 5, missing, 7, missing});
  MemoryRaster mask(raster.grid(), {"mask"}, {1, 1, 0, 0});
  std::vector<float> values;
  CellReader all(raster, &mask);
  QVERIFY(all.read(0, values) == CellState::Data);
  QCOMPARE(values, (std::vector<float>{1, 5}));
  QVERIFY(all.read(1, values) == CellState::NoData);
  QVERIFY(all.read(2, values) == CellState::OutsideMask);
  QVERIFY(all.read(3, values) == CellState::NoData); // whatever the mask says
  CellReader first(raster, {0}, nullptr);
  QVERIFY(first.read(3, values) == CellState::Data);
  QCOMPARE(values, (std::vector<float>{4}));
}

void TestPointCells::cellsMayLackLayers() {
  const float nan = missing;
  MemoryRaster raster({{0, 1, 0, 0, 0, -1}, 5, 1, ""}, {"rock=1", "W", "rock=2"},
                      {1, 0, nan, nan, 1, 5, nan, 6, nan, nan, 0, 1, nan, nan, 0});
  MemoryRaster mask(raster.grid(), {"mask"}, {1, 1, 1, 1, 0});
  std::vector<float> values;
  CellReader half(raster, &mask, 0.5); // of two layers
  QVERIFY(half.read(0, values) == CellState::Data);
  QVERIFY(half.read(1, values) == CellState::Data);
  QVERIFY(values[0] == 0 && std::isnan(values[1]) && values[2] == 1);
  QVERIFY(half.read(2, values) == CellState::Data);
  QVERIFY(half.read(3, values) == CellState::NoData);
  QVERIFY(half.read(4, values) == CellState::OutsideMask);
  CellReader more(raster, &mask, 0.51);
  QVERIFY(more.read(0, values) == CellState::Data);
  QVERIFY(more.read(1, values) == CellState::TooFewLayers);
  QVERIFY(more.read(3, values) == CellState::NoData);
  QVERIFY(more.read(4, values) == CellState::TooFewLayers); // whatever the mask says
  const PointsOnCells placed =
      placeOnCells({{0.5, -0.5}, {1.2, -0.5}, {1.8, -0.5}, {2.5, -0.5}, {3.5, -0.5}}, more, Progress());
  QCOMPARE(placed.cells.size(), std::size_t{1});
  QCOMPARE(placed.tooFewLayers, std::size_t{3});
  QCOMPARE(placed.noData, std::size_t{1});
}

void TestPointCells::everyPointIsCountedOnce() {
  MemoryRaster raster({{0, 1, 0, 0, 0, -1}, 3, 2, ""}, {"a"}, {10, 11, missing, 13, 14, 15});
  MemoryRaster mask(raster.grid(), {"mask"}, {1, 1, 1, 1, 0, 1});
  std::vector<Point> points{{1.9, -0.1}, {1.1, -0.9}, {1.1, -0.2}, {2.5, -0.5}, {2.6, -0.5}, {1.5, -1.5},
                            {3, -1},     {-0.1, -1},  {0, 0},      {0.5, -1},   {1, 0.5}};
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
  for (int order = 0; order < 2; ++order) {
    CellReader reader(raster, &mask);
    const PointsOnCells placed = placeOnCells(points, reader, Progress());
    QCOMPARE(placed.outside, std::size_t{3});
    QCOMPARE(placed.noData, std::size_t{2});
    QCOMPARE(placed.outsideMask, std::size_t{1});
    QCOMPARE(placed.cells.size(), std::size_t{3});
    const CellIndex cells[] = {0, 1, 3};
    const std::size_t counts[] = {1, 3, 1};
    const float values[] = {10, 11, 13};
    std::size_t used = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(placed.cells[i].cell, cells[i]);
      QCOMPARE(placed.cells[i].points, counts[i]);
      QCOMPARE(placed.cells[i].values, std::vector<float>{values[i]});
      used += placed.cells[i].points;
    }
    QCOMPARE(placed.cells[1].point.x, 1.1); // the least by x, then y
    QCOMPARE(placed.cells[1].point.y, -0.9);
    QCOMPARE(used + placed.outside + placed.noData + placed.outsideMask, points.size());
    std::reverse(points.begin(), points.end());
  }
}

void TestPointCells::cancelStops() {
  MemoryRaster raster({{0, 1, 0, 0, 0, -1}, 3, 1, ""}, {"a"}, {1, 2, 3});
  CellReader reader(raster, nullptr);
  Progress progress;
  progress.isCancelled = [] { return true; };
  QVERIFY_EXCEPTION_THROWN(placeOnCells({{0.5, -0.5}}, reader, progress), Cancelled);
}

QTEST_APPLESS_MAIN(TestPointCells)
#include "test_point_cells.moc"

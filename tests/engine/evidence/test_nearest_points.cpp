#include "engine/core/random.h"
#include "engine/evidence/ground_space.h"
#include "engine/evidence/nearest_points.h"
#include "engine/evidence/polygon_cells.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/evidence/shape_cases.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

Q_DECLARE_METATYPE(prospectivity::Grid)

using namespace prospectivity;

/// Parts of a raster beside points and polygons, against every cell held against every point.
class TestNearestPoints : public QObject {
  Q_OBJECT

 private slots:
  void distancesEqualBruteForce_data();
  void distancesEqualBruteForce();
  void withoutPointsThereIsNone();
  void cellsOfPolygonsHaveTheirCentreInThem();
};

void TestNearestPoints::distancesEqualBruteForce_data() {
  QTest::addColumn<Grid>("grid");
  QTest::newRow("on a plane") << Grid{{1000, 50, 0, 9000, 0, -50}, 40, 30, ""};
  QTest::newRow("on a turned plane") << Grid{{1000, 40, 30, 9000, 30, -40}, 40, 30, ""};
  QTest::newRow("in degrees") << Grid{{10, 1, 0, 80, 0, -1}, 40, 30, crsOfCode(4326)};
  QTest::newRow("across the anti-meridian") << Grid{{160, 1, 0, 60, 0, -1}, 40, 30, crsOfCode(4326)};
  QTest::newRow("turned in degrees") << Grid{{10, 0.8, 0.3, 60, 0.3, -0.8}, 40, 30, crsOfCode(4326)};
}

void TestNearestPoints::distancesEqualBruteForce() {
  QFETCH(Grid, grid);
  Random random(5);
  const GroundSpace space(grid);
  std::vector<CellRuns> parts(6);
  for (CellRuns& part : parts)
    for (int row = 3; row < 25; row += 1 + static_cast<int>(random.uniform() * 4)) {
      const int begin = static_cast<int>(random.uniform() * 30);
      part.push_back({row, begin, begin + 1 + static_cast<int>(random.uniform() * 8)});
    }
  std::vector<Point> points;
  for (int i = 0; i < 7; ++i) { // on the grid and beyond it, and a turn of longitude away
    const Point place = grid.center(static_cast<int>(60 * random.uniform()) - 10,
                                    static_cast<int>(40 * random.uniform()) - 5);
    points.push_back({place.x - (space.geographic() && i % 2 == 0 ? 360 : 0), place.y});
  }
  const auto nearest = nearestPoints(grid, parts, points, Progress());
  QCOMPARE(nearest.size(), parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    bool isInside = false;
    for (const Point& point : points) {
      int column = 0;
      int row = 0;
      isInside = isInside || (grid.locate(point, column, row) && holdsCell(parts[i], column, row));
      for (const CellRun& run : parts[i])
        for (int at = run.begin; at < run.end; ++at)
          least = std::min(least, space.distance(grid.center(at, run.row), point));
    }
    QVERIFY(nearest[i].has_value());
    QCOMPARE(nearest[i]->isInside, isInside);
    QVERIFY(std::abs(nearest[i]->distance - (isInside ? 0 : least)) <= 1e-6 * (1 + least));
  }
}

void TestNearestPoints::withoutPointsThereIsNone() {
  const Grid grid{{0, 1, 0, 5, 0, -1}, 5, 5, ""};
  QVERIFY(!nearestPoints(grid, {{{0, 0, 1}}}, {}, Progress()).front().has_value());
}

void TestNearestPoints::cellsOfPolygonsHaveTheirCentreInThem() {
  const Grid grid{{100, 8, 6, 500, 6, -8}, 40, 30, ""}; // turned
  std::vector<float> values(grid.cells(), 0.5F);
  values[15 * 40 + 20] = std::nanf("");
  MemoryRaster map(grid, {"map"}, values);
  Shape polygon;
  polygon.kind = Shape::Kind::Polygon;
  const Point middle = grid.center(20, 15);
  polygon.paths = {{{middle.x - 61, middle.y - 43},
                    {middle.x + 57, middle.y - 43},
                    {middle.x + 57, middle.y + 39},
                    {middle.x - 61, middle.y + 39},
                    {middle.x - 61, middle.y - 43}}};
  const CellRuns runs = cellsInPolygons(map, {polygon}, Progress());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const Point center = grid.center(column, row);
      const bool isIn = center.x > middle.x - 61 && center.x < middle.x + 57 && center.y > middle.y - 43 &&
                        center.y < middle.y + 39 && !(column == 20 && row == 15);
      QCOMPARE(holdsCell(runs, column, row), isIn);
      const Point place = inCells(grid, center);
      QVERIFY(std::abs(place.x - column - 0.5) < 1e-9 && std::abs(place.y - row - 0.5) < 1e-9);
    }
  polygon.paths = {{{-900, -900}, {-800, -900}, {-800, -800}, {-900, -900}}};
  QVERIFY(cellsInPolygons(map, {polygon}, Progress()).empty());
}

QTEST_APPLESS_MAIN(TestNearestPoints)
#include "test_nearest_points.moc"

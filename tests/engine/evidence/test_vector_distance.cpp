#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/evidence/vector_distance.h"
#include "tests/engine/evidence/shape_cases.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <geodesic.h>
#include <limits>

using namespace prospectivity;

/// Distances against closed forms in the plane, and against brute force in the plane and on the ellipsoid.
class TestVectorDistance : public QObject {
  Q_OBJECT

 private slots:
  void toAPoint();
  void toALine();
  void insidePolygonsItIsZero();
  void rotatedAndSouthUpGridsMeasureAlike();
  void manyShapesEqualBruteForce();
  void alongTheEquatorAndAMeridian();
  void onTheEllipsoidItEqualsBruteForce_data();
  void onTheEllipsoidItEqualsBruteForce();
  void longEdgesAreStraightInLongitudeAndLatitude();
  void anUncutPolygonAcrossTheAntimeridianIsInside();
  void cancelStops();
  void mistakesAreNamed();
};

namespace {

const std::string wgs84 = crsOfCode(4326);

std::vector<float> distances(const Grid& grid, const std::vector<Shape>& shapes) {
  MemorySink sink(grid, 1);
  writeDistance(grid, shapes, sink, Progress());
  return sink.values;
}

void compare(const Grid& grid, const std::vector<float>& values,
             const std::function<double(const Point&)>& expected, double tolerance) {
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const double value = values[static_cast<std::size_t>(row * grid.columns + column)];
      const double right = expected(grid.center(column, row));
      // Values are stored as float32: half a unit in the last place of 24 bits.
      const double rounding = right * 6e-8;
      if (!(std::abs(value - right) <= tolerance + rounding))
        QFAIL(qPrintable(QStringLiteral("cell %1, %2: %3 instead of %4")
                             .arg(column)
                             .arg(row)
                             .arg(value, 0, 'g', 12)
                             .arg(right, 0, 'g', 12)));
    }
}

double toSegment(const Point& p, const Point& a, const Point& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double metresBetween(const Point& a, const Point& b) {
  geod_geodesic geodesic;
  geod_init(&geodesic, 6378137, 1 / 298.257223563);
  double metres = 0;
  geod_inverse(&geodesic, a.y, a.x, b.y, b.x, &metres, nullptr, nullptr);
  return metres;
}

/// The least geodesic distance to an edge straight in longitude and latitude, by search: 60 places, and then
/// the best two intervals thirded until they are 1e-9 of the edge.
double metresToEdge(const Point& p, const Point& a, const Point& b) {
  const auto at = [&](double t) { return metresBetween(p, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}); };
  constexpr int steps = 60;
  int best = 0;
  for (int i = 1; i <= steps; ++i)
    if (at(static_cast<double>(i) / steps) < at(static_cast<double>(best) / steps))
      best = i;
  double low = std::max(best - 1, 0) / static_cast<double>(steps);
  double high = std::min(best + 1, steps) / static_cast<double>(steps);
  while (high - low > 1e-9) {
    const double third = (high - low) / 3;
    if (at(low + third) < at(high - third))
      high -= third;
    else
      low += third;
  }
  return at((low + high) / 2);
}

} // namespace

void TestVectorDistance::toAPoint() {
  const Grid grid = gridAt(500000, 2900000, 100, 700, 530); // more than one tile
  compare(
      grid, distances(grid, shapesOf({"POINT (512345.6 2880000)"})),
      [](const Point& p) { return std::hypot(p.x - 512345.6, p.y - 2880000); }, 1e-9);
}

void TestVectorDistance::toALine() {
  const Grid grid = gridAt(0, 100, 1, 100, 100);
  compare(
      grid, distances(grid, shapesOf({"LINESTRING (20 50, 80 50)"})),
      [](const Point& p) {
        const double beyond = std::max({20 - p.x, p.x - 80, 0.0});
        return std::hypot(beyond, p.y - 50);
      },
      1e-9);
}

void TestVectorDistance::insidePolygonsItIsZero() {
  const Grid grid = gridAt(0, 100, 1, 100, 100);
  const std::vector<Shape> shapes =
      shapesOf({"POLYGON ((10 10, 90 10, 90 90, 10 90, 10 10), (30 30, 70 30, 70 70, 30 70, 30 30))"});
  compare(
      grid, distances(grid, shapes),
      [](const Point& p) {
        if (p.x > 30 && p.x < 70 && p.y > 30 && p.y < 70) // in the hole
          return std::min({p.x - 30, 70 - p.x, p.y - 30, 70 - p.y});
        return std::hypot(std::max({10 - p.x, p.x - 90, 0.0}), std::max({10 - p.y, p.y - 90, 0.0}));
      },
      1e-9);
}

void TestVectorDistance::rotatedAndSouthUpGridsMeasureAlike() {
  const auto expected = [](const Point& p) { return std::max(std::hypot(p.x - 50, p.y - 60) - 0.0, 0.0); };
  Grid southUp = gridAt(0, 0, 2, 60, 60);
  southUp.transform = {0, 2, 0, 0, 0, 2};
  compare(southUp, distances(southUp, shapesOf({"POINT (50 60)"})), expected, 1e-9);
  Grid rotated = southUp;
  rotated.transform = {10, 1.6, 1.2, 5, 1.2, -1.6};
  compare(rotated, distances(rotated, shapesOf({"POINT (50 60)"})), expected, 1e-9);
  const std::vector<Shape> square = shapesOf({"POLYGON ((20 0, 60 0, 60 40, 20 40, 20 0))"});
  compare(
      rotated, distances(rotated, square),
      [](const Point& p) {
        return std::hypot(std::max({20 - p.x, p.x - 60, 0.0}), std::max({0 - p.y, p.y - 40, 0.0}));
      },
      1e-9);
}

void TestVectorDistance::manyShapesEqualBruteForce() {
  Random random(7);
  std::vector<std::string> geometries;
  std::vector<std::pair<Point, Point>> edges;
  const auto place = [&random] {
    return Point{random.uniform() * 1400 - 200, random.uniform() * 1400 - 200};
  };
  const auto text = [](const Point& p) { return std::to_string(p.x) + " " + std::to_string(p.y); };
  const auto rounded = [](const Point& p) {
    return Point{std::stod(std::to_string(p.x)), std::stod(std::to_string(p.y))};
  };
  for (int i = 0; i < 300; ++i) {
    const Point a = rounded(place());
    const Point b = rounded({a.x + random.normal() * 20, a.y + random.normal() * 20});
    edges.emplace_back(a, b);
    geometries.push_back("LINESTRING (" + text(a) + ", " + text(b) + ")");
  }
  const Grid grid = gridAt(0, 1000, 5, 200, 200);
  compare(
      grid, distances(grid, shapesOf(geometries)),
      [&edges](const Point& p) {
        double least = std::numeric_limits<double>::infinity();
        for (const auto& [a, b] : edges)
          least = std::min(least, toSegment(p, a, b));
        return least;
      },
      1e-9);
}

void TestVectorDistance::alongTheEquatorAndAMeridian() {
  // The equator is a geodesic of the length a times the angle.
  const Grid along = gridAt(-10, 0.5, 1, 20, 1, wgs84);
  compare(
      along, distances(along, shapesOf({"POINT (0 0)"}, wgs84)),
      [](const Point& p) { return std::abs(p.x) * M_PI / 180 * 6378137; }, 1e-6);
  // The quarter meridian of WGS 84 is 10 001 965.729 m; the pole is as far from everywhere on the equator.
  const Grid pole = gridAt(-179.5, 90.5, 1, 359, 1, wgs84);
  compare(
      pole, distances(pole, shapesOf({"LINESTRING (0 0, 90 0, 180 0)"}, wgs84)),
      [](const Point&) { return 10001965.729; }, 1e-3);
}

void TestVectorDistance::onTheEllipsoidItEqualsBruteForce_data() {
  QTest::addColumn<double>("left");
  QTest::addColumn<double>("top");
  QTest::addColumn<double>("cell");
  QTest::addColumn<double>("spread"); // degrees
  QTest::newRow("district") << 114.0 << 25.5 << 0.02 << 0.1;
  QTest::newRow("across the anti-meridian") << 178.5 << -16.0 << 0.2 << 1.5;
  QTest::newRow("west of the anti-meridian") << -181.5 << -16.0 << 0.2 << 1.5;
  QTest::newRow("high latitude") << 20.0 << 83.0 << 0.2 << 2.0;
  QTest::newRow("around the pole") << -180.0 << 90.0 << 24.0 << 5.0;
  QTest::newRow("half a continent") << 100.0 << 50.0 << 2.0 << 10.0;
}

void TestVectorDistance::onTheEllipsoidItEqualsBruteForce() {
  QFETCH(double, left);
  QFETCH(double, top);
  QFETCH(double, cell);
  QFETCH(double, spread);
  const bool polar = cell > 10;
  const Grid grid{{left, cell, 0, top, 0, polar ? -0.5 : -cell}, 15, 15, wgs84};
  Random random(3);
  std::vector<std::string> geometries;
  std::vector<std::pair<Point, Point>> edges;
  for (int i = 0; i < 12; ++i) {
    const Point start = grid.center(static_cast<int>(random.below(15)), static_cast<int>(random.below(15)));
    const Point a{std::round(start.x * 1e4) / 1e4, std::round(start.y * 1e4) / 1e4};
    const Point b{std::round((a.x + random.normal() * spread) * 1e4) / 1e4,
                  std::round(std::min(a.y + random.normal() * spread / 2, 89.9) * 1e4) / 1e4};
    edges.emplace_back(a, b);
    // As a layer would hold it: longitudes between -180 and 180.
    const auto text = [](const Point& p) {
      return std::to_string(std::remainder(p.x, 360)) + " " + std::to_string(p.y);
    };
    geometries.push_back("LINESTRING (" + text(a) + ", " + text(b) + ")");
  }
  compare(
      grid, distances(grid, shapesOf(geometries, wgs84)),
      [&edges](const Point& p) {
        double least = std::numeric_limits<double>::infinity();
        for (const auto& [a, b] : edges)
          least = std::min(least, metresToEdge(p, a, b));
        return least;
      },
      1e-3 * cell * (polar ? 0.5 / cell : 1) * 111000);
}

void TestVectorDistance::longEdgesAreStraightInLongitudeAndLatitude() {
  // On the parallel of 60 degrees, far north of which the geodesic between the ends would run.
  const Grid grid = gridAt(-40, 60.5, 1, 80, 1, wgs84);
  compare(
      grid, distances(grid, shapesOf({"LINESTRING (-60 60, 60 60)"}, wgs84)),
      [](const Point&) { return 0.0; }, 60);
}

void TestVectorDistance::anUncutPolygonAcrossTheAntimeridianIsInside() {
  const std::vector<Shape> shapes =
      shapesOf({"POLYGON ((179 -1, -179 -1, -179 1, 179 1, 179 -1), (-179.9 -0.1, 179.9 -0.1, 179.9 0.1, "
                "-179.9 0.1, -179.9 -0.1))"},
               wgs84);
  for (const double left : {177.0, -183.0}) {
    const Grid grid = gridAt(left, 0.55, 0.1, 60, 11, wgs84);
    const std::vector<float> values = distances(grid, shapes);
    for (int column = 0; column < 60; ++column) {
      const double longitude = std::remainder(grid.center(column, 0).x - 180, 360);
      QCOMPARE(values[static_cast<std::size_t>(column)] == 0, std::abs(longitude) < 1);
      const bool inHole = std::abs(longitude) < 0.1;
      QCOMPARE(values[static_cast<std::size_t>(5 * 60 + column)] == 0, std::abs(longitude) < 1 && !inHole);
    }
  }
}

void TestVectorDistance::cancelStops() {
  Progress progress;
  progress.isCancelled = [] { return true; };
  const Grid grid = gridAt(0, 100, 1, 100, 100);
  MemorySink sink(grid, 1);
  QVERIFY_EXCEPTION_THROWN(writeDistance(grid, shapesOf({"POINT (0 0)"}), sink, progress), Cancelled);
}

void TestVectorDistance::mistakesAreNamed() {
  const auto sentence = [](const Grid& grid, const std::vector<Shape>& shapes) -> QString {
    try {
      distances(grid, shapes);
    } catch (const Error& failure) {
      return failure.what();
    }
    return {};
  };
  QCOMPARE(sentence(gridAt(0, 100, 1, 10, 10), {}),
           QString("There is no shape to measure the distance to: choose a layer with geometries."));
  QCOMPARE(
      sentence(gridAt(0, 95, 1, 10, 10, wgs84), shapesOf({"POINT (0 0)"}, wgs84)),
      QString(
          "Reference raster reaches beyond a pole (latitude 94.500000): correct the georeferencing of the "
          "raster, or its CRS."));
}

QTEST_APPLESS_MAIN(TestVectorDistance)
#include "test_vector_distance.moc"

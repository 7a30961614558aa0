#include "engine/core/error.h"
#include "engine/evidence/burn_shapes.h"
#include "tests/engine/evidence/shape_cases.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// Which cells shapes are drawn into, and with which value; what counts as a shape.
class TestBurnShapes : public QObject {
  Q_OBJECT

 private slots:
  void whichCellsAreCovered_data();
  void whichCellsAreCovered();
  void laterShapesLieOnTop();
  void largePolygonsAreRightInEveryTile();
  void rotatedGridsAreFilledByCentres();
  void polesMayBeEnclosed_data();
  void polesMayBeEnclosed();
  void geometriesComeApart();
  void badGeometriesAreNamed();
};

namespace {

const std::string wgs84 = crsOfCode(4326);

struct Drawn {
  std::vector<float> values;
  std::size_t covered;
};

Drawn draw(const Grid& grid, const std::vector<Shape>& shapes, float background = 0,
           bool allTouched = false) {
  MemorySink sink(grid, 1);
  const std::size_t covered = writeBurned(grid, shapes, background, allTouched, sink, Progress());
  return {sink.values, covered};
}

} // namespace

void TestBurnShapes::whichCellsAreCovered_data() {
  QTest::addColumn<QString>("geometry");
  QTest::addColumn<bool>("allTouched");
  QTest::addColumn<QString>("cells"); // 4 x 3 cells of size 1 from (0, 3)
  QTest::newRow("point") << "POINT (1.9 2.9)" << false << ".#.. .... ....";
  QTest::newRow("line") << "LINESTRING (0.6 2.6, 2.2 2.4, 2.2 0.4)" << false << "###. ..#. ..#.";
  QTest::newRow("polygon by centres")
      << "POLYGON ((0.6 0.6, 2.6 0.6, 2.6 2.9, 0.6 2.9, 0.6 0.6))" << false << ".##. .##. ....";
  QTest::newRow("polygon by touch") << "POLYGON ((0.6 0.6, 2.6 0.6, 2.6 2.9, 0.6 2.9, 0.6 0.6))" << true
                                    << "###. ###. ###.";
  QTest::newRow("hole") << "POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))" << false
                        << "#### #.## ####";
  QTest::newRow("overlapping parts")
      << "MULTIPOLYGON (((0 0, 2 0, 2 3, 0 3, 0 0)), ((1 1, 4 1, 4 3, 1 3, 1 1)))" << false
      << "#### #### ##..";
  QTest::newRow("beyond the grid") << "POLYGON ((-99 -99, 1 -99, 1 99, -99 99, -99 -99))" << false
                                   << "#... #... #...";
  QTest::newRow("outside") << "POLYGON ((9 9, 10 9, 10 10, 9 9))" << true << ".... .... ....";
}

void TestBurnShapes::whichCellsAreCovered() {
  QFETCH(QString, geometry);
  QFETCH(bool, allTouched);
  QFETCH(QString, cells);
  const Drawn drawn =
      draw(gridAt(0, 3, 1, 4, 3), shapesOf({geometry.toStdString()}), std::nanf(""), allTouched);
  QString found;
  for (std::size_t i = 0; i < drawn.values.size(); ++i)
    found += QString(i > 0 && i % 4 == 0 ? " " : "") + (std::isnan(drawn.values[i]) ? "." : "#");
  QCOMPARE(found, cells);
  QCOMPARE(drawn.covered, static_cast<std::size_t>(cells.count('#')));
}

void TestBurnShapes::laterShapesLieOnTop() {
  const Drawn drawn =
      draw(gridAt(0, 1, 1, 5, 1), shapesOf({"LINESTRING (0.5 0.5, 3.5 0.5)",
                                            "POLYGON ((1.6 0, 4 0, 4 1, 1.6 1, 1.6 0))", "POINT (3.5 0.5)"}));
  QCOMPARE(drawn.values, (std::vector<float>{1, 1, 2, 3, 0}));
}

void TestBurnShapes::largePolygonsAreRightInEveryTile() {
  // A ring of radii 300 and 500 around the corner of four tiles, as polygons of 7,200 edges.
  const auto circle = [](double radius) {
    std::vector<Point> ring;
    for (int i = 0; i <= 7200; ++i)
      ring.push_back(
          {512 + radius * std::cos(i % 7200 * M_PI / 3600), 512 + radius * std::sin(i % 7200 * M_PI / 3600)});
    return ring;
  };
  Grid grid = gridAt(0, 0, 1, 1024, 1024);
  grid.transform[5] = 1;
  const Drawn drawn = draw(grid, {{Shape::Kind::Polygon, {circle(500), circle(300)}, 1}});
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const Point center = grid.center(column, row);
      const double distance = std::hypot(center.x - 512, center.y - 512);
      if (std::abs(distance - 500) > 1e-3 && std::abs(distance - 300) > 1e-3) // the polygon's sagitta is 2e-4
        QCOMPARE(drawn.values[static_cast<std::size_t>(row * grid.columns + column)] > 0,
                 distance > 300 && distance < 500);
    }
}

void TestBurnShapes::rotatedGridsAreFilledByCentres() {
  Grid grid = gridAt(0, 0, 1, 40, 40);
  grid.transform = {10, 0.8, 0.6, 5, 0.6, -0.8};
  const Drawn drawn =
      draw(grid, shapesOf({"POLYGON ((20.01 0.02, 40.03 0.02, 40.03 15.04, 20.01 15.04, 20.01 0.02))"}));
  for (int row = 0; row < 40; ++row)
    for (int column = 0; column < 40; ++column) {
      const Point p = grid.center(column, row);
      QCOMPARE(drawn.values[static_cast<std::size_t>(row * 40 + column)] > 0,
               p.x > 20.01 && p.x < 40.03 && p.y > 0.02 && p.y < 15.04);
    }
}

void TestBurnShapes::polesMayBeEnclosed_data() {
  QTest::addColumn<QString>("geometry");
  QTest::newRow("down the anti-meridian and along the pole")
      << "POLYGON ((-180 -60, 0 -60, 180 -60, 180 -90, -180 -90, -180 -60))";
  QTest::newRow("around the pole") << "POLYGON ((20 -60, 110 -60, -160 -60, -70 -60, 20 -60))";
  QTest::newRow("the other way round") << "POLYGON ((170 -60, 10 -60, -170 -60, 170 -60))";
}

void TestBurnShapes::polesMayBeEnclosed() {
  QFETCH(QString, geometry);
  const Drawn drawn = draw(gridAt(-180, 90, 30, 12, 6, wgs84), shapesOf({geometry.toStdString()}, wgs84));
  for (std::size_t i = 0; i < drawn.values.size(); ++i)
    QCOMPARE(drawn.values[i] > 0, i >= 60);
}

void TestBurnShapes::geometriesComeApart() {
  const std::vector<Shape> shapes = shapesOf(
      {"GEOMETRYCOLLECTION (POINT Z (1 2 3), MULTILINESTRING ((0 0, 1 1), (2 2, 3 3)), POLYGON EMPTY)",
       "CURVEPOLYGON (CIRCULARSTRING (0 0, 2 0, 0 0))", "TIN (((0 0, 1 0, 0 1, 0 0)))", "LINESTRING EMPTY"});
  QCOMPARE(shapes.size(), std::size_t(5));
  QCOMPARE(shapes[0].kind, Shape::Kind::Point);
  QCOMPARE(shapes[2].paths.front().front().x, 2.0);
  QCOMPARE(shapes[2].value, 1.0);
  QCOMPARE(shapes[3].kind, Shape::Kind::Polygon);
  QVERIFY(shapes[3].paths.front().size() > 50); // the circle
  QCOMPARE(shapes[4].value, 3.0);
}

void TestBurnShapes::badGeometriesAreNamed() {
  ShapeReader reader("faults", {});
  const auto sentence = [&reader](const std::string& wkb) -> QString {
    try {
      reader.add(wkb, 1);
    } catch (const Error& failure) {
      return failure.what();
    }
    return {};
  };
  QCOMPARE(sentence("no geometry"), QString("The layer 'faults' has a geometry that cannot be read: repair "
                                            "the layer with Fix geometries first."));
  std::string infinite = wkbOf("LINESTRING (0 0, 1 1)");
  const double inf = std::numeric_limits<double>::infinity();
  infinite.replace(infinite.size() - 8, 8, reinterpret_cast<const char*>(&inf), 8);
  QCOMPARE(sentence(infinite),
           QString("The layer 'faults' has a coordinate that is not a number: remove that feature first."));
}

QTEST_APPLESS_MAIN(TestBurnShapes)
#include "test_burn_shapes.moc"

#include "engine/evidence/burn_shapes.h"
#include "engine/evidence/kernel_density.h"
#include "engine/evidence/vector_distance.h"
#include "engine/raster/shard.h"
#include "tests/engine/evidence/shape_cases.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

using namespace prospectivity;

namespace {

/// Writes a part of the grid; without cells: all of it. Returns how many cells shapes reach.
using Write = std::function<std::size_t(const Grid&, RasterSink&, const Tile& part)>;

} // namespace

Q_DECLARE_METATYPE(Write)

/// Evidence of vectors that is made in shards, against the same at once.
class TestVectorParts : public QObject {
  Q_OBJECT

 private slots:
  void partsHaveTheBitsOfTheWhole_data();
  void partsHaveTheBitsOfTheWhole();
  void tilesAreCutToParts();
};

namespace {

/// Lines, a polygon with a hole across all seams, and points, all in units of cells from the upper left
/// corner of a grid; some lie beyond it.
std::vector<Shape> shapesOn(const Grid& grid, bool hasPolygon) {
  const auto place = [&](double column, double row) {
    const auto& t = grid.transform;
    return QStringLiteral("%1 %2").arg(t[0] + column * t[1], 0, 'f', 9).arg(t[3] + row * t[5], 0, 'f', 9);
  };
  const auto path = [&](const std::vector<std::pair<double, double>>& places) {
    QStringList texts;
    for (const auto& [column, row] : places)
      texts << place(column, row);
    return "(" + texts.join(", ") + ")";
  };
  std::vector<std::string> geometries;
  const auto add = [&](const QString& geometry) { geometries.push_back(geometry.toStdString()); };
  if (hasPolygon)
    add("POLYGON (" +
        path({{100.3, 120.7}, {530.5, 90.1}, {470.2, 500.9}, {256.0, 512.5}, {90.9, 300.3}, {100.3, 120.7}}) +
        ", " + path({{300, 240}, {400, 250}, {350, 330}, {300, 240}}) + ")");
  for (int i = 0; i < 40; ++i)
    add("LINESTRING " +
        path({{-30 + 17.31 * i, 13.7 * i}, {600 - 11.9 * i, 40.3 + 9.1 * i}, {3.3 * i, 590}}));
  for (int i = 0; i < 60; ++i)
    add("POINT " + path({{std::fmod(97.3 * i, 640) - 20, std::fmod(61.7 * i, 600) - 20}}));
  return shapesOf(geometries, grid.crs);
}

bool isSame(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

void TestVectorParts::partsHaveTheBitsOfTheWhole_data() {
  QTest::addColumn<Write>("write");
  QTest::newRow("distance") << Write([](const Grid& grid, RasterSink& sink, const Tile& part) {
    writeDistance(grid, shapesOn(grid, true), sink, Progress(), part);
    return part.cells() > 0 ? part.cells() : grid.cells();
  });
  for (const Kernel kernel : {Kernel::Quartic, Kernel::Uniform})
    QTest::newRow(kernel == Kernel::Quartic ? "density" : "plain density")
        << Write([kernel](const Grid& grid, RasterSink& sink, const Tile& part) {
             return writeDensity(grid, shapesOn(grid, false), grid.crs.empty() ? 25 : 2500, kernel, sink,
                                 Progress(), part);
           });
  for (const bool touched : {false, true})
    QTest::newRow(touched ? "values in every touched cell" : "values")
        << Write([touched](const Grid& grid, RasterSink& sink, const Tile& part) {
             return writeBurned(grid, shapesOn(grid, true), std::numeric_limits<float>::quiet_NaN(), touched,
                                sink, Progress(), part);
           });
}

// 3 x 3 blocks. Tiles of the whole hold several, so that parts begin within them.
void TestVectorParts::partsHaveTheBitsOfTheWhole() {
  QFETCH(Write, write);
  for (const Grid& grid :
       {gridAt(5, 700, 1, 600, 540), gridAt(19.5, 61.5, 0.001, 600, 540, crsOfCode(4326))}) {
    MemorySink whole(grid, 1);
    const std::size_t reached = write(grid, whole, {});
    QVERIFY(reached > 0);
    for (const std::size_t count : {1U, 2U, 7U}) {
      MemorySink joined(grid, 1);
      std::size_t together = 0;
      for (std::size_t number = count; number >= 1; --number) {
        const Tile part = cellsOfShard(grid, {number, count}, "SHARD");
        MemorySink sink(partOf(grid, part), 1);
        together += write(grid, sink, part);
        joined.write(part, sink.values.data());
      }
      QVERIFY(isSame(joined.values, whole.values));
      QCOMPARE(together, reached);
    }
  }
}

void TestVectorParts::tilesAreCutToParts() {
  std::vector<float> values{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}; // 4 x 3 cells from column 10, row 20
  Tile tile{10, 20, 4, 3};
  cutToPart({11, 21, 2, 30}, tile, values);
  QCOMPARE(values, (std::vector<float>{5, 6, 9, 10}));
  QCOMPARE(tile.column, 0);
  QCOMPARE(tile.row, 0);
  QCOMPARE(tile.columns, 2);
  QCOMPARE(tile.rows, 2);
  QCOMPARE(sharedCells({0, 0, 5, 5}, {5, 2, 3, 3}).cells(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestVectorParts)
#include "test_vector_parts.moc"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/predict/target_polygons.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/memory_raster.h"

#include <QTemporaryDir>
#include <QtTest>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

using namespace prospectivity;

/// Polygons of target levels against a plain flood fill.
class TestTargetPolygons : public QObject {
  Q_OBJECT

 private slots:
  void patchesAreThoseOfAFloodFill_data();
  void patchesAreThoseOfAFloodFill();
  void aRingAndWhatLiesInItAreTwo();
  void areasInDegreesAreGround();
  void cancelStops();

 private:
  std::vector<TargetPolygon> polygonsOf(MemoryRaster& map, const Progress& progress = Progress()) const {
    const std::string path = (mFolder.path() + "/levels.tif").toStdString();
    const auto sink = createRaster(path, map.grid(), {"level"}, {CellType::Byte, true});
    writeTargetLevels(map, mLevels, *sink, Progress());
    sink->finish();
    return targetPolygons(map, mLevels, path, progress);
  }
  std::vector<TargetLevel> mLevels{{0.1, 0.8}, {0.4, 0.5}};
  QTemporaryDir mFolder;
};

namespace {

const float missing = std::nanf("");

std::string wktOf(int code) {
  OGRSpatialReference crs;
  crs.importFromEPSG(code);
  char* text = nullptr;
  crs.exportToWkt(&text);
  std::string wkt = text;
  CPLFree(text);
  return wkt;
}

std::unique_ptr<OGRGeometry> geometryOf(const TargetPolygon& polygon) {
  OGRGeometry* geometry = nullptr;
  OGRGeometryFactory::createFromWkb(polygon.wkb.data(), nullptr, &geometry, polygon.wkb.size());
  return std::unique_ptr<OGRGeometry>(geometry);
}

/// Cells of each patch by its first cell.
std::map<int, std::vector<int>> floodFill(const Grid& grid, const std::vector<int>& levels) {
  std::map<int, std::vector<int>> patches;
  std::set<int> seen;
  for (int first = 0; first < static_cast<int>(levels.size()); ++first) {
    if (levels[std::size_t(first)] > 2 || !seen.insert(first).second)
      continue;
    std::vector<int> cells{first};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const int row = cells[i] / grid.columns;
      const int column = cells[i] % grid.columns;
      for (const auto& [y, x] :
           {std::pair{row - 1, column}, {row + 1, column}, {row, column - 1}, {row, column + 1}}) {
        const int next = y * grid.columns + x;
        if (y >= 0 && x >= 0 && y < grid.rows && x < grid.columns &&
            levels[std::size_t(next)] == levels[std::size_t(first)] && seen.insert(next).second)
          cells.push_back(next);
      }
    }
    patches[first] = cells;
  }
  return patches;
}

} // namespace

void TestTargetPolygons::patchesAreThoseOfAFloodFill_data() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  QTest::addColumn<bool>("turned");
  QTest::newRow("one cell") << 1 << 1 << false;
  QTest::newRow("one row") << 90 << 1 << false;
  QTest::newRow("one column") << 1 << 90 << false;
  QTest::newRow("more rows than are read together") << 7 << 300 << false;
  QTest::newRow("a turned grid") << 40 << 31 << true;
}

void TestTargetPolygons::patchesAreThoseOfAFloodFill() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  QFETCH(bool, turned);
  const Grid grid{turned ? std::array<double, 6>{500000, 80, 60, 2900000, 60, -80}
                         : std::array<double, 6>{500000, 100, 0, 2900000, 0, -100},
                  columns, rows, wktOf(32650)};
  Random random(7);
  std::vector<float> values;
  std::vector<int> levels;
  for (std::size_t i = 0; i < grid.cells(); ++i) {
    const bool hole = i > 0 && random.uniform() < 0.1;
    values.push_back(hole ? missing : static_cast<float>(random.uniform()));
    levels.push_back(hole ? 9 : values[i] >= 0.8F ? 1 : values[i] >= 0.5F ? 2 : 3);
  }
  values[0] = 0.9F;
  levels[0] = 1;
  MemoryRaster map(grid, {"map"}, values);
  const std::vector<TargetPolygon> found = polygonsOf(map);
  const std::map<int, std::vector<int>> expected = floodFill(grid, levels);
  QCOMPARE(found.size(), expected.size());
  std::set<int> met;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const TargetPolygon& polygon = found[i];
    const auto geometry = geometryOf(polygon);
    QVERIFY(geometry->IsValid());
    int first = -1; // of the cells whose centre lies in the polygon
    for (const auto& [cell, cells] : expected) {
      if (cells.size() != polygon.cells || met.count(cell) > 0)
        continue;
      const Point center = grid.center(cell % columns, cell / columns);
      const OGRPoint point(center.x, center.y);
      if (geometry->Contains(&point))
        first = first < 0 ? cell : first;
    }
    QVERIFY(first >= 0 && met.insert(first).second);
    const std::vector<int>& cells = expected.at(first);
    double sum = 0;
    float max = 0;
    for (const int cell : cells) {
      sum += static_cast<double>(values[std::size_t(cell)]);
      max = std::max(max, values[std::size_t(cell)]);
    }
    QCOMPARE(polygon.level, levels[std::size_t(first)]);
    QCOMPARE(polygon.cells, cells.size());
    QVERIFY(std::abs(polygon.mean - sum / static_cast<double>(cells.size())) < 1e-12);
    QCOMPARE(polygon.max, static_cast<double>(max));
    const double area = static_cast<double>(cells.size()) * 1e4;
    QVERIFY(std::abs(polygon.squareMetres - area) < 1e-6 * area);
    QVERIFY(std::abs(static_cast<const OGRPolygon&>(*geometry).get_Area() - area) < 1e-6 * area);
    if (i > 0) {
      QVERIFY(found[i - 1].level <= polygon.level);
      QVERIFY(found[i - 1].level < polygon.level || found[i - 1].cells >= polygon.cells);
    }
  }
}

void TestTargetPolygons::aRingAndWhatLiesInItAreTwo() {
  std::vector<float> values(25, 0.6F);
  values[12] = 0.9F; // in the middle
  values[0] = 0.1F;
  MemoryRaster map({{0, 1, 0, 5, 0, -1}, 5, 5, ""}, {"map"}, values);
  const std::vector<TargetPolygon> found = polygonsOf(map);
  QCOMPARE(found.size(), std::size_t{2});
  QCOMPARE(found[0].level, 1);
  QCOMPARE(found[0].max, static_cast<double>(0.9F));
  QCOMPARE(found[1].cells, std::size_t{23});
  QCOMPARE(static_cast<const OGRPolygon&>(*geometryOf(found[1])).getNumInteriorRings(), 1);
  QVERIFY2(std::isnan(found[0].squareMetres), "without a CRS there is no ground");
}

void TestTargetPolygons::areasInDegreesAreGround() {
  // All of the Earth in one patch, as large as the ellipsoid WGS 84 (510,065,621.7 square kilometres).
  MemoryRaster map({{-180, 10, 0, 90, 0, -10}, 36, 18, wktOf(4326)}, {"map"}, std::vector<float>(648, 1.0F));
  const std::vector<TargetPolygon> found = polygonsOf(map);
  QCOMPARE(found.size(), std::size_t{1});
  QVERIFY(std::abs(found[0].squareMetres / 1e6 - 510065621.724) < 1);
}

void TestTargetPolygons::cancelStops() {
  MemoryRaster map({{0, 1, 0, 5, 0, -1}, 5, 5, ""}, {"map"}, std::vector<float>(25, 0.6F));
  for (const int calls : {1, 2}) { // while reading, and while GDAL draws
    int left = calls;
    Progress progress;
    progress.isCancelled = [&left] { return --left < 0; };
    QVERIFY_EXCEPTION_THROWN(polygonsOf(map, progress), Cancelled);
  }
}

QTEST_APPLESS_MAIN(TestTargetPolygons)
#include "test_target_polygons.moc"

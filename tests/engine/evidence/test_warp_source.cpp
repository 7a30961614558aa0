#include "engine/evidence/warp_source.h"
#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/evidence_files.h"

#include <QtTest>
#include <cpl_string.h>
#include <gdal_utils.h>

#include <algorithm>

using namespace prospectivity;

/// Warping must equal gdalwarp with the same resampling, cell by cell, whatever the source looks like.
class TestWarpSource : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void equalsGdalwarp_data();
  void equalsGdalwarp();
  void tilesDoNotMatter();
  void noDataDoesNotMix();
  void southUpAndNorthUpAreTheSame();
  void longitudesBeyondTheAntimeridian();

 private:
  std::vector<float> warped(const std::string& path, const Grid& grid, Resampling resampling) {
    const auto source = warpTo(openRaster(path), grid, resampling);
    std::vector<float> values(grid.cells());
    source->read({0}, {0, 0, grid.columns, grid.rows}, values.data());
    return values;
  }
  QTemporaryDir mFolder;
};

namespace {

Grid gridOf(double left, double top, double cell, int columns, int rows, int epsg) {
  OGRSpatialReference reference;
  reference.importFromEPSG(epsg);
  char* text = nullptr;
  reference.exportToWkt(&text);
  const Grid grid{{left, cell, 0, top, 0, -cell}, columns, rows, text};
  CPLFree(text);
  return grid;
}

std::vector<float> gdalwarp(const std::string& path, const Grid& grid, int epsg, const std::string& method,
                            double columnScale, double rowScale) {
  CPLStringList arguments;
  const auto add = [&](const std::string& word) { arguments.AddString(word.c_str()); };
  for (const char* word :
       {"-of", "MEM", "-ot", "Float32", "-dstnodata", "nan", "-et", "0", "-ovr", "NONE", "-r"})
    add(word);
  add(method);
  // Without them gdalwarp measures by the window it warps, in whole cells, and each release in its own way.
  for (const std::string& scale :
       {"XSCALE=" + std::to_string(columnScale), "YSCALE=" + std::to_string(rowScale)}) {
    add("-wo");
    add(scale);
  }
  add("-t_srs");
  add("EPSG:" + std::to_string(epsg));
  add("-te");
  add(std::to_string(grid.transform[0]));
  add(std::to_string(grid.transform[3] + grid.rows * grid.transform[5]));
  add(std::to_string(grid.transform[0] + grid.columns * grid.transform[1]));
  add(std::to_string(grid.transform[3]));
  add("-ts");
  add(std::to_string(grid.columns));
  add(std::to_string(grid.rows));
  GDALDatasetH source = GDALOpen(path.c_str(), GA_ReadOnly);
  GDALWarpAppOptions* options = GDALWarpAppOptionsNew(arguments.List(), nullptr);
  GDALDatasetH result = GDALWarp("", nullptr, 1, &source, options, nullptr);
  GDALWarpAppOptionsFree(options);
  std::vector<float> values(grid.cells());
  if (GDALRasterIO(GDALGetRasterBand(result, 1), GF_Read, 0, 0, grid.columns, grid.rows, values.data(),
                   grid.columns, grid.rows, GDT_Float32, 0, 0) != CE_None)
    qFatal("gdalwarp's result cannot be read");
  GDALClose(result);
  GDALClose(source);
  return values;
}

} // namespace

void TestWarpSource::equalsGdalwarp_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("resampling");
  const char* const kinds[] = {"half a cell beside", "rotated grid", "another CRS", "finer source",
                               "int16 with NoData"};
  for (int kind = 0; kind < 5; ++kind)
    for (int method = 0; method < 5; ++method)
      QTest::newRow(
          qPrintable(QString("%1, %2")
                         .arg(kinds[kind])
                         .arg(QString::fromStdString(resamplingName(static_cast<Resampling>(method))))))
          << kind << method;
}

void TestWarpSource::equalsGdalwarp() {
  QFETCH(int, kind);
  QFETCH(int, resampling);
  EvidenceFile file;
  const Grid grid = gridOf(500200, 2899800, 100, 14, 11, 32650);
  if (kind == 0)
    file.transform = {499950, 100, 0, 2900050, 0, -100};
  if (kind == 1)
    file.transform = {499500, 90, 40, 2899800, 40, -90};
  if (kind == 2) {
    file.epsg = 4326;
    file.transform = {116.99, 0.001, 0, 26.23, 0, -0.001};
    file.columns = file.rows = 40;
    file.value = [](double x, double y) { return std::sin(x * 900) + std::cos(y * 700); };
  }
  if (kind == 3) {
    file.transform = {500000, 23, 0, 2900000, 0, -23};
    file.columns = file.rows = 90;
  }
  if (kind == 4) {
    file.type = GDT_Int16;
    file.hasNoData = true;
    file.noData = -1;
    file.value = [](double x, double y) {
      return std::fmod(x / 50 + y / 130, 9) < 1 ? -1 : std::fmod(x * 7 + y * 3, 500);
    };
    file.transform = {500030, 70, 0, 2900040, 0, -70};
    file.columns = file.rows = 40;
  }
  const std::string path = writeEvidence(mFolder, QString("warp%1.tif").arg(kind), file);
  const auto method = static_cast<Resampling>(resampling);
  // Cells of the grid per cell of the file, written out: 1; 90 and 40 make a cell of side sqrt(90^2 + 40^2);
  // a thousandth of a degree at 26.2 degrees north is 99.95 by 110.78 m; 23; 70 m.
  const double columnScales[] = {1, 0.98489, 0.99947, 0.23, 0.7};
  const double rowScales[] = {1, 0.98489, 1.10784, 0.23, 0.7};
  const std::vector<float> expected =
      gdalwarp(path, grid, 32650, resamplingName(method), columnScales[kind], rowScales[kind]);
  const std::vector<float> found = warped(path, grid, method);
  int withData = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    QCOMPARE(std::isnan(found[i]), std::isnan(expected[i]));
    withData += std::isnan(found[i]) ? 0 : 1;
    QVERIFY2(std::isnan(found[i]) ||
                 std::abs(found[i] - expected[i]) <= 1e-5 * std::fmax(1, std::abs(expected[i])),
             qPrintable(QString("cell %1: %2 and not %3").arg(i).arg(found[i]).arg(expected[i])));
  }
  QVERIFY(withData > 40);
}

void TestWarpSource::tilesDoNotMatter() {
  EvidenceFile file;
  file.epsg = 4326;
  file.transform = {116.99, 0.001, 0, 26.23, 0, -0.001};
  file.columns = file.rows = 40;
  const std::string path = writeEvidence(mFolder, "tiles.tif", file);
  const Grid grid = gridOf(499500, 2900200, 37, 100, 90, 32650);
  const std::vector<float> whole = warped(path, grid, Resampling::Cubic);
  const auto source = warpTo(openRaster(path), grid, Resampling::Cubic);
  for (int row = 0; row < 90; row += 7)
    for (int column = 0; column < 100; column += 13) {
      const Tile tile{column, row, std::min(13, 100 - column), std::min(7, 90 - row)};
      std::vector<float> part(tile.cells());
      source->read({0}, tile, part.data());
      for (int y = 0; y < tile.rows; ++y)
        for (int x = 0; x < tile.columns; ++x) {
          const float a = part[static_cast<std::size_t>(y * tile.columns + x)];
          const float b = whole[static_cast<std::size_t>((row + y) * 100 + column + x)];
          QVERIFY(a == b || (std::isnan(a) && std::isnan(b)));
        }
    }
}

// A raster of ones with holes, declared as -9999, as NaN beside it, or both: every result is one or NoData.
void TestWarpSource::noDataDoesNotMix() {
  EvidenceFile file;
  file.hasNoData = true;
  file.noData = -9999;
  file.transform = {500013, 100, 0, 2900027, 0, -100};
  file.value = [](double x, double y) {
    const double stripes = std::fmod(x / 100 + 2 * y / 100, 5);
    return stripes < 1 ? -9999.0 : stripes < 2 ? std::nan("") : 1.0;
  };
  const std::string path = writeEvidence(mFolder, "holes.tif", file);
  for (const Resampling method : {Resampling::Bilinear, Resampling::Cubic, Resampling::Average}) {
    int ones = 0;
    for (const float value : warped(path, gridOf(500000, 2900000, 90, 20, 14, 32650), method)) {
      QVERIFY(std::isnan(value) || std::abs(value - 1) < 1e-5);
      ones += std::isnan(value) ? 0 : 1;
    }
    QVERIFY(ones > 50);
  }
}

void TestWarpSource::southUpAndNorthUpAreTheSame() {
  EvidenceFile northUp;
  EvidenceFile southUp = northUp;
  southUp.transform = {500000, 100, 0, 2900000 - 1500, 0, 100};
  const Grid grid = gridOf(500150, 2899850, 60, 20, 15, 32650);
  const std::vector<float> a =
      warped(writeEvidence(mFolder, "north.tif", northUp), grid, Resampling::Bilinear);
  const std::vector<float> b =
      warped(writeEvidence(mFolder, "south.tif", southUp), grid, Resampling::Bilinear);
  for (std::size_t i = 0; i < a.size(); ++i)
    QVERIFY(std::abs(a[i] - b[i]) < 1e-4);
}

// The map of the value is the same whether a raster counts longitudes from 170 to 190 or a projected grid
// looks at it there.
void TestWarpSource::longitudesBeyondTheAntimeridian() {
  EvidenceFile file;
  file.epsg = 4326;
  file.transform = {170, 0.5, 0, 10, 0, -0.5};
  file.columns = file.rows = 40;
  file.value = [](double x, double) { return x; };
  const std::string path = writeEvidence(mFolder, "antimeridian.tif", file);
  // A Mercator centred on 150 degrees east, in metres: 178 to 182 degrees east.
  const Grid grid = gridOf(3117000, 400000, 89056, 5, 4, 3832);
  const std::vector<float> found = warped(path, grid, Resampling::Nearest);
  QVERIFY(std::all_of(found.begin(), found.end(), [](float value) { return !std::isnan(value); }));
  for (int column = 0; column < 5; ++column) {
    const double longitude = 150 + (3117000 + (column + 0.5) * 89056) / 111319.49;
    QVERIFY2(std::abs(found[static_cast<std::size_t>(column)] - longitude) < 0.26, "within half a cell");
  }
}

QTEST_GUILESS_MAIN(TestWarpSource)
#include "test_warp_source.moc"

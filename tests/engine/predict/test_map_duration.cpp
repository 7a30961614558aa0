#include "engine/core/error.h"
#include "engine/predict/map_duration.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <cmath>
#include <set>
#include <utility>
#include <vector>

using namespace prospectivity;

/// What is tried to say how long a map takes: places all over it, inside the mask, with data. No test asks
/// for seconds.
class TestMapDuration : public QObject {
  Q_OBJECT

 private slots:
  void cellsWithAValueAreCounted();
  void placesLieAllOverTheRaster();
  void groundWithoutDataHasNoDuration();
  void aSingleCellWillDo();
  void cancelStops();
};

namespace {

const float missing = std::nanf("");

/// Columns from `from` on have data.
MemoryRaster halfEmpty(int columns, int rows, int from) {
  std::vector<float> values;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      values.push_back(column < from ? missing : 1);
  return MemoryRaster({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, {"W"}, values);
}

/// Hands the values on; a second band that must not count.
void copy(const float* features, const Tile& tile, float* outputs) {
  for (std::size_t cell = 0; cell < tile.cells(); ++cell) {
    if (!std::isnan(outputs[cell]))
      outputs[cell] = features[cell];
    outputs[tile.cells() + cell] = 1;
  }
}

TilingOptions twoBands() {
  TilingOptions options;
  options.outputBands = 2;
  return options;
}

} // namespace

void TestMapDuration::cellsWithAValueAreCounted() {
  MemoryRaster source = halfEmpty(400, 300, 200);
  const auto half = mapDuration(source, {0}, nullptr, twoBands(), copy, {});
  QVERIFY(half.has_value());
  QVERIFY2(std::abs(static_cast<double>(half->cells) - 60000) < 6000,
           qPrintable(QString::number(half->cells)));
  QVERIFY(std::isfinite(half->seconds) && half->seconds >= 0);

  MemoryRaster mask = halfEmpty(400, 300, 300); // NaN is outside
  const auto quarter = mapDuration(source, {0}, &mask, twoBands(), copy, {});
  QVERIFY(quarter.has_value());
  QVERIFY2(std::abs(static_cast<double>(quarter->cells) - 30000) < 6000,
           qPrintable(QString::number(quarter->cells)));
}

void TestMapDuration::placesLieAllOverTheRaster() {
  MemoryRaster source = halfEmpty(500, 500, 0);
  std::set<std::pair<int, int>> quarters;
  const TileFunction look = [&](const float*, const Tile& tile, float*) {
    QVERIFY(tile.column >= 0 && tile.row >= 0 && tile.column + tile.columns <= 500 && tile.row < 500);
    quarters.insert({tile.column / 250, tile.row / 250});
  };
  QVERIFY(mapDuration(source, {0}, nullptr, {}, look, {}).has_value());
  QCOMPARE(quarters.size(), std::size_t{4});
}

void TestMapDuration::groundWithoutDataHasNoDuration() {
  MemoryRaster source = halfEmpty(50, 50, 50);
  QVERIFY(!mapDuration(source, {0}, nullptr, twoBands(), copy, {}).has_value());
}

void TestMapDuration::aSingleCellWillDo() {
  MemoryRaster source = halfEmpty(1, 1, 0);
  const auto one = mapDuration(source, {0}, nullptr, twoBands(), copy, {});
  QVERIFY(one.has_value());
  QCOMPARE(one->cells, std::uint64_t{1});
}

void TestMapDuration::cancelStops() {
  MemoryRaster source = halfEmpty(50, 50, 0);
  Progress cancelled;
  cancelled.isCancelled = [] { return true; };
  QVERIFY_EXCEPTION_THROWN(mapDuration(source, {0}, nullptr, twoBands(), copy, cancelled), Cancelled);
}

QTEST_APPLESS_MAIN(TestMapDuration)
#include "test_map_duration.moc"

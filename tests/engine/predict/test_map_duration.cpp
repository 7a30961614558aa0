#include "engine/core/error.h"
#include "engine/predict/map_duration.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
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
  void whatATileTakesDoesNotCountForEachCell();
  void aSlowCellIsEnough();
  void placesLieAllOverTheRaster();
  void aPartCountsItsOwnCells();
  void aSmallMaskIsFound();
  void aFewFindsForetellNothing();
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

/// Hands the values on, with a second band that must not count. Time goes on by so much for each value, and
/// for each tile.
struct Work {
  double ofValue = 0;
  double ofTile = 0;
  double now = 50;

  TileFunction function() {
    return [this](const float* features, const Tile& tile, float* outputs) {
      now += ofTile;
      for (std::size_t cell = 0; cell < tile.cells(); ++cell) {
        if (!std::isnan(outputs[cell]))
          outputs[cell] = features[cell];
        now += std::isnan(outputs[cell]) ? 0 : ofValue;
        outputs[tile.cells() + cell] = 1;
      }
    };
  }
  std::function<double()> clock() {
    return [this] { return now; };
  }
};

TilingOptions twoBands() {
  TilingOptions options;
  options.outputBands = 2;
  return options;
}

} // namespace

void TestMapDuration::cellsWithAValueAreCounted() {
  MemoryRaster source = halfEmpty(400, 300, 200);
  Work work{0.001, 0};
  TilingOptions options = twoBands();
  options.threads = 4;
  const auto half = mapDuration(source, {0}, nullptr, options, work.function(), {}, work.clock());
  QVERIFY(half.has_value());
  QVERIFY2(std::abs(static_cast<double>(half->cells) - 60000) < 6000,
           qPrintable(QString::number(half->cells)));
  // A millisecond each, on four threads.
  QVERIFY2(std::abs(half->seconds - 15) < 1.5, qPrintable(QString::number(half->seconds)));

  MemoryRaster mask = halfEmpty(400, 300, 300); // NaN is outside
  const auto quarter = mapDuration(source, {0}, &mask, options, work.function(), {}, work.clock());
  QVERIFY(quarter.has_value());
  QVERIFY2(std::abs(static_cast<double>(quarter->cells) - 30000) < 6000,
           qPrintable(QString::number(quarter->cells)));
}

// What is prepared once for a tile of a thousand cells is not there a thousand times.
void TestMapDuration::whatATileTakesDoesNotCountForEachCell() {
  MemoryRaster source = halfEmpty(2000, 100, 0);
  Work work{1e-5, 1e-3};
  TilingOptions options = twoBands();
  options.threads = 1;
  const auto all = mapDuration(source, {0}, nullptr, options, work.function(), {}, work.clock());
  QVERIFY(all.has_value());
  QCOMPARE(all->cells, std::uint64_t{200000});
  // 2 seconds for the values; one cell a tile would make it 202.
  QVERIFY2(all->seconds >= 2 && all->seconds < 3, qPrintable(QString::number(all->seconds)));
}

void TestMapDuration::aSlowCellIsEnough() {
  MemoryRaster source = halfEmpty(100, 100, 0);
  Work work{30, 0};
  TilingOptions options = twoBands();
  options.threads = 1;
  const double start = work.now;
  const auto slow = mapDuration(source, {0}, nullptr, options, work.function(), {}, work.clock());
  QVERIFY(slow.has_value());
  QCOMPARE(work.now - start, 30.0);
  QCOMPARE(slow->seconds, 300000.0);
}

void TestMapDuration::placesLieAllOverTheRaster() {
  MemoryRaster source = halfEmpty(500, 500, 0);
  std::set<std::pair<int, int>> quarters;
  const TileFunction look = [&](const float*, const Tile& tile, float*) {
    QVERIFY(tile.column >= 0 && tile.row >= 0 && tile.column + tile.columns <= 500 && tile.row < 500);
    quarters.insert({tile.column / 250, tile.row / 250});
  };
  QVERIFY(mapDuration(source, {0}, nullptr, {}, look, {}, [] { return 0.0; }).has_value());
  QCOMPARE(quarters.size(), std::size_t{4});
}

// Of the rows 100 to 150 alone, whose left half is empty.
void TestMapDuration::aPartCountsItsOwnCells() {
  MemoryRaster source = halfEmpty(400, 300, 200);
  Work work{0.001, 0};
  TilingOptions options = twoBands();
  options.threads = 1;
  options.part = {100, 100, 300, 50};
  const TileFunction compute = [&](const float* features, const Tile& tile, float* outputs) {
    QVERIFY(tile.column >= 100 && tile.column + tile.columns <= 400 && tile.row >= 100 && tile.row < 150);
    work.function()(features, tile, outputs);
  };
  const auto part = mapDuration(source, {0}, nullptr, options, compute, {}, work.clock());
  QVERIFY(part.has_value());
  QVERIFY2(std::abs(static_cast<double>(part->cells) - 10000) < 1500,
           qPrintable(QString::number(part->cells)));
}

// A licence of 30 cells by 30 on a million.
void TestMapDuration::aSmallMaskIsFound() {
  constexpr int side = 1000;
  MemoryRaster source = halfEmpty(side, side, 0);
  std::vector<float> inside(static_cast<std::size_t>(side) * side, 0);
  for (int row = 700; row < 730; ++row)
    std::fill_n(inside.begin() + row * side + 110, 30, 1.0F);
  MemoryRaster mask({{0, 1, 0, 0, 0, -1}, side, side, ""}, {"mask"}, inside);
  Work work{0.001, 0};
  TilingOptions options = twoBands();
  options.threads = 1;
  const auto licence = mapDuration(source, {0}, &mask, options, work.function(), {}, work.clock());
  QVERIFY(licence.has_value());
  QCOMPARE(licence->cells, std::uint64_t{900});
  QVERIFY2(std::abs(licence->seconds - 0.9) < 0.01, qPrintable(QString::number(licence->seconds)));
}

// Cells take long enough to be tried one by one; of 256 places very few have data.
void TestMapDuration::aFewFindsForetellNothing() {
  MemoryRaster source = halfEmpty(1000, 10, 990);
  Work work{0.01, 0};
  QVERIFY(!mapDuration(source, {0}, nullptr, twoBands(), work.function(), {}, work.clock()).has_value());
}

void TestMapDuration::groundWithoutDataHasNoDuration() {
  MemoryRaster source = halfEmpty(50, 50, 50);
  Work work;
  QVERIFY(!mapDuration(source, {0}, nullptr, twoBands(), work.function(), {}).has_value());
}

void TestMapDuration::aSingleCellWillDo() {
  MemoryRaster source = halfEmpty(1, 1, 0);
  Work work;
  const auto one = mapDuration(source, {0}, nullptr, twoBands(), work.function(), {});
  QVERIFY(one.has_value());
  QCOMPARE(one->cells, std::uint64_t{1});
}

void TestMapDuration::cancelStops() {
  MemoryRaster source = halfEmpty(50, 50, 0);
  Progress cancelled;
  cancelled.isCancelled = [] { return true; };
  Work work;
  QVERIFY_EXCEPTION_THROWN(mapDuration(source, {0}, nullptr, twoBands(), work.function(), cancelled),
                           Cancelled);
}

QTEST_APPLESS_MAIN(TestMapDuration)
#include "test_map_duration.moc"

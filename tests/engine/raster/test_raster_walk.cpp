#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/raster_mask.h"
#include "engine/raster/raster_walk.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>

using namespace prospectivity;

/// Every cell once, whatever the blocks of a file and the memory.
class TestRasterWalk : public QObject {
  Q_OBJECT

 private slots:
  void everyCellLiesInOneTile_data();
  void everyCellLiesInOneTile();
  void cellsAreMetRowByRow_data();
  void cellsAreMetRowByRow();
  void tilesHoldWholeBlocksWhereTheseFit();
  void aGridOfAnySizeIsCut();
  void tilesAreWholeBlocks();
  void aBandIsWalkedWithinItsBytes_data();
  void aBandIsWalkedWithinItsBytes();
  void maskedCellsAreNoData();
  void wholeRowsAreKept();
  void completeCellsHaveAllBands();
  void aShareOfTheLayersMayBeEnough();
  void theHaloBeyondTheRasterIsNoData();
  void aMaskOnAnotherGridIsNamed();
  void cancelStopsBetweenTiles();
  void fractionsGrowToOne();
};

namespace {

const float missing = std::nanf("");

Grid gridOf(int columns, int rows) {
  return {{0, 1, 0, 0, 0, -1}, columns, rows, ""};
}

/// Its cells counted from 0, in a file of such blocks.
class Counting : public MemoryRaster {
 public:
  Counting(const Grid& grid, int blockColumns, int blockRows)
      : MemoryRaster(grid, {"count"}, counted(grid)), mBlock{0, 0, blockColumns, blockRows} {}
  Tile naturalBlock() const override { return mBlock; }

 private:
  static std::vector<float> counted(const Grid& grid) {
    std::vector<float> values(grid.cells());
    std::iota(values.begin(), values.end(), 0.0F);
    return values;
  }
  Tile mBlock;
};

/// How often each cell lies in a tile.
std::vector<int> timesMet(const Grid& grid, const Tiles& tiles) {
  std::vector<int> times(grid.cells(), 0);
  for (std::size_t i = 0; i < tiles.count(); ++i) {
    const Tile tile = tiles[i];
    for (int row = tile.row; row < tile.row + tile.rows; ++row)
      for (int column = tile.column; column < tile.column + tile.columns; ++column)
        ++times.at(static_cast<std::size_t>(row * grid.columns + column));
  }
  return times;
}

void addCuts() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("blockColumns");
  QTest::addColumn<int>("blockRows");
  for (const auto& [columns, rows] : {std::pair{1, 1}, {37, 23}, {1, 300}, {300, 1}, {64, 64}})
    for (const auto& [blockColumns, blockRows] : {std::pair{columns, 1}, {16, 16}, {7, 5}, {256, 256}})
      QTest::addRow("%d x %d in blocks of %d x %d", columns, rows, blockColumns, blockRows)
          << columns << rows << blockColumns << blockRows;
}

constexpr std::size_t budgets[] = {0, 1, 5, 37, 300, 37 * 16, 5000, std::size_t{1} << 40};

} // namespace

void TestRasterWalk::everyCellLiesInOneTile_data() {
  addCuts();
}

void TestRasterWalk::everyCellLiesInOneTile() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  QFETCH(int, blockColumns);
  QFETCH(int, blockRows);
  const Grid grid = gridOf(columns, rows);
  const Counting raster(grid, blockColumns, blockRows);
  const std::vector<int> once(grid.cells(), 1);
  for (const std::size_t cells : budgets) {
    QCOMPARE(timesMet(grid, rowTiles(grid, blockRows, cells)), once);
    QCOMPARE(timesMet(grid, rowTiles(grid, blockRows, cells, 0)), once);
    QCOMPARE(timesMet(grid, blockTiles(raster, std::max<std::size_t>(cells, 1))), once);
  }
  QCOMPARE(timesMet(grid, Tiles(grid, blockColumns, blockRows)), once);
  QCOMPARE(Tiles(grid, blockColumns, blockRows).cells(), grid.cells());
}

void TestRasterWalk::cellsAreMetRowByRow_data() {
  addCuts();
}

void TestRasterWalk::cellsAreMetRowByRow() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  QFETCH(int, blockRows);
  const Grid grid = gridOf(columns, rows);
  for (const std::size_t cells : budgets) {
    const Tiles tiles = rowTiles(grid, blockRows, cells);
    std::size_t next = 0; // number of the cell that must come
    for (std::size_t i = 0; i < tiles.count(); ++i) {
      const Tile tile = tiles[i];
      QVERIFY(tile.cells() <= std::max<std::size_t>(cells, 1));
      QVERIFY(tile.rows == 1 || tile.columns == columns);
      QCOMPARE(static_cast<std::size_t>(tile.row * columns + tile.column), next);
      next += tile.cells();
    }
    QCOMPARE(next, grid.cells());
  }
}

void TestRasterWalk::tilesHoldWholeBlocksWhereTheseFit() {
  const Grid grid = gridOf(100, 1000);
  QCOMPARE(rowTiles(grid, 64, 20000)[0].rows, 192); // 200 rows would fit
  QCOMPARE(rowTiles(grid, 64, 6400)[0].rows, 64);
  QCOMPARE(rowTiles(grid, 64, 6399)[0].rows, 32); // half a block, so that none lies in three tiles
  QCOMPARE(rowTiles(grid, 64, 150)[0].rows, 1);
  QCOMPARE(rowTiles(grid, 64, 150)[0].columns, 100);
  QCOMPARE(rowTiles(grid, 64, 99)[0].columns, 99);
  QCOMPARE(rowTiles(grid, 64, 50000, 0)[0].rows, 64);
  QCOMPARE(rowTiles(grid, 64, 50000, 13000)[0].rows, 128);
  QCOMPARE(rowTiles(grid, 4096, 1 << 20)[0].rows, 1000);
  // More than pays is not read together, however much memory there is.
  QVERIFY(rowTiles(gridOf(10000, 10000), 256, std::size_t{1} << 40)[0].cells() <= cellsThatPay);
}

void TestRasterWalk::aGridOfAnySizeIsCut() {
  const int most = std::numeric_limits<int>::max();
  const Grid grid = gridOf(most, most);
  const Tiles tiles = rowTiles(grid, most, 1000);
  const Tile last = tiles[tiles.count() - 1];
  QCOMPARE(last.row, most - 1);
  QCOMPARE(last.column + last.columns, most);
  QCOMPARE(last.rows, 1);
  QCOMPARE(rowTiles(grid, 1, std::size_t{1} << 33)[1].row, 1);
}

void TestRasterWalk::tilesAreWholeBlocks() {
  const Counting raster(gridOf(1000, 2000), 64, 32);
  QCOMPARE(blockTiles(raster, 100000)[0].columns, 1000);
  QCOMPARE(blockTiles(raster, 100000)[0].rows, 96);
  QCOMPARE(blockTiles(raster, 10000)[0].columns, 256); // 312 would fit beside 32 rows
  QCOMPARE(blockTiles(raster, 10000)[0].rows, 32);
  QCOMPARE(blockTiles(raster, std::size_t{1} << 40)[0].rows, 512);
}

void TestRasterWalk::aBandIsWalkedWithinItsBytes_data() {
  addCuts();
}

void TestRasterWalk::aBandIsWalkedWithinItsBytes() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  QFETCH(int, blockColumns);
  QFETCH(int, blockRows);
  Counting raster(gridOf(columns, rows), blockColumns, blockRows);
  for (const std::size_t bytes : {4, 100, 1200, 1 << 20}) {
    BandWalk walk;
    walk.bytes = bytes;
    float next = 0;
    std::size_t most = 0;
    walkBand(raster, walk, Progress(), [&](const Tile& tile, const std::vector<float>& values) {
      QCOMPARE(values.size(), tile.cells());
      most = std::max(most, values.size() * sizeof(float));
      for (const float value : values)
        QCOMPARE(value, next++);
    });
    QCOMPARE(static_cast<std::size_t>(next), raster.grid().cells());
    QVERIFY(most <= bytes);
  }
  // Without a number of bytes it is the share of strips.
  qputenv("PROSPECTIVITY_MEMORY", "16");
  const std::size_t share = memoryBudget().of(MemoryUse::Strips);
  Counting large(gridOf(1000, 400), 256, 256);
  std::size_t tiles = 0;
  walkBand(large, {}, Progress(), [&](const Tile&, const std::vector<float>& values) {
    ++tiles;
    QVERIFY(values.size() * sizeof(float) <= share);
  });
  QCOMPARE(tiles, std::size_t{2});
  qunsetenv("PROSPECTIVITY_MEMORY");
  tiles = 0;
  walkBand(large, {}, Progress(), [&](const Tile&, const std::vector<float>&) { ++tiles; });
  QCOMPARE(tiles, std::size_t{1});
}

void TestRasterWalk::maskedCellsAreNoData() {
  Counting raster(gridOf(4, 2), 4, 1);
  MemoryRaster mask(raster.grid(), {"mask"}, {1, 0, -1, missing, 2, 0.5F, 0, 1});
  for (const std::size_t bytes : {1, 64, 1024}) {
    BandWalk walk;
    walk.mask = &mask;
    walk.bytes = bytes;
    std::vector<float> found;
    walkBand(raster, walk, Progress(), [&](const Tile&, const std::vector<float>& values) {
      found.insert(found.end(), values.begin(), values.end());
    });
    QCOMPARE(found.size(), std::size_t{8});
    for (const std::size_t cell : {0, 4, 5, 7})
      QCOMPARE(found[cell], static_cast<float>(cell));
    for (const std::size_t cell : {1, 2, 3, 6})
      QVERIFY(std::isnan(found[cell]));
  }
}

void TestRasterWalk::wholeRowsAreKept() {
  Counting raster(gridOf(50, 3), 50, 1);
  BandWalk walk;
  walk.bytes = 4;
  walk.wholeRows = true;
  int rows = 0;
  walkBand(raster, walk, Progress(), [&](const Tile& tile, const std::vector<float>&) {
    QCOMPARE(tile.columns, 50);
    rows += tile.rows;
  });
  QCOMPARE(rows, 3);
}

void TestRasterWalk::completeCellsHaveAllBands() {
  MemoryRaster raster(gridOf(3, 2), {"a", "b"}, {1, missing, 3, 4, 5, 6, 1, 2, 3, missing, 5, 0});
  MemoryRaster mask(raster.grid(), {"mask"}, {1, 1, 0, 1, 1, 1});
  const auto completeIn = [&](RasterSource* inside) {
    std::vector<unsigned char> found;
    walkComplete(raster, inside, Progress(), [&](const Tile&, const std::vector<unsigned char>& complete) {
      found.insert(found.end(), complete.begin(), complete.end());
    });
    return found;
  };
  QCOMPARE(completeIn(nullptr), (std::vector<unsigned char>{1, 0, 1, 0, 1, 1}));
  QCOMPARE(completeIn(&mask), (std::vector<unsigned char>{1, 0, 0, 0, 1, 1}));
}

// Three layers, one of two classes; cell by cell they have 3, 2, 1, 0, 2 and 3 of them.
void TestRasterWalk::aShareOfTheLayersMayBeEnough() {
  const float hole = missing;
  MemoryRaster raster(gridOf(3, 2), {"rock=1", "W", "rock=2", "Sn"},
                      {
                          0, 1,    hole, hole, hole, 0, // rock=1
                          1, hole, hole, hole, 5,    6, // W
                          1, 0,    hole, hole, hole, 1, // rock=2
                          1, 2,    3,    hole, 4,    5  // Sn
                      });
  MemoryRaster mask(raster.grid(), {"mask"}, {0, 1, 1, 1, 1, 1});
  const auto enoughFor = [&](double share, RasterSource* inside) {
    std::vector<unsigned char> found;
    walkComplete(
        raster, inside, Progress(),
        [&](const Tile&, const std::vector<unsigned char>& enough) {
          found.insert(found.end(), enough.begin(), enough.end());
        },
        share);
    return found;
  };
  using Cells = std::vector<unsigned char>;
  QCOMPARE(enoughFor(0.1, nullptr), (Cells{1, 1, 1, 0, 1, 1}));
  QCOMPARE(enoughFor(1.0 / 3, nullptr), (Cells{1, 1, 1, 0, 1, 1})); // exactly one layer
  QCOMPARE(enoughFor(0.34, nullptr), (Cells{1, 1, 0, 0, 1, 1}));
  QCOMPARE(enoughFor(2.0 / 3, nullptr), (Cells{1, 1, 0, 0, 1, 1}));
  QCOMPARE(enoughFor(0.67, nullptr), (Cells{1, 0, 0, 0, 0, 1}));
  QCOMPARE(enoughFor(1, nullptr), (Cells{1, 0, 0, 0, 0, 1}));
  QCOMPARE(enoughFor(0.5, &mask), (Cells{0, 1, 0, 0, 1, 1}));

  // A layer of classes needs all its bands.
  MemoryRaster half(gridOf(2, 1), {"rock=1", "rock=2", "W"}, {1, 1, hole, 0, 5, 6});
  std::vector<Cells> found;
  for (const double share : {0.5, 1.0})
    walkComplete(
        half, nullptr, Progress(), [&](const Tile&, const Cells& enough) { found.push_back(enough); }, share);
  QCOMPARE(found, (std::vector<Cells>{{1, 1}, {0, 1}}));
}

void TestRasterWalk::theHaloBeyondTheRasterIsNoData() {
  Counting raster(gridOf(5, 4), 5, 1);
  for (const Tile& tile : {Tile{0, 0, 5, 4}, Tile{4, 3, 1, 1}, Tile{1, 1, 2, 2}, Tile{0, 2, 3, 1}})
    for (const int halo : {0, 1, 3, 7}) {
      const std::vector<float> values = readWithHalo(raster, {0, 0}, tile, halo);
      const int columns = tile.columns + 2 * halo;
      const int rows = tile.rows + 2 * halo;
      QCOMPARE(values.size(), static_cast<std::size_t>(2 * columns * rows));
      for (int i = 0; i < 2 * columns * rows; ++i) {
        const int row = tile.row - halo + i / columns % rows;
        const int column = tile.column - halo + i % columns;
        const float value = values[static_cast<std::size_t>(i)];
        if (row < 0 || row >= 4 || column < 0 || column >= 5)
          QVERIFY(std::isnan(value));
        else
          QCOMPARE(value, static_cast<float>(row * 5 + column));
      }
    }
}

void TestRasterWalk::aMaskOnAnotherGridIsNamed() {
  Counting raster(gridOf(4, 2), 4, 1);
  MemoryRaster mask(gridOf(4, 3), {"mask"}, std::vector<float>(12, 1));
  const auto sentenceOf = [](const std::function<void()>& action) {
    try {
      action();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  const std::string expected =
      "Mask: memory lies on another grid than memory: make the mask on the grid of the stack.";
  BandWalk walk;
  walk.mask = &mask;
  QCOMPARE(sentenceOf([&] { walkBand(raster, walk, Progress(), [](const Tile&, std::vector<float>&) {}); }),
           expected);
  QCOMPARE(sentenceOf([&] {
             walkComplete(raster, &mask, Progress(), [](const Tile&, const std::vector<unsigned char>&) {});
           }),
           expected);
}

void TestRasterWalk::cancelStopsBetweenTiles() {
  Counting raster(gridOf(10, 10), 10, 1);
  int tiles = 0;
  Progress progress;
  progress.isCancelled = [&] { return tiles == 3; };
  BandWalk walk;
  walk.bytes = 40;
  QVERIFY_EXCEPTION_THROWN(
      walkBand(raster, walk, progress, [&](const Tile&, const std::vector<float>&) { ++tiles; }), Cancelled);
  QCOMPARE(tiles, 3);
}

void TestRasterWalk::fractionsGrowToOne() {
  const Grid grid = gridOf(10, 9);
  std::vector<double> fractions;
  Progress progress;
  progress.onFraction = [&](double fraction) { fractions.push_back(fraction); };
  forEachTile(rowTiles(grid, 4, 40, 0), progress, [](const Tile&) {});
  QCOMPARE(fractions, (std::vector<double>{40.0 / 90, 80.0 / 90, 1}));
}

QTEST_GUILESS_MAIN(TestRasterWalk)
#include "test_raster_walk.moc"

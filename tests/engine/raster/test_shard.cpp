#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/mosaic_raster.h"
#include "engine/raster/shard.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace prospectivity;

/// Which cells the parts of a grid have, and parts side by side as one raster.
class TestShard : public QObject {
  Q_OBJECT

 private slots:
  void everyCellLiesInOneShard_data();
  void everyCellLiesInOneShard();
  void shardsAreNumberedRowByRow();
  void moreShardsThanBlocksAreRefused();
  void textsThatAreNoShardAreNamed_data();
  void textsThatAreNoShardAreNamed();
  void boundsHoldTheCellsWhoseCentreTheyHold_data();
  void boundsHoldTheCellsWhoseCentreTheyHold();
  void boundsThatShareASideShareNoCell();
  void aPartLiesWhereItsCellsDo();
  void partsSideBySideAreTheWhole_data();
  void partsSideBySideAreTheWhole();
  void partsAreReadInPieces();
  void aPartThatDoesNotFitIsNamed();
};

namespace {

Grid gridOf(int columns, int rows) {
  return {{100, 2, 0, 500, 0, -3}, columns, rows, ""};
}

QString errorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

std::vector<Tile> placesOf(const Grid& grid, std::size_t count, int block) {
  std::vector<Tile> places;
  for (std::size_t number = 1; number <= count; ++number)
    places.push_back(cellsOfShard(grid, {number, count}, "SHARD", block));
  return places;
}

} // namespace

void TestShard::everyCellLiesInOneShard_data() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  QTest::newRow("odd sizes") << 61 << 47;
  QTest::newRow("whole blocks") << 64 << 48;
  QTest::newRow("one row of blocks") << 331 << 5;
  QTest::newRow("one column of blocks") << 3 << 333;
  QTest::newRow("a cell more than blocks") << 57 << 57;
}

void TestShard::everyCellLiesInOneShard() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  constexpr int block = 8;
  const Grid grid = gridOf(columns, rows);
  for (std::size_t count = 1; count <= shardsAtMost(grid, block); ++count) {
    std::vector<int> met(grid.cells(), 0);
    std::size_t fewest = grid.cells();
    std::size_t most = 0;
    for (const Tile& place : placesOf(grid, count, block)) {
      QCOMPARE(place.column % block, 0);
      QCOMPARE(place.row % block, 0);
      QVERIFY((place.column + place.columns) % block == 0 || place.column + place.columns == columns);
      QVERIFY((place.row + place.rows) % block == 0 || place.row + place.rows == rows);
      const auto blocks = static_cast<std::size_t>((place.columns + block - 1) / block) *
                          static_cast<std::size_t>((place.rows + block - 1) / block);
      QVERIFY(blocks > 0);
      fewest = std::min(fewest, blocks);
      most = std::max(most, blocks);
      for (int row = place.row; row < place.row + place.rows; ++row)
        for (int column = place.column; column < place.column + place.columns; ++column)
          ++met[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                static_cast<std::size_t>(column)];
    }
    QVERIFY(std::all_of(met.begin(), met.end(), [](int times) { return times == 1; }));
    // Rows of blocks, or pieces of one, are shared out to within one of each.
    const std::size_t across = static_cast<std::size_t>((columns + block - 1) / block);
    QVERIFY(most <= fewest + across || most <= 2 * fewest + 1);
  }
  QCOMPARE(placesOf(grid, shardsAtMost(grid, block), block).size(), shardsAtMost(grid, block));
}

void TestShard::shardsAreNumberedRowByRow() {
  const Grid grid = gridOf(1701, 1451); // 7 x 6 blocks
  QCOMPARE(shardsAtMost(grid), std::size_t{42});
  for (const std::size_t count : {1U, 2U, 3U, 7U, 40U, 42U}) {
    const std::vector<Tile> places = placesOf(grid, count, shardBlock);
    for (std::size_t i = 1; i < places.size(); ++i)
      QVERIFY(std::make_pair(places[i - 1].row, places[i - 1].column) <
              std::make_pair(places[i].row, places[i].column));
  }
  const Tile middle = cellsOfShard(grid, {2, 3}, "SHARD");
  QCOMPARE(middle.row, 512);
  QCOMPARE(middle.rows, 512);
  QCOMPARE(middle.columns, 1701);
}

void TestShard::moreShardsThanBlocksAreRefused() {
  QCOMPARE(
      errorOf([] {
        cellsOfShard(gridOf(300, 200), {1, 3}, "SHARD");
      }),
      QStringLiteral("SHARD: the grid of 300 x 200 cells has 2 blocks of 256 x 256, too few for 3 parts: "
                     "divide it into 2 parts at most."));
}

void TestShard::textsThatAreNoShardAreNamed_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("sentence");
  const QString noPart = QStringLiteral(
      "SHARD: '%1' is no part of a map: write its number and how many there are, such as 3/40.");
  for (const char* text : {"a/b", "3", "3/", "/4", "1/2/3", "-1/4", "1.5/4", "", "0x1/4"})
    QTest::newRow(text) << text << noPart.arg(QString::fromLatin1(text));
  QTest::newRow("0/4") << "0/4"
                       << "SHARD: there is no part 0 of 4: parts are numbered from 1 to 4.";
  QTest::newRow("5/4") << "5/4"
                       << "SHARD: there is no part 5 of 4: parts are numbered from 1 to 4.";
  QTest::newRow("1/0") << "1/0"
                       << "SHARD: '1/0' divides the map into no parts: write how many there are, such as "
                          "3/40.";
  QTest::newRow("beyond numbers") << "1/99999999999999999999"
                                  << noPart.arg(QStringLiteral("1/99999999999999999999"));
}

void TestShard::textsThatAreNoShardAreNamed() {
  QFETCH(QString, text);
  QFETCH(QString, sentence);
  QCOMPARE(errorOf([&] { readShard(text.toStdString(), "SHARD"); }), sentence);
  const Shard read = readShard(" 3 / 40 ", "SHARD");
  QCOMPARE(QString::fromStdString(read.text()), QStringLiteral("3/40"));
}

void TestShard::boundsHoldTheCellsWhoseCentreTheyHold_data() {
  QTest::addColumn<QList<double>>("bounds");
  QTest::addColumn<QList<int>>("cells");
  // Cells of 2 x 3 from 100, 500 on, 10 x 20 of them: to 120, 440.
  QTest::newRow("all") << QList<double>{0, 0, 1000, 1000} << QList<int>{0, 0, 10, 20};
  QTest::newRow("whole cells") << QList<double>{102, 491, 106, 497} << QList<int>{1, 1, 2, 2};
  QTest::newRow("just below centres") << QList<double>{102.9, 491, 106, 497} << QList<int>{1, 1, 2, 2};
  QTest::newRow("just above centres") << QList<double>{103.1, 491, 106, 497} << QList<int>{2, 1, 1, 2};
  QTest::newRow("beyond the edge") << QList<double>{118, 400, 300, 446} << QList<int>{9, 18, 1, 2};
}

void TestShard::boundsHoldTheCellsWhoseCentreTheyHold() {
  QFETCH(QList<double>, bounds);
  QFETCH(QList<int>, cells);
  const Tile found = cellsWithin(gridOf(10, 20), {bounds[0], bounds[1], bounds[2], bounds[3]});
  QCOMPARE((QList<int>{found.column, found.row, found.columns, found.rows}), cells);
  QCOMPARE(cellsWithin(gridOf(10, 20), {200, 0, 300, 1000}).cells(), std::size_t{0});
  QCOMPARE(cellsWithin(gridOf(10, 20), {101.2, 0, 101.4, 1000}).cells(), std::size_t{0}); // between centres
}

void TestShard::boundsThatShareASideShareNoCell() {
  const Grid grid = gridOf(10, 20);
  for (double side = 99; side < 122; side += 0.25) {
    const Tile left = cellsWithin(grid, {0, 0, side, 1000});
    const Tile right = cellsWithin(grid, {side, 0, 1000, 1000});
    QCOMPARE(left.columns + right.columns, 10);
    if (right.columns > 0)
      QCOMPARE(right.column, left.columns);
  }
}

void TestShard::aPartLiesWhereItsCellsDo() {
  const Grid turned{{100, 2, 0.5, 500, 0.25, -3}, 10, 20, "somewhere"};
  const Grid part = partOf(turned, {4, 7, 3, 5});
  QCOMPARE(part.columns, 3);
  QCOMPARE(part.rows, 5);
  QCOMPARE(QString::fromStdString(part.crs), QStringLiteral("somewhere"));
  const Point mine = part.center(2, 1);
  const Point whole = turned.center(6, 8);
  QVERIFY(std::hypot(mine.x - whole.x, mine.y - whole.y) < 1e-9);
}

void TestShard::partsSideBySideAreTheWhole_data() {
  QTest::addColumn<int>("count");
  for (const int count : {1, 2, 3, 7, 40})
    QTest::addRow("%d", count) << count;
}

void TestShard::partsSideBySideAreTheWhole() {
  QFETCH(int, count);
  constexpr int block = 8;
  const Grid grid = gridOf(61, 47);
  Random random(7);
  std::vector<float> values(2 * grid.cells());
  for (float& value : values)
    value = random.uniform() < 0.1 ? std::nanf("") : static_cast<float>(random.normal());
  MemoryRaster whole(grid, {"score", "spread"}, values);
  const std::vector<Tile> places = placesOf(grid, static_cast<std::size_t>(count), block);
  MosaicRaster mosaic(grid, "the map", places, [&](std::size_t part) {
    std::vector<float> cells(2 * places[part].cells());
    whole.read({0, 1}, places[part], cells.data());
    return std::make_unique<MemoryRaster>(partOf(grid, places[part]), whole.bandNames(), cells);
  });
  QCOMPARE(mosaic.bandNames(), whole.bandNames());
  for (const Tile& tile : {Tile{0, 0, 61, 47}, Tile{5, 6, 20, 30}, Tile{60, 46, 1, 1}, Tile{0, 7, 61, 2}}) {
    std::vector<float> expected(2 * tile.cells());
    std::vector<float> found(2 * tile.cells());
    whole.read({1, 0}, tile, expected.data());
    mosaic.read({1, 0}, tile, found.data());
    QVERIFY(std::memcmp(expected.data(), found.data(), expected.size() * sizeof(float)) == 0);
  }
  MemorySink copied(grid, 2);
  copyRaster(mosaic, copied, Progress());
  QVERIFY(std::memcmp(copied.values.data(), values.data(), values.size() * sizeof(float)) == 0);
}

// What a raster keeps while it is read grows with what it is asked for at once.
void TestShard::partsAreReadInPieces() {
  class Watched : public MemoryRaster {
   public:
    Watched(Grid grid, std::vector<float> cells, std::size_t& largest)
        : MemoryRaster(std::move(grid), {"score", "spread"}, std::move(cells)), mLargest(largest) {}
    void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
      mLargest = std::max(mLargest, tile.cells() * bands.size());
      MemoryRaster::read(bands, tile, values);
    }

   private:
    std::size_t& mLargest;
  };
  const Grid grid = gridOf(1000, 600);
  const std::vector<Tile> places = placesOf(grid, 2, shardBlock);
  std::size_t largest = 0;
  MosaicRaster mosaic(grid, "the map", places, [&](std::size_t part) {
    std::vector<float> cells(2 * places[part].cells());
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = static_cast<float>(i % 1009) + 2000 * static_cast<float>(part);
    return std::make_unique<Watched>(partOf(grid, places[part]), std::move(cells), largest);
  });
  std::vector<float> found(2 * grid.cells());
  mosaic.read({0, 1}, {0, 0, 1000, 600}, found.data());
  constexpr std::size_t share = 64 * 1024 * 1024 / 64 / sizeof(double); // of 64 that may be open
  QVERIFY(largest > share / 2 && largest <= share);
  const std::size_t inFirst = places[0].cells();
  for (const std::size_t cell : {std::size_t{0}, std::size_t{1}, inFirst - 1})
    QCOMPARE(found[grid.cells() + cell], static_cast<float>((inFirst + cell) % 1009));
  QCOMPARE(found[grid.cells() - 1], 2000 + static_cast<float>((places[1].cells() - 1) % 1009));
}

void TestShard::aPartThatDoesNotFitIsNamed() {
  const Grid grid = gridOf(20, 10);
  const std::vector<Tile> places = placesOf(grid, 2, 8);
  MosaicRaster mosaic(grid, "the map", places, [&](std::size_t) {
    return std::make_unique<MemoryRaster>(partOf(grid, places[0]), std::vector<std::string>{"score"},
                                          std::vector<float>(places[0].cells(), 1));
  });
  std::vector<float> cells(grid.cells());
  QCOMPARE(errorOf([&] {
             mosaic.read({0}, {0, 0, 20, 10}, cells.data());
           }),
           QStringLiteral("The raster memory does not fit its place in the map: make it again."));
}

QTEST_APPLESS_MAIN(TestShard)
#include "test_shard.moc"

#include "engine/explain/driver_map.h"
#include "engine/explain/high_scores.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// What a map of reasons opens with, and what the map of the drivers shows: the layers behind the high scores
/// and not those of the many barren cells.
class TestHighScores : public QObject {
  Q_OBJECT

 private slots:
  void atMostATenthIsHigh();
  void cellsOfOneScoreStayTogether();
  void scoresOfZeroAndOneCount();
  void theLayerOfHighScoresIsStrongest();
  void whatIsNoNumberDoesNotCount();
  void fewDriversAreListedAsTheyAre();
  void theOthersAreOneClass();
  void aLoneOtherHasItsName();
  void everyCellHasItsClass();
};

namespace {

/// One player, which drives all cells.
HighScores highOf(const std::vector<float>& scores) {
  ScoreTally tally(1, 1);
  const float attribution = 1;
  for (const float score : scores)
    tally.add(score, &attribution, 1, 0);
  return tally.highScores();
}

/// `driven`: by driver; as many cells again have low scores.
HighScores drivenScores(const std::vector<std::size_t>& driven) {
  HighScores scores;
  scores.from = 0.25;
  scores.driven = driven;
  for (const std::size_t cells : driven)
    scores.cells += cells;
  scores.allCells = 2 * scores.cells;
  return scores;
}

const std::vector<std::string> nine{"W", "Sn", "Bi", "Mo", "Cu", "Pb", "Zn", "Ag", "Au"};

} // namespace

void TestHighScores::atMostATenthIsHigh() {
  std::vector<float> scores;
  for (int i = 0; i < 200; ++i)
    scores.push_back(0.0025F + 0.005F * static_cast<float>((i * 77) % 200)); // each place once
  const HighScores high = highOf(scores);
  QCOMPARE(high.allCells, std::size_t{200});
  QCOMPARE(high.cells, std::size_t{20});
  QCOMPARE(high.from, 0.902); // the twentieth from above is 0.9025
  scores.push_back(0.0001F);
  QCOMPARE(highOf(scores).cells, std::size_t{20}); // of 201, not 21
}

void TestHighScores::cellsOfOneScoreStayTogether() {
  std::vector<float> scores(60, 0.8F);
  scores.insert(scores.end(), 40, 0.3F);
  const HighScores high = highOf(scores);
  QCOMPARE(high.cells, std::size_t{60}); // more than a tenth, and none of them before another
  QVERIFY(isHighScore(0.8F, high.from) && !isHighScore(0.79F, high.from));
  scores.insert(scores.end(), 4, 0.9F);
  QCOMPARE(highOf(scores).cells, std::size_t{4}); // the next that share a score would be too many
  QCOMPARE(highOf({0.4F, 0.4F}).cells, std::size_t{2});
}

void TestHighScores::scoresOfZeroAndOneCount() {
  const HighScores ends = highOf({0, 1});
  QCOMPARE(ends.cells, std::size_t{1});
  QCOMPARE(ends.from, 0.999);
  const HighScores none = highOf({0, 0, 0});
  QCOMPARE(none.cells, std::size_t{3});
  QCOMPARE(none.from, 0.0);
  QCOMPARE(highOf({}).cells, std::size_t{0});
}

// 90 barren cells are driven by a decoy; ten of ore by tungsten, which lowers the others.
void TestHighScores::theLayerOfHighScoresIsStrongest() {
  ScoreTally tally(2, 2);
  for (int cell = 0; cell < 100; ++cell) {
    const bool isOre = cell % 10 == 7;
    const float attributions[]{isOre ? 0.1F : 0.9F, -77.0F, isOre ? 1.5F : -2.0F}; // a cell apart
    const float barren = 0.1005F + 0.001F * static_cast<float>(cell);
    tally.add(isOre ? 0.9F : barren, attributions, 2, isOre ? 1 : 0);
  }
  const HighScores high = tally.highScores();
  QCOMPARE(high.cells, std::size_t{10});
  QCOMPARE(high.strongest(), std::size_t{1});
  QVERIFY(std::abs(high.means[0] - 0.1) < 1e-6 && std::abs(high.means[1] - 1.5) < 1e-6);
  QVERIFY((high.driven == std::vector<std::size_t>{0, 10}));
}

void TestHighScores::whatIsNoNumberDoesNotCount() {
  ScoreTally tally(2, 2);
  const float infinite = std::numeric_limits<float>::infinity();
  const float broken[]{infinite, std::nanf("")};
  tally.add(std::nanf(""), broken, 1, 0);
  tally.add(0.9F, broken, 1, 0);
  const float whole[]{1, 2};
  tally.add(0.9F, whole, 1, 1);
  const HighScores high = tally.highScores();
  QCOMPARE(high.cells, std::size_t{2});
  QCOMPARE(high.strongest(), std::size_t{1});
  QCOMPARE(high.means[1], 1.0);
}

void TestHighScores::fewDriversAreListedAsTheyAre() {
  const DriverMap map = driverMap(drivenScores({0, 5, 3}), 7);
  QVERIFY((driverMapNames(map, {"W", "Sn", "Bi"}) ==
           std::vector<std::string>{"W", "Sn", "Bi", "low score: below 0.25 (50 % of the cells)"}));
  HighScores all = drivenScores({1, 2, 3});
  all.allCells = all.cells; // one score everywhere
  QVERIFY(
      (driverMapNames(driverMap(all, 7), {"W", "Sn", "Bi"}) == std::vector<std::string>{"W", "Sn", "Bi"}));
}

/// Nine drivers, one of which drives no cell of a high score.
void TestHighScores::theOthersAreOneClass() {
  const DriverMap map = driverMap(drivenScores({4, 9, 6, 6, 1, 0, 5, 8, 2}), 6);
  QVERIFY((driverMapNames(map, nine) ==
           std::vector<std::string>{"Sn", "Ag", "Bi", "Mo", "Zn", "W", "other (2 drivers)",
                                    "low score: below 0.25 (50 % of the cells)"}));
  const DriverMap enough = driverMap(drivenScores({4, 0, 6, 0, 0, 0, 0, 0, 2}), 6);
  QVERIFY((driverMapNames(enough, nine) ==
           std::vector<std::string>{"Bi", "W", "Au", "low score: below 0.25 (50 % of the cells)"}));
}

void TestHighScores::aLoneOtherHasItsName() {
  const DriverMap map = driverMap(drivenScores({4, 9, 6, 6, 1, 0, 5, 8, 2}), 7);
  QCOMPARE(otherName(map, nine).text(), std::string("other: Cu"));
}

void TestHighScores::everyCellHasItsClass() {
  const float none = std::nanf("");
  const Grid grid{{0, 1, 0, 2, 0, -1}, 4, 2, ""};
  // Driver and score; nothing in the first cell.
  MemoryRaster collected(grid, {"driver", "score"},
                         {none, 1, 2, 3, 3, 2, 1, 1, none, 0.9F, 0.8F, 0.7F, 0.25F, 0.249F, 0.1F, 0.26F});
  HighScores scores;
  scores.from = 0.25;
  scores.cells = 5;
  scores.allCells = 7;
  scores.driven = {2, 1, 2};
  const auto written = [&](std::size_t most) {
    std::vector<float> bands(16, -1);
    struct Sink : RasterSink {
      explicit Sink(std::vector<float>& to) : kept(to) {}
      void write(const Tile& tile, const float* values) override {
        for (std::size_t band = 0; band < 2; ++band)
          for (std::size_t i = 0; i < tile.cells(); ++i)
            kept[8 * band + 4 * static_cast<std::size_t>(tile.row) + i] = values[band * tile.cells() + i];
      }
      void finish() override {}
      std::vector<float>& kept;
    } sink(bands);
    writeDriverMap(collected, driverMap(scores, most), sink, Progress());
    for (float& value : bands)
      value = std::isnan(value) ? 0 : value;
    return bands;
  };
  // The number among all drivers, then the class: low scores are the fourth of three drivers and themselves.
  QVERIFY((written(7) == std::vector<float>{0, 1, 2, 3, 3, 2, 1, 1, 0, 1, 2, 3, 3, 4, 4, 1}));
  // One is listed, the first driver; the others are the second class, low scores the third.
  QVERIFY((written(1) == std::vector<float>{0, 1, 2, 3, 3, 2, 1, 1, 0, 1, 2, 2, 2, 3, 3, 1}));
}

QTEST_APPLESS_MAIN(TestHighScores)
#include "test_high_scores.moc"

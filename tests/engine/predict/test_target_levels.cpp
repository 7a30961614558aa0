#include "engine/evaluate/cell_areas.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/evaluate/map_cases.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

class TestTargetLevels : public QObject {
  Q_OBJECT

 private slots:
  void levelsHoldTheirShareOfTheArea();
  void degreesWeighTheirGround();
  void tiedCellsStayTogether();
  void levelsCaptureTheirShareOfTheDeposits();
  void namesSayShareAndThreshold();
  void sharesAreParsed();
  void mistakesAreNamed();
};

namespace {

Grid rowOf(int cells) {
  return {{0, 1, 0, 0, 0, -1}, cells, 1, ""};
}

} // namespace

void TestTargetLevels::levelsHoldTheirShareOfTheArea() {
  std::vector<float> values(102);
  for (int i = 0; i < 100; ++i)
    values[static_cast<std::size_t>(i)] = static_cast<float>(i) / 100;
  values[100] = values[101] = std::nanf("");
  MemoryRaster map(rowOf(102), {"map"}, values);
  const std::vector<TargetLevel> levels = targetLevels(map, {0.01, 0.05, 0.2}, Progress());
  MemorySink sink(map.grid(), 1);
  writeTargetLevels(map, levels, sink, Progress());
  QCOMPARE(sink.values[99], 1.0F);
  QCOMPARE(sink.values[98], 2.0F);
  QCOMPARE(sink.values[95], 2.0F);
  QCOMPARE(sink.values[94], 3.0F);
  QCOMPARE(sink.values[80], 3.0F);
  QCOMPARE(sink.values[79], 4.0F);
  QVERIFY(std::isnan(sink.values[100]));
}

// Two cells at the equator and two at 60 to 61 degrees, which cover about half as much ground each.
void TestTargetLevels::degreesWeighTheirGround() {
  const Grid grid{{0, 1, 0, 61, 0, -1}, 2, 61, wgs84};
  std::vector<float> values(grid.cells(), std::nanf(""));
  values[0] = 0.9F;
  values[1] = 0.8F;
  values[120] = 0.7F;
  values[121] = 0.6F;
  MemoryRaster map(grid, {"map"}, values);
  const CellAreas areas(grid);
  const double north = areas.at(0, 0);
  const double south = areas.at(0, 60);
  QVERIFY(std::abs(north / south - 0.49) < 0.01);
  const double whole = 2 * (north + south);
  const std::vector<TargetLevel> levels = targetLevels(map, {0.3, 0.34}, Progress());
  QVERIFY(std::abs(levels[0].threshold - 0.8) < 1e-6); // both northern cells make up a third
  QVERIFY(std::abs(levels[1].threshold - 0.7) < 1e-6);
  const std::vector<TargetLevel> captures = captureLevels(map, {0.9F, 0.7F}, {0.5, 1}, Progress());
  QVERIFY(std::abs(captures[0].areaShare - north / whole) < 1e-12);
  QVERIFY(std::abs(captures[1].areaShare - (2 * north + south) / whole) < 1e-12);
}

void TestTargetLevels::tiedCellsStayTogether() {
  MemoryRaster map(rowOf(4), {"map"}, {0.5F, 0.5F, 0.5F, 0.1F});
  const std::vector<TargetLevel> levels = targetLevels(map, {0.25}, Progress());
  MemorySink sink(map.grid(), 1);
  writeTargetLevels(map, levels, sink, Progress());
  QCOMPARE(sink.values, (std::vector<float>{1, 1, 1, 2}));
}

void TestTargetLevels::levelsCaptureTheirShareOfTheDeposits() {
  std::vector<float> values(100);
  for (std::size_t i = 0; i < 100; ++i)
    values[i] = static_cast<float>(i) / 100;
  MemoryRaster map(rowOf(100), {"map"}, values);
  // Of ten deposits the fifth best has 0.80, the eighth 0.50 and the tenth, which 95 % needs, 0.10.
  std::vector<float> deposits{0.99F, 0.95F, 0.90F, 0.90F, 0.80F, 0.70F, 0.60F, 0.50F, 0.20F, 0.10F};
  std::reverse(deposits.begin(), deposits.end());
  const std::vector<TargetLevel> levels = captureLevels(map, deposits, {0.5, 0.8, 0.95}, Progress());
  QCOMPARE(levels.size(), std::size_t{3});
  QVERIFY(std::abs(levels[0].threshold - 0.8) < 2e-6 && std::abs(levels[1].threshold - 0.5) < 2e-6);
  QCOMPARE(levels[0].areaShare, 0.2);
  QCOMPARE(levels[1].areaShare, 0.5);
  QCOMPARE(levels[2].areaShare, 0.9);
  for (std::size_t i = 0; i < 100; ++i)
    QCOMPARE(levelOf(values[i], levels), i >= 80 ? 1 : i >= 50 ? 2 : i >= 10 ? 3 : 4);
  QCOMPARE(targetLevelNames(levels).at(1),
           std::string("50 % to 80 % of the deposits (top 50 % of the area, at least 0.500)"));
  // One deposit sets one limit: the levels below it hold nothing more.
  const std::vector<TargetLevel> one = captureLevels(map, {0.5F}, {0.5, 0.8}, Progress());
  QCOMPARE(one[0].threshold, one[1].threshold);
}

void TestTargetLevels::namesSayShareAndThreshold() {
  QCOMPARE(targetLevelNames({{0.01, 0.9}, {0.05, 0.75}}),
           (std::vector<std::string>{"Top 1 % of the area (at least 0.900)",
                                     "Top 1 % to 5 % of the area (at least 0.750)", "The rest"}));
}

void TestTargetLevels::sharesAreParsed() {
  QCOMPARE(parseShares("1, 2.5,10", "SHARES"), (std::vector<double>{0.01, 0.025, 0.1}));
}

void TestTargetLevels::mistakesAreNamed() {
  for (const char* text : {"5, 1", "0", "100", "1, x", "1;2"})
    QVERIFY2(sentenceOf([&] { parseShares(text, "SHARES"); }).contains("is no list of rising percentages"),
             text);
  QCOMPARE(sentenceOf([] { parseShares("", "SHARES"); }),
           QStringLiteral("SHARES is empty: give percentages such as '1, 5, 10, 20'."));
  MemoryRaster empty(rowOf(2), {"map"}, {std::nanf(""), std::nanf("")});
  QVERIFY(sentenceOf([&] { targetLevels(empty, {0.1}, Progress()); }).contains("has no cell with data"));
  MemoryRaster beyond(rowOf(2), {"map"}, {0.5F, 3});
  QVERIFY(sentenceOf([&] {
            targetLevels(beyond, {0.1}, Progress());
          }).contains("beyond 0 to 1: choose a map of prospectivity scores."));
}

QTEST_APPLESS_MAIN(TestTargetLevels)
#include "test_target_levels.moc"

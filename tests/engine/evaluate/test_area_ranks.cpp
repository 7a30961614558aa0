#include "engine/evaluate/area_ranks.h"
#include "engine/evaluate/cell_areas.h"
#include "engine/evaluate/success_rate.h"
#include "tests/engine/evaluate/map_cases.h"

#include <QtTest>

using namespace prospectivity;

class TestAreaRanks : public QObject {
  Q_OBJECT

 private slots:
  void areasEqualBruteForce();
  void readingInPiecesChangesNothing();
  void cellsOutsideTheMaskDoNotCount();
  void theEarthHasItsArea();
  void turnedCellsHaveTheAreaOfUprightOnes();
  void northernCellsWeighLess();
  void curveOfAHandfulOfCells();
  void tiedCellsEnterTogether();
  void cancelStopsTheReading();
};

namespace {

/// A raster whose file would have blocks of another height.
class Blocked : public MemoryRaster {
 public:
  Blocked(const Grid& grid, std::vector<float> values, int blockRows)
      : MemoryRaster(grid, {"map"}, std::move(values)), mRows(blockRows) {}
  Tile naturalBlock() const override { return {0, 0, grid().columns, mRows}; }

 private:
  int mRows;
};

bool sameRanks(const AreaRanks& a, const AreaRanks& b) {
  bool same = a.values == b.values && a.above == b.above && a.equal == b.equal && a.total == b.total &&
              a.cells == b.cells && a.thresholds.size() == b.thresholds.size();
  for (std::size_t i = 0; same && i < a.thresholds.size(); ++i)
    same = a.thresholds[i].threshold == b.thresholds[i].threshold &&
           a.thresholds[i].area == b.thresholds[i].area;
  return same;
}

} // namespace

void TestAreaRanks::areasEqualBruteForce() {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Grid grid = plainGrid(37, 23);
    const std::vector<float> values = tiedValues(grid, seed % 2 == 0 ? 9 : 400, seed);
    std::vector<float> wanted;
    Random random(seed);
    while (wanted.size() < 30) {
      const float value = values[random.below(values.size())];
      if (!std::isnan(value))
        wanted.push_back(value);
    }
    wanted.push_back(1e30F); // beyond all cells, and between
    wanted.push_back(-1e30F);
    wanted.push_back(0.5F);
    MemoryRaster map(grid, {"map"}, values);
    const AreaRanks ranks = rankAreas(map, 0, nullptr, wanted, Progress());
    const auto areaWhere = [&](const std::function<bool(float)>& test) {
      double area = 0;
      for (const float value : values)
        area += !std::isnan(value) && test(value) ? 1 : 0;
      return area;
    };
    QCOMPARE(ranks.total, areaWhere([](float) { return true; }));
    QCOMPARE(static_cast<double>(ranks.cells), ranks.total);
    for (std::size_t k = 0; k < ranks.values.size(); ++k) {
      const float own = ranks.values[k];
      QVERIFY(k == 0 || ranks.values[k - 1] > own);
      QCOMPARE(ranks.above[k], areaWhere([own](float value) { return value > own; }));
      QCOMPARE(ranks.equal[k], areaWhere([own](float value) { return value == own; }));
    }
    for (const ThresholdArea& each : ranks.thresholds)
      QCOMPARE(each.area, areaWhere([&](float value) { return value >= each.threshold; }));
    std::uint64_t inParts = 0;
    for (const CountedPart& part : ranks.parts) {
      std::vector<float> own(part.tile.cells());
      map.read({0}, part.tile, own.data());
      QCOMPARE(part.cells, static_cast<std::uint64_t>(std::count_if(
                               own.begin(), own.end(), [](float value) { return !std::isnan(value); })));
      inParts += part.cells;
    }
    QCOMPARE(inParts, ranks.cells);
    QVERIFY(ranks.parts.size() <= 32 * 32);
  }
}

void TestAreaRanks::readingInPiecesChangesNothing() {
  Grid grid{{110, 0.25, 0, 60, 0, -0.5}, 31, 90, wgs84};
  const std::vector<float> values = tiedValues(grid, 12, 3);
  std::vector<float> wanted(values.begin(), values.begin() + 60);
  wanted.erase(std::remove_if(wanted.begin(), wanted.end(), [](float value) { return std::isnan(value); }),
               wanted.end());
  Blocked whole(grid, values, 1);
  const AreaRanks expected = rankAreas(whole, 0, nullptr, wanted, Progress());
  for (const int blockRows : {1, 7, 16, 90})
    for (const std::size_t cells : {std::size_t{1}, std::size_t{31 * 5}, std::size_t{31 * 33}}) {
      Blocked map(grid, values, blockRows);
      QVERIFY(sameRanks(rankAreas(map, 0, nullptr, wanted, Progress(), cells * sizeof(float)), expected));
    }
}

void TestAreaRanks::cellsOutsideTheMaskDoNotCount() {
  const Grid grid = plainGrid(4, 2);
  MemoryRaster map(grid, {"map"}, {8, 7, 6, 5, 4, 3, 2, 1});
  MemoryRaster mask(grid, {"mask"}, {0, 1, 1, 0, 1, -1, std::nanf(""), 2});
  const AreaRanks ranks = rankAreas(map, 0, &mask, {4}, Progress());
  QCOMPARE(ranks.total, 4.0);
  QCOMPARE(ranks.above[0], 2.0);
  QCOMPARE(ranks.highest, 7.0F);
  QCOMPARE(ranks.lowest, 1.0F);
}

void TestAreaRanks::theEarthHasItsArea() {
  const CellAreas areas(Grid{{-180, 1, 0, 90, 0, -1}, 360, 180, wgs84});
  double sum = 0;
  for (int row = 0; row < 180; ++row)
    sum += 360 * areas.at(0, row);
  QVERIFY2(std::abs(sum / 510065621724088.5 - 1) < 1e-12, qPrintable(QString::number(sum, 'f', 1)));

  const CellAreas sphere(Grid{{0, 30, 0, 90, 0, -30},
                              2,
                              2,
                              R"(GEOGCS["ball",DATUM["ball",SPHEROID["ball",1000,0]],PRIMEM["Greenwich",0],)"
                              R"(UNIT["degree",0.0174532925199433]])"});
  QVERIFY(std::abs(sphere.at(1, 0) / (1e6 * M_PI / 6 * (1 - std::sqrt(0.75))) - 1) < 1e-12);
  QVERIFY(std::abs(sphere.at(0, 1) / (1e6 * M_PI / 6 * (std::sqrt(0.75) - 0.5)) - 1) < 1e-12);
}

void TestAreaRanks::turnedCellsHaveTheAreaOfUprightOnes() {
  const CellAreas upright(Grid{{100, 0.001, 0, 45.0005, 0, -0.001}, 1, 1, wgs84});
  const CellAreas turned(Grid{{100, 0, 0.001, 44.9995, 0.001, 0}, 1, 1, wgs84});
  QVERIFY(std::abs(turned.at(0, 0) / upright.at(0, 0) - 1) < 1e-9);
}

void TestAreaRanks::northernCellsWeighLess() {
  // At 60 degrees a cell has half the ground of one at the equator (on a sphere; less than 1 % off on the
  // ellipsoid), so the best row holds a third of the area and not half.
  const Grid grid{{0, 0.1, 0, 60.05, 0, -0.1}, 5, 601, wgs84};
  std::vector<float> values(grid.cells(), std::nanf(""));
  for (int column = 0; column < 5; ++column) {
    values[static_cast<std::size_t>(column)] = 2;
    values[static_cast<std::size_t>(column) + 600 * 5] = 1;
  }
  MemoryRaster map(grid, {"map"}, values);
  const AreaRanks ranks = rankAreas(map, 0, nullptr, {2, 1}, Progress());
  const double share = ranks.equal[0] / ranks.total;
  QVERIFY2(share > 0.333 && share < 0.338, qPrintable(QString::number(share)));
}

void TestAreaRanks::curveOfAHandfulOfCells() {
  // Ten cells from 10 to 1; deposits on 9 and 4.
  AreaRanks ranks;
  ranks.values = {9, 4};
  ranks.above = {1, 6};
  ranks.equal = {1, 1};
  ranks.total = 10;
  const SuccessRate curve(ranks, {1, 1});
  QCOMPARE(curve.capture(0), 0.0);
  QCOMPARE(curve.capture(0.1), 0.0);
  QCOMPARE(curve.capture(0.15), 0.25);
  QCOMPARE(curve.capture(0.2), 0.5);
  QCOMPARE(curve.capture(0.6), 0.5);
  QCOMPARE(curve.capture(0.7), 1.0);
  QCOMPARE(curve.capture(1), 1.0);
  QCOMPARE(curve.areaFor(0.5), 0.2);
  QCOMPARE(curve.areaFor(0.75), 0.65);
  QCOMPARE(curve.areaFor(1), 0.7);
  QCOMPARE(curve.areaUnder(), 0.6); // mean of 0.85 and 0.35
  // On the level part at 0.5 the crossing is at half the area.
  QCOMPARE(curve.intersection().area, 0.5);
  QCOMPARE(curve.intersection().capture, 0.5);
  // A resample that drew the same deposit twice.
  const SuccessRate twice(ranks, {2, 0});
  QCOMPARE(twice.capture(0.2), 1.0);
  QCOMPARE(twice.areaFor(0.8), 0.18);
  QCOMPARE(twice.areaUnder(), 0.85);
  // capture rises by 1 over an area of 0.1 from 0.1 on: c = 10 (a - 0.1) = 1 - a at a = 2 / 11.
  QCOMPARE(twice.intersection().area, 2.0 / 11);
  QCOMPARE(twice.intersection().capture, 9.0 / 11);
}

void TestAreaRanks::tiedCellsEnterTogether() {
  // Four cells of one value with two of three deposits: no order among them, so a straight line.
  AreaRanks ranks;
  ranks.values = {2, 1};
  ranks.above = {0, 4};
  ranks.equal = {4, 4};
  ranks.total = 8;
  const SuccessRate curve(ranks, {2, 1});
  QCOMPARE(curve.capture(0.25), 1.0 / 3);
  QCOMPARE(curve.capture(0.5), 2.0 / 3);
  QCOMPARE(curve.capture(0.75), 5.0 / 6);
  QCOMPARE(curve.areaUnder(), 7.0 / 12); // (2 * 0.75 + 0.25) / 3
}

void TestAreaRanks::cancelStopsTheReading() {
  const Grid grid = plainGrid(4, 100);
  MemoryRaster map(grid, {"map"}, std::vector<float>(grid.cells(), 1));
  Progress progress;
  int asked = 0;
  progress.isCancelled = [&] { return ++asked > 3; };
  QVERIFY_EXCEPTION_THROWN(rankAreas(map, 0, nullptr, {1}, progress, 4 * sizeof(float)), Cancelled);
  QCOMPARE(asked, 4);
}

QTEST_APPLESS_MAIN(TestAreaRanks)
#include "test_area_ranks.moc"

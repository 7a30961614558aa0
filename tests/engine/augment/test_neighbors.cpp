#include "engine/augment/distance_scan.h"
#include "engine/augment/neighbors.h"
#include "engine/augment/spatial_order.h"
#include "engine/core/instruction_set.h"
#include "engine/core/random.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <utility>

using namespace prospectivity;

class TestNeighbors : public QObject {
  Q_OBJECT

 private slots:
  void equalBruteForce_data();
  void equalBruteForce();
  void equallyNearPointsGoByRow();
  void manyEqualPoints();
  void queriesNeedNotBePoints();
  void farFromTheOriginIsNoLessExact();
  void everyInstructionSetFindsTheSame();
  void nearPointsFollowEachOther();
};

namespace {

Matrix cloud(int rows, int columns, std::uint64_t seed) {
  Random random(seed);
  Matrix values(rows, columns);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = random.normal();
  return values;
}

NeighborTable bruteForce(const Matrix& queries, const Matrix& points, std::size_t k, bool isSame) {
  NeighborTable result;
  for (Eigen::Index q = 0; q < queries.rows(); ++q) {
    std::vector<std::pair<double, std::size_t>> all;
    for (Eigen::Index p = 0; p < points.rows(); ++p)
      if (!isSame || p != q)
        all.emplace_back((points.row(p) - queries.row(q)).squaredNorm(), static_cast<std::size_t>(p));
    std::sort(all.begin(), all.end());
    result.emplace_back();
    for (std::size_t i = 0; i < k; ++i)
      result.back().push_back(all[i].second);
  }
  return result;
}

NeighborTable bruteForce(const Matrix& points, std::size_t k) {
  return bruteForce(points, points, k, true);
}

} // namespace

void TestNeighbors::equalBruteForce_data() {
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("k");
  QTest::newRow("two points") << 2 << 3 << 1;
  QTest::newRow("all others") << 9 << 2 << 8;
  QTest::newRow("one dimension") << 300 << 1 << 5;
  QTest::newRow("twelve dimensions, several blocks") << 2500 << 12 << 5;
  QTest::newRow("many neighbours") << 700 << 4 << 40;
  QTest::newRow("a last block of one point") << 97 << 3 << 40;
  QTest::newRow("more neighbours than a block holds others") << 34 << 3 << 32;
}

void TestNeighbors::equalBruteForce() {
  QFETCH(int, rows);
  QFETCH(int, columns);
  QFETCH(int, k);
  const Matrix points = cloud(rows, columns, 1);
  QVERIFY(nearestNeighbors(points, points, static_cast<std::size_t>(k), true, Progress()) ==
          bruteForce(points, static_cast<std::size_t>(k)));
}

void TestNeighbors::equallyNearPointsGoByRow() {
  Matrix points(5, 1);
  points << 0, 1, -1, 1, 0;
  QVERIFY(nearestNeighbors(points, points, 3, true, Progress())[0] == (std::vector<std::size_t>{4, 1, 2}));
}

// Coordinates like 2,900,000 leave single precision a quarter of a unit: the decision is made in double
// precision.
void TestNeighbors::farFromTheOriginIsNoLessExact() {
  Matrix points = cloud(600, 3, 2);
  points.array() += 2.9e6;
  QVERIFY(nearestNeighbors(points, points, 5, true, Progress()) == bruteForce(points, 5));
}

// Equal points fill whole blocks; the lower rows win.
void TestNeighbors::manyEqualPoints() {
  Matrix points = cloud(300, 2, 3);
  for (Eigen::Index i = 0; i < 200; ++i)
    points.row(3 * i % 300) = points.row(0);
  QVERIFY(nearestNeighbors(points, points, 5, true, Progress()) == bruteForce(points, 5));
}

void TestNeighbors::queriesNeedNotBePoints() {
  const Matrix points = cloud(500, 6, 4);
  const Matrix queries = 3 * cloud(70, 6, 5);
  QVERIFY(nearestNeighbors(queries, points, 7, false, Progress()) == bruteForce(queries, points, 7, false));
}

void TestNeighbors::everyInstructionSetFindsTheSame() {
  constexpr int dimensions = 7;
  constexpr std::size_t blocks = 40;
  Random random(6);
  std::vector<float> points(blocks * (dimensions + 1) * scanPoints);
  std::vector<float> queries(std::size_t{scanQueries} * dimensions);
  std::vector<float> limits(scanQueries, -8.5F);
  for (float& value : points)
    value = static_cast<float>(random.normal());
  for (float& value : queries)
    value = static_cast<float>(random.normal());
  const DistanceScan scan{points.data(), blocks, dimensions, queries.data(), limits.data()};
  for (const InstructionSet set : usableInstructionSets()) {
    const auto next = kernelsFor<ScanKernels>(set).nextWithin;
    ScannedBlock found{};
    std::size_t at = next(scan, 0, found);
    std::size_t hits = 0;
    for (std::size_t block = 0; block < blocks; ++block) {
      bool isNear = false;
      for (std::size_t q = 0; q < scanQueries; ++q)
        for (std::size_t i = 0; i < scanPoints; ++i) {
          const float* point = points.data() + block * (dimensions + 1) * scanPoints + i;
          double beyond =
              static_cast<double>(point[dimensions * scanPoints]) - static_cast<double>(limits[q]);
          for (std::size_t d = 0; d < dimensions; ++d)
            beyond +=
                static_cast<double>(queries[q * dimensions + d]) * static_cast<double>(point[d * scanPoints]);
          QVERIFY(std::abs(beyond) > 1e-5); // no number is so near its limit that rounding decides
          isNear = isNear || beyond < 0;
          if (at != block)
            continue;
          QCOMPARE(((found.within[q] >> i) & 1) != 0, beyond < 0);
          if (beyond < 0)
            QVERIFY(std::abs(static_cast<double>(found.beyondLimit[q][i]) - beyond) < 1e-5);
        }
      QCOMPARE(at == block, isNear);
      if (isNear) {
        at = next(scan, block + 1, found);
        ++hits;
      }
    }
    QCOMPARE(at, blocks);
    QVERIFY(hits > 5 && hits < blocks);
  }
}

void TestNeighbors::nearPointsFollowEachOther() {
  const FloatMatrix points = cloud(1000, 2, 7).cast<float>();
  const std::vector<std::size_t> order = spatialOrder(points, 32);
  std::vector<std::size_t> rows = order;
  std::sort(rows.begin(), rows.end());
  for (std::size_t i = 0; i < rows.size(); ++i)
    QCOMPARE(rows[i], i); // each once
  const auto wayAlong = [&](const std::vector<std::size_t>& path) {
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
      sum += static_cast<double>((points.row(static_cast<Eigen::Index>(path[i])) -
                                  points.row(static_cast<Eigen::Index>(path[i - 1])))
                                     .norm());
    return sum;
  };
  QVERIFY(wayAlong(order) < 0.4 * wayAlong(rows));
}

QTEST_APPLESS_MAIN(TestNeighbors)
#include "test_neighbors.moc"

#include "engine/augment/neighbors.h"
#include "engine/core/random.h"

#include <QtTest>

#include <algorithm>
#include <utility>

using namespace prospectivity;

class TestNeighbors : public QObject {
  Q_OBJECT

 private slots:
  void equalBruteForce_data();
  void equalBruteForce();
  void equallyNearPointsGoByRow();
  void farFromTheOriginIsNoLessExact();
};

namespace {

Matrix cloud(int rows, int columns, std::uint64_t seed) {
  Random random(seed);
  Matrix values(rows, columns);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = random.normal();
  return values;
}

NeighborTable bruteForce(const Matrix& points, std::size_t k) {
  NeighborTable result;
  for (Eigen::Index q = 0; q < points.rows(); ++q) {
    std::vector<std::pair<double, std::size_t>> all;
    for (Eigen::Index p = 0; p < points.rows(); ++p)
      if (p != q)
        all.emplace_back((points.row(p) - points.row(q)).squaredNorm(), static_cast<std::size_t>(p));
    std::sort(all.begin(), all.end());
    result.emplace_back();
    for (std::size_t i = 0; i < k; ++i)
      result.back().push_back(all[i].second);
  }
  return result;
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

QTEST_APPLESS_MAIN(TestNeighbors)
#include "test_neighbors.moc"

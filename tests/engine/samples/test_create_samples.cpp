#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/create_samples.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

using namespace prospectivity;

/// Layouts small enough to read: cells of 10 m, the band W counts them.
class TestCreateSamples : public QObject {
  Q_OBJECT

 private slots:
  void depositsTakeTheEvidenceOfTheirCells();
  void droppedDepositsAreCounted();
  void orderOfThePointsDoesNotMatter();
  void thinningKeepsDistances();
  void noNegativeInACellOfAnyDeposit();
  void negativesKeepTheirDistance();
  void negativesLieInsideTheMask();
  void dissimilarNegativesAreFarInFeatureSpace();
  void randomNegativesAreUniform();
  void givenNonDepositsAreUsed();
  void sameSeedSameSamples();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
};

namespace {

const float missing = std::nanf("");

/// `columns` x `rows` cells; W is the number of the cell, Sn its column.
MemoryRaster counting(int columns, int rows, const std::set<int>& holes = {}) {
  std::vector<float> values;
  for (int i = 0; i < columns * rows; ++i)
    values.push_back(holes.count(i) > 0 ? missing : static_cast<float>(i));
  for (int i = 0; i < columns * rows; ++i)
    values.push_back(static_cast<float>(i % columns));
  return MemoryRaster({{0, 10, 0, rows * 10.0, 0, -10}, columns, rows, ""}, {"W", "Sn"}, values);
}

/// The centre of cell (column, row) of a raster with `rows` rows.
Point at(int column, int row, int rows) {
  return {column * 10.0 + 5, (rows - row) * 10.0 - 5};
}

CreatedSamples create(MemoryRaster& stack, const SampleRequest& request, RasterSource* mask = nullptr) {
  return createSamples(stack, mask, request, Progress());
}

std::vector<double> evidenceOf(const SampleTable& table, int label) {
  std::vector<double> values;
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table.labels[i] == label)
      values.push_back(table.values(static_cast<Eigen::Index>(i), 0));
  return values;
}

} // namespace

void TestCreateSamples::depositsTakeTheEvidenceOfTheirCells() {
  MemoryRaster stack = counting(5, 4);
  const CreatedSamples created = create(stack, {{at(3, 2, 4), {11, 38}}, {}});
  QCOMPARE(created.table.features, (std::vector<std::string>{"W", "Sn"}));
  QCOMPARE(evidenceOf(created.table, 1), (std::vector<double>{1, 13}));
  QCOMPARE(created.table.points[0].x, 11.0); // where the deposit is, not the centre of its cell
  QCOMPARE(created.table.count(0), std::size_t{2});
  QCOMPARE(created.candidates, std::size_t{18});
  QCOMPARE(created.table.ids, (std::vector<std::int64_t>{1, 2, 3, 4}));
}

void TestCreateSamples::droppedDepositsAreCounted() {
  MemoryRaster stack = counting(5, 4, {7});
  const CreatedSamples created =
      create(stack, {{at(0, 0, 4), {1, 39}, at(4, 3, 4), at(2, 1, 4), {-5, 10}, {500, 500}}, {}});
  QCOMPARE(created.deposits.outside, std::size_t{2});
  QCOMPARE(created.deposits.noData, std::size_t{1});
  QCOMPARE(created.deposits.sameCell, std::size_t{1});
  QCOMPARE(created.deposits.sum(), std::size_t{4});
  QCOMPARE(evidenceOf(created.table, 1), (std::vector<double>{0, 19}));
}

void TestCreateSamples::orderOfThePointsDoesNotMatter() {
  MemoryRaster stack = counting(20, 20);
  std::vector<Point> points;
  Random random(1);
  for (int i = 0; i < 30; ++i)
    points.push_back({random.uniform() * 200, random.uniform() * 200});
  SampleRequest request{points, {}};
  request.spacing = 25;
  const CreatedSamples first = create(stack, request);
  std::reverse(request.deposits.begin(), request.deposits.end());
  const CreatedSamples second = create(stack, request);
  QVERIFY(first.table.values == second.table.values);
  for (std::size_t i = 0; i < first.table.size(); ++i)
    QVERIFY(first.table.points[i].x == second.table.points[i].x &&
            first.table.points[i].y == second.table.points[i].y);
}

void TestCreateSamples::thinningKeepsDistances() {
  MemoryRaster stack = counting(10, 1);
  SampleRequest request{{at(0, 0, 1), at(1, 0, 1), at(2, 0, 1), at(5, 0, 1), at(6, 0, 1)}, {}};
  request.spacing = 20;
  const CreatedSamples created = create(stack, request);
  QCOMPARE(evidenceOf(created.table, 1), (std::vector<double>{0, 2, 5}));
  QCOMPARE(created.deposits.tooClose, std::size_t{2});
  QCOMPARE(created.deposits.reasons().text(), std::string("2 closer than spacing"));
}

void TestCreateSamples::noNegativeInACellOfAnyDeposit() {
  MemoryRaster stack = counting(3, 2);
  SampleRequest request{{at(0, 0, 2), at(1, 0, 2), at(2, 1, 2)}, {}};
  const CreatedSamples created = create(stack, request);
  QCOMPARE(evidenceOf(created.table, 0), (std::vector<double>{2, 3, 4})); // all that is left
  // The deposit that thinning leaves out keeps its cell free of negatives.
  request.spacing = 11;
  QVERIFY(create(stack, request).candidates == 3);
}

void TestCreateSamples::negativesKeepTheirDistance() {
  MemoryRaster stack = counting(30, 30);
  SampleRequest request{{at(5, 5, 30), at(20, 22, 30)}, {}, NegativeMethod::DistanceConstrained, 100, 60};
  const CreatedSamples created = create(stack, request);
  QCOMPARE(created.table.count(0), std::size_t{200});
  std::size_t allowed = 0;
  for (int row = 0; row < 30; ++row)
    for (int column = 0; column < 30; ++column) {
      const Point cell = at(column, row, 30);
      allowed += std::hypot(cell.x - at(5, 5, 30).x, cell.y - at(5, 5, 30).y) >= 60 &&
                         std::hypot(cell.x - at(20, 22, 30).x, cell.y - at(20, 22, 30).y) >= 60
                     ? 1
                     : 0;
    }
  QCOMPARE(created.candidates, allowed);
  for (std::size_t i = 2; i < created.table.size(); ++i)
    for (std::size_t deposit = 0; deposit < 2; ++deposit)
      QVERIFY(std::hypot(created.table.points[i].x - created.table.points[deposit].x,
                         created.table.points[i].y - created.table.points[deposit].y) >= 60);
}

void TestCreateSamples::negativesLieInsideTheMask() {
  MemoryRaster stack = counting(6, 1);
  MemoryRaster mask(stack.grid(), {"mask"}, {1, 1, 1, 0, missing, 1});
  const CreatedSamples created = create(stack, {{at(0, 0, 1), at(1, 0, 1), at(3, 0, 1)}, {}}, &mask);
  QCOMPARE(evidenceOf(created.table, 0), (std::vector<double>{2, 5}));
  QCOMPARE(created.deposits.noData, std::size_t{1});
}

// Deposits in the first columns: negatives must come from the half of the pool with the larger column and
// number.
void TestCreateSamples::dissimilarNegativesAreFarInFeatureSpace() {
  MemoryRaster stack = counting(40, 40);
  SampleRequest request{{at(0, 0, 40), at(1, 0, 40)}, {}, NegativeMethod::DissimilarEvidence, 20};
  const CreatedSamples far = create(stack, request);
  request.method = NegativeMethod::Random;
  const CreatedSamples any = create(stack, request);
  const auto nearest = [](const CreatedSamples& created) {
    double least = 1e9;
    for (Eigen::Index i = 2; i < created.table.values.rows(); ++i)
      least = std::min(least, std::hypot(created.table.values(i, 0) / 1600, created.table.values(i, 1) / 40));
    return least;
  };
  QVERIFY(nearest(far) > 0.5);
  QVERIFY(nearest(any) < 0.3);
}

void TestCreateSamples::randomNegativesAreUniform() {
  MemoryRaster stack = counting(10, 10);
  std::vector<int> counts(100, 0);
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    SampleRequest request{{at(0, 0, 10), at(1, 0, 10)}, {}};
    request.negativeRatio = 5;
    request.seed = seed;
    for (const double value : evidenceOf(create(stack, request).table, 0))
      ++counts[static_cast<std::size_t>(value)];
  }
  double chiSquare = 0;
  for (std::size_t cell = 2; cell < 100; ++cell) {
    const double expected = 2000.0 * 10 / 98;
    chiSquare += (counts[cell] - expected) * (counts[cell] - expected) / expected;
  }
  QCOMPARE(counts[0] + counts[1], 0);
  // 97 degrees of freedom, of which drawing without replacement takes a tenth: between the 0.05 and 99.95
  // percentiles.
  QVERIFY2(chiSquare > 46 && chiSquare < 150, qPrintable(QString::number(chiSquare)));
}

void TestCreateSamples::givenNonDepositsAreUsed() {
  MemoryRaster stack = counting(5, 1, {3});
  const CreatedSamples created = create(
      stack, {{at(0, 0, 1), at(1, 0, 1)}, {at(4, 0, 1), at(2, 0, 1), at(3, 0, 1), at(0, 0, 1), {-9, 5}}});
  QCOMPARE(evidenceOf(created.table, 0), (std::vector<double>{2, 4}));
  QCOMPARE(created.nonDeposits.onDeposit, std::size_t{1});
  QCOMPARE(created.nonDeposits.noData, std::size_t{1});
  QCOMPARE(created.nonDeposits.outside, std::size_t{1});
}

void TestCreateSamples::sameSeedSameSamples() {
  MemoryRaster stack = counting(20, 20);
  SampleRequest request{{at(0, 0, 20), at(9, 9, 20)}, {}};
  request.negativeRatio = 10;
  const CreatedSamples first = create(stack, request);
  QVERIFY(first.table.values == create(stack, request).table.values);
  request.seed = 2;
  QVERIFY(first.table.values != create(stack, request).table.values);
}

void TestCreateSamples::mistakesAreNamed_data() {
  QTest::addColumn<int>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no deposits") << 0 << "Deposits has no points: choose a layer of deposit points.";
  QTest::newRow("too few deposits on data")
      << 1
      << "Deposits: 1 of 4 deposits remain (2 outside the stack, 1 on "
         "NoData or outside the mask), and at least 2 are needed: check the CRS of the "
         "points, the mask and the NoData of the layers.";
  QTest::newRow("fewer cells than negatives")
      << 2
      << "Ratio of negatives asks for 20 negatives, but only 17 cells "
         "are left to choose from: choose a smaller ratio of negatives, "
         "or a larger mask.";
  QTest::newRow("no room")
      << 3 << "Minimum distance of 1000 map units leaves no cell for negatives: choose a smaller distance.";
  QTest::newRow("no distance")
      << 4
      << "Minimum distance must be above 0 for distance-constrained negatives: give a "
         "distance in map units, or choose random "
         "negatives.";
  QTest::newRow("no negatives asked for")
      << 5 << "Ratio of negatives leaves fewer than 2 negatives: choose a larger ratio, such as 1.";
  QTest::newRow("too few non-deposits") << 6
                                        << "Non-deposits: 0 of 1 non-deposits remain (1 outside the stack), "
                                           "and at least 2 are needed: check the CRS of "
                                           "the points, the mask and the NoData of the "
                                           "layers.";
}

void TestCreateSamples::mistakesAreNamed() {
  QFETCH(int, mistake);
  QFETCH(QString, sentence);
  MemoryRaster stack = counting(5, 4, {7});
  SampleRequest request{{at(0, 0, 4), at(1, 0, 4)}, {}};
  if (mistake == 0)
    request.deposits.clear();
  if (mistake == 1)
    request.deposits = {at(0, 0, 4), at(2, 1, 4), {-1, 0}, {99, 0}};
  if (mistake == 2)
    request.negativeRatio = 10;
  if (mistake >= 3)
    request.method = NegativeMethod::DistanceConstrained;
  if (mistake == 3)
    request.minDistance = 1000;
  if (mistake == 5)
    request.negativeRatio = 0.5;
  if (mistake == 6)
    request.nonDeposits = {{-1, -1}};
  try {
    create(stack, request);
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

QTEST_APPLESS_MAIN(TestCreateSamples)
#include "test_create_samples.moc"

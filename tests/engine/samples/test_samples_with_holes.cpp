#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/create_samples.h"
#include "engine/samples/missing_layers.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <set>

using namespace prospectivity;

/// Samples of places that lack layers, and what is told of them.
class TestSamplesWithHoles : public QObject {
  Q_OBJECT

 private slots:
  void placesWithEnoughLayersAreKept_data();
  void placesWithEnoughLayersAreKept();
  void nothingIsFilled();
  void givenNonDepositsMayLackLayers();
  void withoutHolesNothingChanges_data();
  void withoutHolesNothingChanges();
  void everySetMayLackLayers();
  void dissimilarityIsThatOfSharedLayers();
  void sharesThatMeanNothingAreNamed();
  void missingLayersAreCounted();
  void layersThatAClassLacksAreDoubted();
};

namespace {

const float hole = std::nanf("");

/// Cells of 10 m in one row, rock of two classes and two other layers. By the cell they have all three
/// layers, two (no W), one (Sn), none, two (no rock), one (rock), three, three, two (no Sn) and three.
MemoryRaster tenCells() {
  return MemoryRaster({{0, 10, 0, 10, 0, -10}, 10, 1, ""}, {"rock=1", "W", "rock=2", "Sn"},
                      {1, 1,    hole, hole, hole, 0,    1, 0, 1,    0, //
                       1, hole, hole, hole, 5,    hole, 7, 8, 9,    10,
                       0, 0,    hole, hole, hole, 1,    0, 1, 0,    1, //
                       1, 2,    3,    hole, 5,    hole, 7, 8, hole, 10});
}

Point in(int column) {
  return {10.0 * column + 5, 5};
}

CreatedSamples create(RasterSource& stack, const SampleRequest& request) {
  return createSamples(stack, nullptr, request, Progress());
}

bool sameBits(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

/// Random values; of each cell about a third of the layers is missing, and never all.
std::vector<float> valuesWithHoles(int bands, int cells, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values;
  for (int i = 0; i < bands * cells; ++i)
    values.push_back(static_cast<float>(random.normal()));
  for (int cell = 0; cell < cells; ++cell) {
    const auto kept = static_cast<int>(random.below(static_cast<std::size_t>(bands)));
    for (int band = 0; band < bands; ++band)
      if (random.uniform() < 0.35 && band != kept)
        values[static_cast<std::size_t>(band * cells + cell)] = hole;
  }
  return values;
}

} // namespace

void TestSamplesWithHoles::placesWithEnoughLayersAreKept_data() {
  QTest::addColumn<double>("share");
  QTest::addColumn<int>("candidates");
  QTest::addColumn<int>("noData");
  QTest::addColumn<int>("tooFewLayers");
  QTest::newRow("every band") << 1.0 << 2 << 2 << 0;
  QTest::newRow("two of three layers") << 2.0 / 3 << 4 << 1 << 0;
  QTest::newRow("a little more than two of three") << 0.667 << 2 << 1 << 1;
  QTest::newRow("a little less than two of three") << 0.666 << 4 << 1 << 0;
  QTest::newRow("half, which is two of three") << 0.5 << 4 << 1 << 0;
  QTest::newRow("exactly one of three") << 1.0 / 3 << 6 << 1 << 0;
  QTest::newRow("next to nothing") << 0.001 << 6 << 1 << 0;
}

// Deposits in cells of three, two, no and three layers.
void TestSamplesWithHoles::placesWithEnoughLayersAreKept() {
  QFETCH(double, share);
  QFETCH(int, candidates);
  QFETCH(int, noData);
  QFETCH(int, tooFewLayers);
  MemoryRaster stack = tenCells();
  SampleRequest request{{in(0), in(1), in(3), in(6)}, {}};
  request.minPresent = share;
  const CreatedSamples created = create(stack, request);
  QCOMPARE(created.deposits.noData, static_cast<std::size_t>(noData));
  QCOMPARE(created.deposits.tooFewLayers, static_cast<std::size_t>(tooFewLayers));
  QCOMPARE(created.deposits.sum(), static_cast<std::size_t>(noData + tooFewLayers));
  QCOMPARE(created.table.count(1), static_cast<std::size_t>(4 - noData - tooFewLayers));
  // Cells 2, 4, 5, 7, 8 and 9 are left, less what the share leaves out.
  QCOMPARE(created.candidates, static_cast<std::size_t>(candidates));
  if (tooFewLayers > 0)
    QCOMPARE(created.deposits.reasons().text(),
             std::string("1 on NoData or outside the mask, 1 with data of too few layers (least share of "
                         "layers)"));
}

void TestSamplesWithHoles::nothingIsFilled() {
  MemoryRaster stack = tenCells();
  SampleRequest request{{in(0), in(1), in(3), in(6)}, {}};
  request.minPresent = 0.3;
  request.negativeRatio = 2; // all six cells that are left
  const SampleTable table = create(stack, request).table;
  const std::vector<int> cells{0, 1, 6, 2, 4, 5, 7, 8, 9};
  QCOMPARE(table.size(), cells.size());
  std::vector<float> values(4);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    stack.read({0, 1, 2, 3}, {cells[i], 0, 1, 1}, values.data());
    for (std::size_t j = 0; j < 4; ++j) {
      const double found = table.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
      QVERIFY(std::isnan(values[j]) ? std::isnan(found) : found == static_cast<double>(values[j]));
    }
  }
}

void TestSamplesWithHoles::givenNonDepositsMayLackLayers() {
  MemoryRaster stack = tenCells();
  SampleRequest request{{in(0), in(6)}, {in(1), in(3), in(4), in(5), in(6), in(9)}};
  request.minPresent = 0.5;
  const CreatedSamples created = create(stack, request);
  QCOMPARE(created.table.count(0), std::size_t{3});
  QCOMPARE(created.nonDeposits.noData, std::size_t{1});
  QCOMPARE(created.nonDeposits.tooFewLayers, std::size_t{1});
  QCOMPARE(created.nonDeposits.onDeposit, std::size_t{1});
}

void TestSamplesWithHoles::withoutHolesNothingChanges_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<double>("distance");
  QTest::newRow("random") << 0 << 0.0;
  QTest::newRow("at a distance") << 1 << 40.0;
  QTest::newRow("dissimilar") << 2 << 0.0;
  QTest::newRow("dissimilar and at a distance") << 2 << 40.0;
}

void TestSamplesWithHoles::withoutHolesNothingChanges() {
  QFETCH(int, method);
  QFETCH(double, distance);
  Random random(3);
  std::vector<float> values;
  for (int i = 0; i < 3 * 400; ++i)
    values.push_back(static_cast<float>(random.normal()));
  MemoryRaster stack({{0, 10, 0, 200, 0, -10}, 20, 20, ""}, {"W", "Sn", "Bi"}, values);
  SampleRequest request{
      {{25, 35}, {115, 95}, {175, 15}}, {}, static_cast<NegativeMethod>(method), 2, distance, 0, 3};
  const CreatedSamples complete = create(stack, request);
  request.minPresent = 0.4;
  const CreatedSamples kept = create(stack, request);
  QVERIFY(sameBits(complete.table.values, kept.table.values));
  QCOMPARE(kept.table.sets, complete.table.sets);
  QCOMPARE(kept.candidates, complete.candidates);
  QVERIFY(!MissingLayers(kept.table).account());
  QVERIFY(MissingLayers(kept.table).doubts().empty());
}

void TestSamplesWithHoles::everySetMayLackLayers() {
  MemoryRaster stack({{0, 10, 0, 200, 0, -10}, 20, 20, ""}, {"W", "Sn", "Bi", "F"},
                     valuesWithHoles(4, 400, 8));
  SampleRequest request{{{25, 35}, {115, 95}, {175, 15}, {5, 5}, {65, 155}}, {}};
  request.minPresent = 0.5;
  request.negativeRatio = 4;
  const SampleTable one = create(stack, request).table;
  request.sets = 5;
  const SampleTable all = create(stack, request).table;
  const std::size_t deposits = all.count(1);
  const std::size_t negatives = one.count(0);
  QCOMPARE(all.count(0), 5 * negatives);
  std::map<int, std::size_t> withHoles;
  for (std::size_t row = deposits; row < all.size(); ++row) {
    const auto values = all.values.row(static_cast<Eigen::Index>(row));
    const auto missing = values.array().isNaN().count();
    QVERIFY(missing <= 2);
    withHoles[all.sets[row]] += missing > 0 ? 1 : 0;
  }
  QCOMPARE(withHoles.size(), std::size_t{5});
  for (const auto& [set, count] : withHoles)
    QVERIFY2(count > 0, qPrintable(QString::number(set)));
  const auto rows = static_cast<Eigen::Index>(one.size());
  QVERIFY(sameBits(all.values.topRows(rows), one.values)); // the first set is the one set
}

// So many negatives that all cells of the more dissimilar half are taken, whatever the order of the draw.
void TestSamplesWithHoles::dissimilarityIsThatOfSharedLayers() {
  constexpr int cells = 62;
  std::vector<float> values = valuesWithHoles(4, cells, 11);
  for (const int deposit : {10, 40}) { // without F, which is all that cell 20 has
    for (int band = 0; band < 3; ++band)
      values[static_cast<std::size_t>(band * cells + deposit)] = static_cast<float>(band - deposit / 20);
    values[static_cast<std::size_t>(3 * cells + deposit)] = hole;
  }
  values[static_cast<std::size_t>(cells + 40)] = hole;
  for (int band = 0; band < 3; ++band)
    values[static_cast<std::size_t>(band * cells + 20)] = hole;
  values[static_cast<std::size_t>(3 * cells + 20)] = 1000;
  MemoryRaster stack({{0, 10, 0, 10, 0, -10}, cells, 1, ""}, {"W", "Sn", "Bi", "F"}, values);
  SampleRequest request{{in(10), in(40)}, {}, NegativeMethod::DissimilarEvidence, 15};
  request.minPresent = 0.1;
  const CreatedSamples created = create(stack, request);
  QCOMPARE(created.candidates, std::size_t{60});

  const auto at = [&](int band, int cell) {
    return static_cast<double>(values[static_cast<std::size_t>(band * cells + cell)]);
  };
  std::vector<int> pool;
  for (int cell = 0; cell < cells; ++cell)
    if (cell != 10 && cell != 40)
      pool.push_back(cell);
  double spread[4];
  for (int band = 0; band < 4; ++band) {
    std::vector<double> known;
    for (const int cell : pool)
      if (!std::isnan(at(band, cell)))
        known.push_back(at(band, cell));
    double mean = 0;
    for (const double value : known)
      mean += value / static_cast<double>(known.size());
    double variance = 0;
    for (const double value : known)
      variance += (value - mean) * (value - mean) / static_cast<double>(known.size());
    spread[band] = std::sqrt(variance);
  }
  std::vector<std::pair<double, int>> byDistance;
  for (const int cell : pool) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const int deposit : {10, 40}) {
      double sum = 0;
      int shared = 0;
      for (int band = 0; band < 4; ++band)
        if (!std::isnan(at(band, cell)) && !std::isnan(at(band, deposit))) {
          sum += std::pow((at(band, cell) - at(band, deposit)) / spread[band], 2);
          ++shared;
        }
      if (shared > 0)
        nearest = std::min(nearest, sum / shared);
    }
    byDistance.emplace_back(std::isinf(nearest) ? -1 : nearest, cell);
  }
  std::sort(byDistance.rbegin(), byDistance.rend());
  std::set<int> expected;
  for (std::size_t i = 0; i < 30; ++i)
    expected.insert(byDistance[i].second);
  std::set<int> found;
  for (std::size_t row = 2; row < created.table.size(); ++row)
    found.insert(static_cast<int>(created.table.points[row].x / 10));
  QVERIFY(found == expected);
  QVERIFY(found.count(20) == 0);
}

void TestSamplesWithHoles::sharesThatMeanNothingAreNamed() {
  MemoryRaster stack = tenCells();
  for (const double share : {0.0, 1.5}) {
    SampleRequest request{{in(0), in(6)}, {}};
    request.minPresent = share;
    try {
      create(stack, request);
      QFAIL("the mistake went unnoticed");
    } catch (const Error& error) {
      QVERIFY(error.subject() == Subject::MinPresent);
    }
  }
}

void TestSamplesWithHoles::missingLayersAreCounted() {
  MemoryRaster stack = tenCells();
  SampleRequest request{{in(0), in(1), in(6)}, {}};
  request.minPresent = 0.3;
  request.negativeRatio = 2;
  const MissingLayers missing(create(stack, request).table);
  // Cell 1 lacks W; 2 rock and W; 4 rock; 5 W and Sn; 8 Sn.
  QCOMPARE(missing.samples(), std::size_t{5});
  QCOMPARE(missing.account()->text(),
           std::string("5 of 9 samples lack a layer: 2 lack 'rock', 3 lack 'W', 2 lack 'Sn'."));
  QVERIFY(missing.doubts().empty());
}

void TestSamplesWithHoles::layersThatAClassLacksAreDoubted() {
  SampleTable table;
  table.features = {"rock=1", "rock=2", "W", "Sn", "Bi"};
  table.labels = {1, 1, 0, 0};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  table.values.resize(4, 5);
  table.values << 0, 1, 5, nan, nan, //
      1, 0, 6, nan, nan,             //
      nan, nan, 7, nan, 1,           //
      nan, nan, nan, nan, 2;
  const std::string rest = ", so that all that can be learnt from it is that it is missing: check the layer, "
                           "or build the stack without it.";
  std::vector<std::string> doubts;
  for (const Sentence& doubt : MissingLayers(table).doubts())
    doubts.push_back(doubt.text());
  QCOMPARE(doubts, (std::vector<std::string>{"Stack: no non-deposit has data of the layer 'rock'" + rest,
                                             "Stack: no sample has data of the layer 'Sn'" + rest,
                                             "Stack: no deposit has data of the layer 'Bi'" + rest}));
}

QTEST_APPLESS_MAIN(TestSamplesWithHoles)
#include "test_samples_with_holes.moc"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/create_samples.h"
#include "engine/samples/negative_sets.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

using namespace prospectivity;

/// Several draws of non-deposits beside deposits that stand once: each is what one draw alone would be, none
/// depends on another, and a cell that several drew stands in each.
class TestNegativeSets : public QObject {
  Q_OBJECT

 private slots:
  void oneSetHasNoNumbers();
  void theFirstSetIsThatOfOneDraw_data();
  void theFirstSetIsThatOfOneDraw();
  void depositsStandOnce();
  void setsAreIndependent();
  void theSameSeedGivesTheSameSets();
  void aSetIsATableOfItsOwn();
  void samplesAreAddedWithAndWithoutSets();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
};

namespace {

constexpr int side = 20;
constexpr std::size_t depositCount = 8;

/// Noise in two bands, the same for a seed.
MemoryRaster noise(std::uint64_t seed = 1) {
  Random random(seed);
  std::vector<float> values(2 * side * side);
  for (float& value : values)
    value = static_cast<float>(random.normal());
  return MemoryRaster({{0, 10, 0, side * 10.0, 0, -10}, side, side, ""}, {"W", "Sn"}, values);
}

SampleRequest request(int sets, NegativeMethod method = NegativeMethod::Random) {
  SampleRequest result;
  for (std::size_t i = 0; i < depositCount; ++i)
    result.deposits.push_back({25.0 * static_cast<double>(i) + 5, 105});
  result.method = method;
  result.minDistance = method == NegativeMethod::DistanceConstrained ? 15 : 0;
  result.sets = sets;
  return result;
}

CreatedSamples create(const SampleRequest& wanted) {
  MemoryRaster stack = noise();
  return createSamples(stack, nullptr, wanted, Progress());
}

std::vector<std::size_t> allRows(const SampleTable& table) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

/// The cells of the non-deposits of a set (0: of a table that has none).
std::set<std::pair<double, double>> cellsOf(const SampleTable& table, int set) {
  std::set<std::pair<double, double>> cells;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.labels[row] == 0 && table.setOf(row) == set)
      cells.insert({table.points[row].x, table.points[row].y});
  return cells;
}

} // namespace

void TestNegativeSets::oneSetHasNoNumbers() {
  const CreatedSamples created = create(request(1));
  QVERIFY(created.table.sets.empty());
  QVERIFY(setsOf(created.table).empty());
  QCOMPARE(created.sharedCells, std::size_t{0});
  QCOMPARE(rowsOfSet(created.table, {3, 1}, 0), (std::vector<std::size_t>{3, 1}));
}

void TestNegativeSets::theFirstSetIsThatOfOneDraw_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("random") << 0;
  QTest::newRow("distance-constrained") << 1;
  QTest::newRow("dissimilar evidence") << 2;
}

void TestNegativeSets::theFirstSetIsThatOfOneDraw() {
  QFETCH(int, method);
  const auto negatives = static_cast<NegativeMethod>(method);
  const SampleTable alone = create(request(1, negatives)).table;
  const SampleTable several = create(request(5, negatives)).table;
  QCOMPARE(setsOf(several), (std::vector<int>{1, 2, 3, 4, 5}));
  const SampleTable first = tableOfSet(several, 1);
  QVERIFY(first.values == alone.values);
  QCOMPARE(first.ids, alone.ids);
  QCOMPARE(first.labels, alone.labels);
  QVERIFY(first.sets.empty());
}

void TestNegativeSets::depositsStandOnce() {
  const SampleTable table = create(request(6)).table;
  QCOMPARE(table.count(1), depositCount);
  QCOMPARE(table.count(0), 6 * depositCount);
  QCOMPARE(table.sets.size(), table.size());
  std::set<std::int64_t> ids(table.ids.begin(), table.ids.end());
  QCOMPARE(ids.size(), table.size());
  for (std::size_t row = 0; row < table.size(); ++row)
    QCOMPARE(table.sets[row] == 0, table.labels[row] == 1);
  for (int set = 1; set <= 6; ++set)
    QCOMPARE(cellsOf(table, set).size(), depositCount); // no cell twice in one set
}

// Of 392 cells each set takes 8: two sets share 8 * 8 / 392 = 0.163 cells on average, a pair of neighbours in
// number as any other. 45 pairs for each of 20 seeds have a standard error of 0.013.
void TestNegativeSets::setsAreIndependent() {
  double shared = 0;
  int pairs = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SampleRequest wanted = request(10);
    wanted.seed = seed;
    const CreatedSamples created = create(wanted);
    std::map<std::pair<double, double>, int> times;
    for (int a = 1; a <= 10; ++a) {
      const auto first = cellsOf(created.table, a);
      for (const auto& cell : first)
        ++times[cell];
      for (int b = 1; b < a; ++b, ++pairs)
        for (const auto& cell : cellsOf(created.table, b))
          shared += static_cast<double>(first.count(cell));
    }
    const auto several =
        std::count_if(times.begin(), times.end(), [](const auto& one) { return one.second > 1; });
    QCOMPARE(created.sharedCells, static_cast<std::size_t>(several));
    QCOMPARE(created.candidates, std::size_t{392});
  }
  QVERIFY2(std::abs(shared / pairs - 64.0 / 392) < 0.05, qPrintable(QString::number(shared / pairs)));
}

void TestNegativeSets::theSameSeedGivesTheSameSets() {
  const SampleTable first = create(request(4)).table;
  const SampleTable again = create(request(4)).table;
  QVERIFY(first.values == again.values);
  QCOMPARE(first.sets, again.sets);
  // A set does not depend on how many follow it.
  const SampleTable more = create(request(7)).table;
  for (int set = 1; set <= 4; ++set)
    QVERIFY(cellsOf(first, set) == cellsOf(more, set));
  SampleRequest other = request(4);
  other.seed = 2;
  for (int set = 1; set <= 4; ++set)
    QVERIFY(cellsOf(first, set) != cellsOf(create(other).table, set));
}

void TestNegativeSets::aSetIsATableOfItsOwn() {
  const SampleTable table = create(request(3)).table;
  for (int set = 1; set <= 3; ++set) {
    const std::vector<std::size_t> rows = rowsOfSet(table, allRows(table), set);
    QCOMPARE(rows.size(), 2 * depositCount);
    for (const std::size_t row : rows)
      QVERIFY(table.labels[row] == 1 || table.sets[row] == set);
    QVERIFY(tableOfSet(table, set).values == table.rows(rows).values);
  }
}

void TestNegativeSets::samplesAreAddedWithAndWithoutSets() {
  SampleTable several = create(request(2)).table;
  SampleTable plain = create(request(1)).table;
  const std::size_t before = several.size();
  several.append(plain);
  QCOMPARE(several.sets.size(), several.size());
  QCOMPARE(several.setOf(before - 1), 2);
  QCOMPARE(several.setOf(before), 0); // of every set
  const std::size_t own = plain.size();
  plain.append(create(request(2)).table);
  QCOMPARE(plain.sets.size(), plain.size());
  QCOMPARE(plain.setOf(own - 1), 0);
  QCOMPARE(plain.setOf(plain.size() - 1), 2);
  SampleTable one = create(request(1)).table;
  one.append(create(request(1)).table);
  QVERIFY(one.sets.empty());
}

void TestNegativeSets::mistakesAreNamed_data() {
  QTest::addColumn<int>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no set") << 0 << "Sets of negatives must be at least 1: choose a number such as 1 or 20.";
  QTest::newRow("more sets than the ground gives")
      << 1
      << "Sets of negatives asks for 50 sets of 8 negatives, but the 392 cells left to choose from are "
         "enough "
         "for 49: choose at most that many sets, or a smaller ratio of negatives, or a larger mask.";
  QTest::newRow("more sets than the distance leaves")
      << 2
      << "Sets of negatives asks for 50 sets of 8 negatives, but the 343 cells left to choose from are "
         "enough "
         "for 42: choose at most that many sets, or a smaller ratio of negatives or minimum distance.";
  QTest::newRow("more sets than the dissimilar half gives")
      << 4
      << "Sets of negatives asks for 50 sets of 8 negatives, but the 392 cells left to choose from, of which "
         "the more dissimilar half is taken, are enough for 24: choose at most that many sets, or a smaller "
         "ratio of negatives, or a larger mask.";
  QTest::newRow("non-deposits that are given") << 3
                                               << "Sets of negatives is 50, but the points of non-deposits "
                                                  "are one set: leave non-deposits out to have "
                                                  "the sets drawn, or choose 1 for sets of negatives.";
}

void TestNegativeSets::mistakesAreNamed() {
  QFETCH(int, mistake);
  QFETCH(QString, sentence);
  SampleRequest wanted = request(mistake == 0 ? 0 : 50, mistake == 2   ? NegativeMethod::DistanceConstrained
                                                        : mistake == 4 ? NegativeMethod::DissimilarEvidence
                                                                       : NegativeMethod::Random);
  if (mistake == 3)
    wanted.nonDeposits = {{5, 5}, {15, 5}};
  try {
    create(wanted);
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

QTEST_APPLESS_MAIN(TestNegativeSets)
#include "test_negative_sets.moc"

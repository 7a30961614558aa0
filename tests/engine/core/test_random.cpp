#include "engine/core/random.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>

using prospectivity::Random;

class TestRandom : public QObject {
  Q_OBJECT

 private slots:
  void sameSeedSameNumbers();
  void otherSeedOtherNumbers();
  void forksDoNotDependOnWhatWasDrawn();
  void firstNumbersOfSeedOne();
  void uniformIsUniform();
  void normalHasUnitMoments();
  void betaHasItsMomentsAndQuantiles_data();
  void betaHasItsMomentsAndQuantiles();
  void betaStaysInItsRange();
  void firstBetaNumbersOfASeed();
  void belowIsUnbiasedAndBounded();
  void permutationHoldsEveryNumberOnce();
};

void TestRandom::sameSeedSameNumbers() {
  Random a(42);
  Random b(42);
  for (int i = 0; i < 1000; ++i)
    QCOMPARE(a.bits(), b.bits());
}

void TestRandom::otherSeedOtherNumbers() {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    firsts.insert(Random(seed).bits());
    firsts.insert(Random(1).fork(seed).bits());
    firsts.insert(Random(seed).fork(seed).bits());
    firsts.insert(Random(seed + 1).fork(seed).bits());
  }
  // Random(1) forked by 0 and by 1 are met twice.
  QCOMPARE(firsts.size(), std::size_t{3998});
}

void TestRandom::forksDoNotDependOnWhatWasDrawn() {
  Random a(7);
  const std::uint64_t before = a.fork(3).bits();
  a.bits();
  QCOMPARE(a.fork(3).bits(), before);
}

// xoshiro256** on the state that splitmix64 gives for seed 1, worked out by the reference definition:
// result = rotl(s1 * 5, 7) * 9.
void TestRandom::firstNumbersOfSeedOne() {
  std::uint64_t seed = 1;
  std::uint64_t words[2];
  for (std::uint64_t& word : words) {
    seed += 0x9e3779b97f4a7c15ULL;
    word = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
    word ^= word >> 31;
  }
  const std::uint64_t product = words[1] * 5;
  QCOMPARE(Random(1).bits(), ((product << 7) | (product >> 57)) * 9);
}

void TestRandom::uniformIsUniform() {
  Random random(1);
  std::vector<double> drawn(20000);
  for (double& value : drawn)
    value = random.uniform();
  std::sort(drawn.begin(), drawn.end());
  QVERIFY(drawn.front() >= 0 && drawn.back() < 1);
  double distance = 0; // Kolmogorov-Smirnov
  for (std::size_t i = 0; i < drawn.size(); ++i)
    distance = std::max(distance, std::abs(drawn[i] - (static_cast<double>(i) + 0.5) / 20000));
  QVERIFY(distance < 1.63 / std::sqrt(20000.0)); // 1 % level
}

void TestRandom::normalHasUnitMoments() {
  Random random(2);
  const int count = 40000;
  double sum = 0;
  double squares = 0;
  int beyondTwo = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
    beyondTwo += std::abs(value) > 2 ? 1 : 0;
  }
  QVERIFY(std::abs(sum / count) < 3 / std::sqrt(count));
  QVERIFY(std::abs(squares / count - 1) < 3 * std::sqrt(2.0 / count));
  const double expected = 0.0455;
  QVERIFY(std::abs(beyondTwo / double(count) - expected) < 3 * std::sqrt(expected * (1 - expected) / count));
}

void TestRandom::betaHasItsMomentsAndQuantiles_data() {
  QTest::addColumn<double>("shape");
  QTest::addColumn<double>("below"); // scipy 1.10: the share below 0.1
  QTest::newRow("0.05") << 0.05 << 0.44946909114781364;
  QTest::newRow("0.4") << 0.4 << 0.239739158734015;
  QTest::newRow("uniform") << 1.0 << 0.1;
  QTest::newRow("2.5") << 2.5 << 0.015374720442541246;
  QTest::newRow("40") << 40.0 << 0.0;
}

void TestRandom::betaHasItsMomentsAndQuantiles() {
  QFETCH(double, shape);
  QFETCH(double, below);
  Random random(7);
  const int count = 100'000;
  double sum = 0;
  double squares = 0;
  int found = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.beta(shape);
    sum += value;
    squares += (value - 0.5) * (value - 0.5);
    found += value < 0.1 ? 1 : 0;
  }
  const double variance = 1 / (4 * (2 * shape + 1));
  QVERIFY(std::abs(sum / count - 0.5) < 5 * std::sqrt(variance / count));
  QVERIFY(std::abs(squares / count / variance - 1) < 0.03);
  QVERIFY(std::abs(static_cast<double>(found) / count - below) <
          5 * std::sqrt(below * (1 - below) / count) + 1e-9);
}

// Where nothing is left of one part or of the difference between them.
void TestRandom::betaStaysInItsRange() {
  Random random(3);
  for (const double shape : {1e-300, 1e-9, 1e9})
    for (int i = 0; i < 1000; ++i) {
      const double value = random.beta(shape);
      QVERIFY(value >= 0 && value <= 1);
      QVERIFY(shape > 1 ? std::abs(value - 0.5) < 1e-3 : value < 1e-3 || value > 1 - 1e-3);
    }
}

// Models trained with mixup rest on them.
void TestRandom::firstBetaNumbersOfASeed() {
  const auto first = [](double shape) {
    Random random(11);
    return random.beta(shape);
  };
  QVERIFY(std::abs(first(0.4) - 0.99999093183986276) < 1e-14);
  QVERIFY(std::abs(first(1) - 0.42485057963563533) < 1e-14);
  QVERIFY(std::abs(first(3) - 0.45713141043608074) < 1e-14);
}

void TestRandom::belowIsUnbiasedAndBounded() {
  Random random(3);
  int counts[3] = {0, 0, 0};
  for (int i = 0; i < 30000; ++i)
    ++counts[random.below(3)];
  for (const int count : counts)
    QVERIFY(std::abs(count - 10000) < 3 * std::sqrt(30000 * 2.0 / 9));
}

void TestRandom::permutationHoldsEveryNumberOnce() {
  Random random(4);
  std::vector<std::size_t> drawn = random.permutation(50);
  QVERIFY(!std::is_sorted(drawn.begin(), drawn.end()));
  std::sort(drawn.begin(), drawn.end());
  for (std::size_t i = 0; i < drawn.size(); ++i)
    QCOMPARE(drawn[i], i);
}

QTEST_APPLESS_MAIN(TestRandom)
#include "test_random.moc"

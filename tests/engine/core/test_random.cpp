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

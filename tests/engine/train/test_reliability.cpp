#include "engine/core/random.h"
#include "engine/train/reliability.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace prospectivity;

/// Groups of the reliability diagram and the expected calibration error.
class TestReliability : public QObject {
  Q_OBJECT

 private slots:
  void wilsonIntervalsAreThoseOfTheFormula();
  void groupsAreOfEqualSize();
  void equalScoresLieInOneGroup();
  void repeatsAreNoMoreSamples();
  void scoresThatAreNoSharesHaveALargerError();
  void theIntervalHoldsTheError();
  void theSeedDecidesTheInterval();
  void aFewSamplesAreOneGroup();
};

namespace {

HeldOutScores heldOf(const std::vector<double>& scores, const std::vector<int>& labels) {
  HeldOutScores held;
  held.scores = scores;
  held.labels = labels;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    held.samples.push_back(10 + i);
    held.weights.push_back(1);
  }
  return held;
}

/// Shares of deposits are `share`, and scores what `score` makes of them.
HeldOutScores drawn(std::size_t count, double (*score)(double), std::uint64_t seed) {
  Random random(seed);
  std::vector<double> scores;
  std::vector<int> labels;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = random.uniform();
    scores.push_back(score(share));
    labels.push_back(random.uniform() < share ? 1 : 0);
  }
  return heldOf(scores, labels);
}

double asItIs(double share) {
  return share;
}

double squared(double share) {
  return share * share;
}

} // namespace

void TestReliability::wilsonIntervalsAreThoseOfTheFormula() {
  const Interval none = wilsonInterval(0, 10); // z^2 / (n + z^2)
  QCOMPARE(none.low, 0.0);
  QVERIFY(std::abs(none.high - 0.2775328) < 1e-6);
  const Interval half = wilsonInterval(0.5, 20);
  QVERIFY(std::abs(half.low - 0.2992980) < 1e-6 && std::abs(half.high - 0.7007020) < 1e-6);
  QCOMPARE(wilsonInterval(1, 10).high, 1.0);
}

void TestReliability::groupsAreOfEqualSize() {
  std::vector<double> scores;
  std::vector<int> labels;
  for (int i = 0; i < 45; ++i) { // from the highest down
    scores.push_back((44 - i) / 44.0);
    labels.push_back(i < 20 ? 1 : 0);
  }
  const Reliability found = reliabilityOf(heldOf(scores, labels), 1);
  QCOMPARE(found.groups.size(), std::size_t{4});
  double samples = 0;
  for (const ReliabilityGroup& group : found.groups) {
    QVERIFY(group.samples == 11 || group.samples == 12);
    samples += group.samples;
    QVERIFY(group.interval.low <= group.share && group.share <= group.interval.high);
  }
  QCOMPARE(samples, 45.0);
  QCOMPARE(found.groups.front().share, 0.0);
  QCOMPARE(found.groups.back().share, 1.0);
  QVERIFY(std::abs(found.groups.front().score - 5 / 44.0) < 1e-12); // the scores 0 to 10
}

void TestReliability::equalScoresLieInOneGroup() {
  std::vector<int> labels(40, 0);
  std::vector<double> scores(40, 0.25);
  for (std::size_t i = 30; i < 40; ++i) {
    labels[i] = 1;
    scores[i] = 0.75;
  }
  const Reliability found = reliabilityOf(heldOf(scores, labels), 1);
  QCOMPARE(found.groups.size(), std::size_t{2});
  QCOMPARE(found.groups[0].samples, 30.0);
  QCOMPARE(found.groups[0].score, 0.25);
  QCOMPARE(found.groups[0].share, 0.0);
  QCOMPARE(found.groups[1].samples, 10.0);
  QCOMPARE(found.groups[1].score, 0.75);
  QCOMPARE(found.groups[1].share, 1.0);
  QVERIFY(std::abs(found.error - 0.25) < 1e-12);
}

void TestReliability::repeatsAreNoMoreSamples() {
  const HeldOutScores held = drawn(200, asItIs, 3);
  HeldOutScores twice = held;
  twice.samples.insert(twice.samples.end(), held.samples.begin(), held.samples.end());
  twice.labels.insert(twice.labels.end(), held.labels.begin(), held.labels.end());
  twice.scores.insert(twice.scores.end(), held.scores.begin(), held.scores.end());
  twice.weights.assign(400, 0.5);
  const Reliability a = reliabilityOf(held, 1);
  const Reliability b = reliabilityOf(twice, 1);
  QCOMPARE(b.groups.size(), a.groups.size());
  for (std::size_t k = 0; k < a.groups.size(); ++k) {
    QVERIFY(std::abs(b.groups[k].score - a.groups[k].score) < 1e-12);
    QVERIFY(std::abs(b.groups[k].share - a.groups[k].share) < 1e-12);
    QVERIFY(std::abs(b.groups[k].interval.high - a.groups[k].interval.high) < 1e-12);
  }
  QVERIFY(std::abs(b.error - a.error) < 1e-12);
  QVERIFY(std::abs(b.errorInterval.high - a.errorInterval.high) < 1e-9);
}

// The mean distance between p and its square is 1 / 6.
void TestReliability::scoresThatAreNoSharesHaveALargerError() {
  const Reliability right = reliabilityOf(drawn(4000, asItIs, 4), 1);
  const Reliability wrong = reliabilityOf(drawn(4000, squared, 4), 1);
  QVERIFY(right.error < 0.04);
  QVERIFY(std::abs(wrong.error - 1.0 / 6) < 0.03);
  QVERIFY(wrong.errorInterval.low > right.errorInterval.high);
  QVERIFY(wrong.errorInterval.low < wrong.error && wrong.error < wrong.errorInterval.high);
  for (const ReliabilityGroup& group : right.groups)
    QVERIFY(group.samples == 400);
}

// A model that is perfectly calibrated has no error but by chance, which the interval must allow for.
void TestReliability::theIntervalHoldsTheError() {
  int fromZero = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Reliability found = reliabilityOf(drawn(60, asItIs, 20 + seed), seed);
    QVERIFY(found.errorInterval.low <= found.error && found.error <= found.errorInterval.high);
    QVERIFY(found.errorInterval.low >= 0 && found.errorInterval.high <= 1);
    fromZero += found.errorInterval.low == 0 ? 1 : 0;
  }
  QVERIFY2(fromZero >= 10, qPrintable(QString::number(fromZero)));
}

void TestReliability::theSeedDecidesTheInterval() {
  const HeldOutScores held = drawn(100, asItIs, 5);
  const Reliability a = reliabilityOf(held, 7);
  const Reliability b = reliabilityOf(held, 7);
  const Reliability c = reliabilityOf(held, 8);
  QVERIFY(a.errorInterval.low == b.errorInterval.low && a.errorInterval.high == b.errorInterval.high);
  QVERIFY(a.errorInterval.low != c.errorInterval.low || a.errorInterval.high != c.errorInterval.high);
  QCOMPARE(a.error, c.error);
}

void TestReliability::aFewSamplesAreOneGroup() {
  const Reliability few = reliabilityOf(heldOf({0.2, 0.4, 0.9}, {0, 1, 1}), 1);
  QCOMPARE(few.groups.size(), std::size_t{1});
  QVERIFY(std::abs(few.groups[0].score - 0.5) < 1e-12 && std::abs(few.groups[0].share - 2.0 / 3) < 1e-12);
  const Reliability none = reliabilityOf({}, 1);
  QVERIFY(none.groups.empty() && std::isnan(none.error));
}

QTEST_GUILESS_MAIN(TestReliability)
#include "test_reliability.moc"

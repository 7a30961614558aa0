#include "engine/core/random.h"
#include "engine/model/predictor.h"
#include "engine/train/platt_scaling.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace prospectivity;

/// Platt scaling against closed forms, and where there is none.
class TestPlattScaling : public QObject {
  Q_OBJECT

 private slots:
  void twoScoresHaveAClosedForm();
  void classesThatAreApartHaveAFiniteSlope();
  void theLossHasNoSlopeAtTheScaling();
  void scalesAndShiftsOfLogitsAreUndone();
  void repeatsAreNoMoreSamples();
  void logitsThatRunTheWrongWayAreNotTrusted();
  void noiseIsSeldomTrusted();
  void withoutBothClassesOrTwoLogitsThereIsNone();
};

namespace {

struct Held {
  std::vector<int> labels;
  std::vector<double> logits;
  std::vector<double> weights;

  void add(double logit, int deposits, int others) {
    for (int i = 0; i < deposits + others; ++i) {
      labels.push_back(i < deposits ? 1 : 0);
      logits.push_back(logit);
      weights.push_back(1);
    }
  }
  std::optional<Calibration> scaling() const { return plattScaling(labels, logits, weights); }
};

/// Deposits where a line of the log-odds says so.
Held drawn(std::size_t count, double slope, double intercept, std::uint64_t seed) {
  Random random(seed);
  Held held;
  for (std::size_t i = 0; i < count; ++i) {
    const double logit = 2 * random.normal() + 0.5;
    held.add(logit, random.uniform() < sigmoid(slope * logit + intercept) ? 1 : 0, 0);
    if (held.labels.size() == i)
      held.add(logit, 0, 1);
  }
  return held;
}

double logOdds(double share) {
  return std::log(share / (1 - share));
}

bool isNear(double value, double expected) {
  return std::abs(value - expected) < 1e-10 * (1 + std::abs(expected));
}

} // namespace

// A line through two points fits both: the mean of the targets at each logit. Their log-odds are independent
// with variances 1 / (n p (1 - p)), of which slope and intercept are sums.
void TestPlattScaling::twoScoresHaveAClosedForm() {
  Held held;
  held.add(-1, 2, 8);
  held.add(2, 9, 3);
  const double deposit = 12.0 / 13; // of 11 deposits, and 11 others
  const double other = 1.0 / 13;
  const double low = (2 * deposit + 8 * other) / 10;
  const double high = (9 * deposit + 3 * other) / 12;
  const double lowVariance = 1 / (10 * low * (1 - low));
  const double highVariance = 1 / (12 * high * (1 - high));
  const Calibration found = held.scaling().value();
  QVERIFY(isNear(found.slope, (logOdds(high) - logOdds(low)) / 3));
  QVERIFY(isNear(found.intercept, (2 * logOdds(low) + logOdds(high)) / 3));
  QVERIFY(isNear(found.slopeVariance, (lowVariance + highVariance) / 9));
  QVERIFY(isNear(found.interceptVariance, (4 * lowVariance + highVariance) / 9));
  QVERIFY(isNear(found.covariance, (highVariance - 2 * lowVariance) / 9));
  QCOMPARE(found.deposits, std::size_t{11});
  QCOMPARE(found.nonDeposits, std::size_t{11});
  QVERIFY(isNear(found.slopeInterval().low,
                 found.slope - 1.959963984540054 * std::sqrt((lowVariance + highVariance) / 9)));
  QVERIFY(isNear(found.interceptInterval().high,
                 found.intercept + 1.959963984540054 * std::sqrt((4 * lowVariance + highVariance) / 9)));
}

void TestPlattScaling::classesThatAreApartHaveAFiniteSlope() {
  Held held;
  held.add(-5, 0, 20);
  held.add(5, 20, 0);
  const Calibration found = held.scaling().value();
  QVERIFY(isNear(found.slope, std::log(21) / 5));
  QVERIFY(std::abs(found.intercept) < 1e-10);
  QVERIFY(found.isTrustworthy());
}

void TestPlattScaling::theLossHasNoSlopeAtTheScaling() {
  const Held held = drawn(300, 0.7, -1, 5);
  const Calibration found = held.scaling().value();
  const double deposit =
      (static_cast<double>(found.deposits) + 1) / (static_cast<double>(found.deposits) + 2);
  const double other = 1 / (static_cast<double>(found.nonDeposits) + 2);
  double bySlope = 0;
  double byIntercept = 0;
  for (std::size_t i = 0; i < held.labels.size(); ++i) {
    const double residual = sigmoid(found.logOdds(held.logits[i])) - (held.labels[i] == 1 ? deposit : other);
    bySlope += residual * held.logits[i];
    byIntercept += residual;
  }
  QVERIFY(std::abs(bySlope) < 1e-9 && std::abs(byIntercept) < 1e-9);
  const Interval slope = found.slopeInterval();
  const Interval intercept = found.interceptInterval();
  QVERIFY(slope.low < 0.7 && slope.high > 0.7 && intercept.low < -1 && intercept.high > -1);
  QVERIFY(found.isTrustworthy());
}

void TestPlattScaling::scalesAndShiftsOfLogitsAreUndone() {
  const Held held = drawn(200, 0.7, -1, 6);
  Held moved = held;
  for (double& logit : moved.logits)
    logit = 1000 * logit + 500;
  const Calibration a = held.scaling().value();
  const Calibration b = moved.scaling().value();
  QVERIFY(std::abs(b.slope * 1000 - a.slope) < 1e-9);
  QVERIFY(std::abs(b.logOdds(1500) - a.logOdds(1)) < 1e-9);
  QVERIFY(std::abs(b.slopeVariance * 1e6 - a.slopeVariance) < 1e-9);
}

void TestPlattScaling::repeatsAreNoMoreSamples() {
  const Held held = drawn(100, 0.7, -1, 7);
  Held twice = held;
  twice.labels.insert(twice.labels.end(), held.labels.begin(), held.labels.end());
  twice.logits.insert(twice.logits.end(), held.logits.begin(), held.logits.end());
  twice.weights.assign(200, 0.5);
  const Calibration a = held.scaling().value();
  const Calibration b = twice.scaling().value();
  QVERIFY(isNear(b.slope, a.slope) && isNear(b.intercept, a.intercept));
  QVERIFY(isNear(b.slopeVariance, a.slopeVariance) && isNear(b.interceptVariance, a.interceptVariance));
  QCOMPARE(b.deposits, a.deposits);
  QCOMPARE(b.nonDeposits, a.nonDeposits);
}

void TestPlattScaling::logitsThatRunTheWrongWayAreNotTrusted() {
  const Calibration found = drawn(300, -0.7, 0, 8).scaling().value();
  QVERIFY(found.slopeInterval().high < 0);
  QVERIFY(!found.isTrustworthy());
  Calibration unknown;
  unknown.slope = 1;
  unknown.slopeVariance = std::numeric_limits<double>::quiet_NaN();
  QVERIFY(!unknown.isTrustworthy());
}

// One in forty is above its interval by chance.
void TestPlattScaling::noiseIsSeldomTrusted() {
  int trusted = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed)
    trusted += drawn(60, 0, 0, 1000 + seed).scaling().value().isTrustworthy() ? 1 : 0;
  QVERIFY2(trusted >= 1 && trusted <= 22, qPrintable(QString::number(trusted)));
}

void TestPlattScaling::withoutBothClassesOrTwoLogitsThereIsNone() {
  Held held;
  QVERIFY(!held.scaling());
  held.add(1, 3, 0);
  held.add(2, 3, 0);
  QVERIFY(!held.scaling());
  Held equal;
  equal.add(0.1, 3, 3);
  QVERIFY(!equal.scaling());
  Held broken;
  broken.add(1, 3, 3);
  broken.add(std::numeric_limits<double>::quiet_NaN(), 1, 0);
  QVERIFY(!broken.scaling());
}

QTEST_GUILESS_MAIN(TestPlattScaling)
#include "test_platt_scaling.moc"

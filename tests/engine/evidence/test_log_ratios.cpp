#include "engine/core/random.h"
#include "engine/evidence/log_ratios.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

using namespace prospectivity;

/// The arithmetic of compositions against its definitions.
class TestLogRatios : public QObject {
  Q_OBJECT

 private slots:
  void workedByHand();
  void centredOnesAddUpTo0();
  void isometricOnesAreCentredOnesTimesTheContrasts();
  void distancesAreAitchisons();
  void unitsDoNotMatter();
  void replacementKeepsTotalsAndRatios();
  void zerosThatTakeAllAreLeft();
  void cellsAreWholeOrEmpty();
  void rangesOfCellsDoNotMatter();
};

namespace {

using Parts = std::vector<double>;

Parts randomParts(Random& random, std::size_t count) {
  Parts parts(count);
  for (double& part : parts)
    part = std::exp(3 * random.normal());
  return parts;
}

Parts ratiosOf(LogRatioKind kind, Parts parts) {
  makeLogRatios(kind, parts);
  if (kind == LogRatioKind::Isometric)
    parts.pop_back();
  return parts;
}

double distance(const Parts& a, const Parts& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    sum += (a[k] - b[k]) * (a[k] - b[k]);
  return std::sqrt(sum);
}

double sumOf(const Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

bool areNear(const Parts& a, const Parts& b, double tolerance) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [&](double x, double y) { return std::abs(x - y) <= tolerance; });
}

/// A sum or product of a few terms of size 30 at most.
constexpr double rounding = 1e-13;

} // namespace

void TestLogRatios::workedByHand() {
  const double ln2 = std::log(2.0);
  // The geometric mean of 1, 2, 4 is 2.
  QVERIFY(areNear(ratiosOf(LogRatioKind::Centred, {1, 2, 4}), {-ln2, 0, ln2}, rounding));
  // Of 1 to the geometric mean of 2 and 4, and of 2 to 4.
  QVERIFY(areNear(ratiosOf(LogRatioKind::Isometric, {1, 2, 4}),
                  {-std::sqrt(2.0 / 3) * 1.5 * ln2, -std::sqrt(0.5) * ln2}, rounding));
}

void TestLogRatios::centredOnesAddUpTo0() {
  Random random(1);
  for (std::size_t count = 2; count < 12; ++count)
    QVERIFY(std::abs(sumOf(ratiosOf(LogRatioKind::Centred, randomParts(random, count)))) < rounding);
}

void TestLogRatios::isometricOnesAreCentredOnesTimesTheContrasts() {
  Random random(2);
  for (std::size_t count = 2; count < 9; ++count) {
    const Parts parts = randomParts(random, count);
    const Parts centred = ratiosOf(LogRatioKind::Centred, parts);
    Parts expected(count - 1);
    for (std::size_t k = 0; k + 1 < count; ++k) {
      const auto n = static_cast<double>(count - 1 - k);
      // The contrast: 0 before the part, one weight on it, another on each behind it. Its length is 1.
      Parts contrast(count, 0);
      contrast[k] = std::sqrt(n / (n + 1));
      for (std::size_t j = k + 1; j < count; ++j)
        contrast[j] = -1 / std::sqrt(n * (n + 1));
      QVERIFY(std::abs(distance(contrast, Parts(count, 0)) - 1) < rounding);
      expected[k] = std::inner_product(contrast.begin(), contrast.end(), centred.begin(), 0.0);
    }
    QVERIFY(areNear(ratiosOf(LogRatioKind::Isometric, parts), expected, rounding));
  }
}

/// Aitchison's distance by its definition over all pairs of parts.
void TestLogRatios::distancesAreAitchisons() {
  Random random(3);
  for (std::size_t count = 2; count < 9; ++count) {
    const Parts a = randomParts(random, count);
    const Parts b = randomParts(random, count);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < count; ++j)
        sum += std::pow(std::log(a[i] / a[j]) - std::log(b[i] / b[j]), 2);
    const double expected = std::sqrt(sum / static_cast<double>(2 * count));
    QVERIFY(expected > 0);
    for (const LogRatioKind kind : {LogRatioKind::Centred, LogRatioKind::Isometric})
      QVERIFY(std::abs(distance(ratiosOf(kind, a), ratiosOf(kind, b)) - expected) < rounding * expected * 10);
  }
}

void TestLogRatios::unitsDoNotMatter() {
  Random random(4);
  for (const LogRatioKind kind : {LogRatioKind::Centred, LogRatioKind::Isometric}) {
    Parts ppm = randomParts(random, 5);
    ppm[1] = 0;
    ppm[4] = 0;
    Parts percent = ppm;
    for (double& part : percent)
      part /= 10000;
    QVERIFY(replaceZeros({0.01, 0.02, 0.03, 0.04, 0.05}, ppm));
    QVERIFY(replaceZeros({1e-6, 2e-6, 3e-6, 4e-6, 5e-6}, percent));
    QVERIFY(areNear(ratiosOf(kind, ppm), ratiosOf(kind, percent), rounding));
  }
}

void TestLogRatios::replacementKeepsTotalsAndRatios() {
  Parts parts{0, 30, 0, 10, 60};
  QVERIFY(replaceZeros({1, 7, 4, 7, 7}, parts));
  // 5 of 100 go to the zeros.
  QVERIFY(areNear(parts, {1, 28.5, 4, 9.5, 57}, rounding));
  QVERIFY(std::abs(sumOf(parts) - 100) < rounding * 100);
  Parts whole{1, 2, 3};
  QVERIFY(replaceZeros({9, 9, 9}, whole));
  QCOMPARE(whole, (Parts{1, 2, 3})); // nothing to replace: not even rounded
}

void TestLogRatios::zerosThatTakeAllAreLeft() {
  for (const Parts& parts : {Parts{0, 0, 0}, Parts{2, 0, 0}, Parts{1.5, 0, 0}}) {
    Parts tried = parts;
    QVERIFY(!replaceZeros({1, 1, 1}, tried));
    QCOMPARE(tried, parts);
  }
  Parts enough{2.5, 0, 0};
  QVERIFY(replaceZeros({1, 1, 1}, enough));
  QCOMPARE(enough, (Parts{0.5, 1, 1}));
}

void TestLogRatios::cellsAreWholeOrEmpty() {
  constexpr float none = std::numeric_limits<float>::quiet_NaN();
  constexpr float endless = std::numeric_limits<float>::infinity();
  // Whole; a hole; below 0; a zero; zeros alone; not a number at all; a zero that outweighs the cell.
  std::vector<float> a{1, none, 1, 0, 0, endless, 0};
  std::vector<float> b{2, 2, -2, 4, 0, 1, 0.5F};
  const LogRatioGroup group{LogRatioKind::Centred, {"a", "b"}, {1, 2}};
  const LogRatioCounts counts = makeLogRatios(group, {a.data(), b.data()}, 0, a.size());
  QCOMPARE(counts.cells, std::size_t{2});
  QCOMPARE(counts.cellsOfZeros, std::size_t{2});
  QCOMPARE(counts.replaced, (std::vector<std::size_t>{1, 0}));
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool hasRatios = i == 0 || i == 3;
    QCOMPARE(std::isnan(a[i]), !hasRatios);
    QCOMPARE(std::isnan(b[i]), !hasRatios);
  }
  QCOMPARE(a[0], static_cast<float>(-0.5 * std::log(2.0)));
  QCOMPARE(b[0], -a[0]);
  QCOMPARE(a[3], static_cast<float>(-0.5 * std::log(3.0))); // 1 beside the 3 that are left of 4
}

void TestLogRatios::rangesOfCellsDoNotMatter() {
  constexpr std::size_t cells = 1000;
  Random random(6);
  std::vector<std::vector<float>> values(4, std::vector<float>(cells));
  for (std::vector<float>& plane : values)
    for (float& value : plane)
      value = random.uniform() < 0.2 ? 0 : static_cast<float>(std::exp(random.normal()));
  const auto made = [&](LogRatioKind kind, std::size_t step) {
    std::vector<std::vector<float>> planes = values;
    std::vector<float*> pointers;
    for (std::vector<float>& plane : planes)
      pointers.push_back(plane.data());
    const LogRatioGroup group{kind, {"a", "b", "c", "d"}, {0.1, 0.2, 0.3, 0.4}};
    std::size_t counted = 0;
    for (std::size_t begin = 0; begin < cells; begin += step) {
      const LogRatioCounts counts = makeLogRatios(group, pointers, begin, std::min(begin + step, cells));
      counted += counts.cells + 10 * counts.cellsOfZeros + 100 * counts.replaced[2];
    }
    return std::make_pair(planes, counted);
  };
  for (const LogRatioKind kind : {LogRatioKind::Centred, LogRatioKind::Isometric}) {
    const auto whole = made(kind, cells);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{333}}) {
      const auto parts = made(kind, step);
      QCOMPARE(parts.second, whole.second);
      for (std::size_t k = 0; k < values.size(); ++k)
        QVERIFY(std::memcmp(parts.first[k].data(), whole.first[k].data(), cells * sizeof(float)) == 0);
    }
  }
}

QTEST_APPLESS_MAIN(TestLogRatios)
#include "test_log_ratios.moc"

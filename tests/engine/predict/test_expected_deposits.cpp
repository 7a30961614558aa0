#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/random.h"
#include "engine/model/predictor.h"
#include "engine/predict/expected_deposits.h"
#include "engine/raster/memory_raster.h"
#include "engine/train/platt_scaling.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

using namespace prospectivity;

/// Probabilities that sum to the number of deposits that are expected.
class TestExpectedDeposits : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { qunsetenv("PROSPECTIVITY_MEMORY"); }
  void theSumIsTheNumber_data();
  void theSumIsTheNumber();
  void equalLogitsShareEvenly();
  void memoryChangesNothing();
  void ratesMoveTheIntercept();
  void aSimulatedDistrictGetsItsDepositsBack();
  void moreDepositsThanCellsAreNamed();
  void aSumThatIsNotReachedIsNamed();
  void cancelStops();
};

namespace {

MemoryRaster rasterOf(const std::vector<float>& logits, int columns) {
  const int rows = static_cast<int>(logits.size()) / columns;
  return MemoryRaster({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, {"logit"}, logits);
}

/// Some of them missing, and some so far out that their scores are 0 and 1 in single precision.
std::vector<float> drawn(std::size_t cells, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> logits;
  for (std::size_t i = 0; i < cells; ++i)
    logits.push_back(i % 17 == 3 ? std::nanf("")
                                 : static_cast<float>((i % 29 == 5 ? 40 : 3) * random.normal()));
  return logits;
}

const Calibration calibration{0.8, -0.3, 0.01, 0.01, 0, 100, 300};

std::vector<float> probabilities(MemoryRaster& logits, double intercept) {
  MemorySink sink(logits.grid(), 1);
  writeProbabilities(logits, calibration, intercept, sink, Progress());
  return sink.values;
}

double logOdds(double share) {
  return std::log(share / (1 - share));
}

} // namespace

void TestExpectedDeposits::theSumIsTheNumber_data() {
  QTest::addColumn<double>("expected");
  for (const double expected : {1e-3, 0.5, 12.0, 600.0, 1100.0, 1127.5})
    QTest::newRow(qPrintable(QString::number(expected))) << expected;
}

void TestExpectedDeposits::theSumIsTheNumber() {
  QFETCH(double, expected);
  const std::vector<float> values = drawn(1200, 1);
  MemoryRaster logits = rasterOf(values, 40);
  const ExpectedDeposits found = solveExpected(logits, calibration, expected, Progress());
  QCOMPARE(found.cells, std::size_t{1129}); // 71 are missing
  long double sum = 0;
  for (const float value : values)
    if (!std::isnan(value))
      sum += sigmoid(0.8 * static_cast<double>(value) + found.intercept);
  QVERIFY(std::abs(static_cast<double>(sum) - expected) < 2e-9 * expected);
  QVERIFY(std::abs(found.sum - expected) <= 1e-9 * expected);
  const std::vector<float> map = probabilities(logits, found.intercept);
  long double written = 0;
  for (std::size_t i = 0; i < map.size(); ++i) {
    QCOMPARE(std::isnan(map[i]), std::isnan(values[i]));
    if (std::isnan(map[i]))
      continue;
    written += static_cast<double>(map[i]);
    QVERIFY(map[i] == static_cast<float>(sigmoid(0.8 * static_cast<double>(values[i]) + found.intercept)));
  }
  QVERIFY(std::abs(static_cast<double>(written) - expected) < 1e-6 * expected);
}

void TestExpectedDeposits::equalLogitsShareEvenly() {
  MemoryRaster logits = rasterOf(std::vector<float>(200, 1.5F), 20);
  const ExpectedDeposits found = solveExpected(logits, calibration, 3, Progress());
  QVERIFY(std::abs(found.intercept - (logOdds(3.0 / 200) - 0.8 * 1.5)) < 1e-8);
}

void TestExpectedDeposits::memoryChangesNothing() {
  MemoryRaster logits = rasterOf(drawn(700 * 800, 2), 700);
  std::vector<ExpectedDeposits> found;
  std::vector<std::vector<float>> maps;
  for (const char* megabytes : {"16", "4096"}) {
    qputenv("PROSPECTIVITY_MEMORY", megabytes);
    found.push_back(solveExpected(logits, calibration, 75, Progress()));
    maps.push_back(probabilities(logits, found.back().intercept));
  }
  QVERIFY(found[0].intercept == found[1].intercept);
  QVERIFY(found[0].sum == found[1].sum && found[0].sumByRates == found[1].sumByRates);
  QVERIFY(std::memcmp(maps[0].data(), maps[1].data(), maps[0].size() * sizeof(float)) == 0);
}

// By hand: 100 of 400 samples are deposits, and 12 of 1,129 cells.
void TestExpectedDeposits::ratesMoveTheIntercept() {
  const std::vector<float> values = drawn(1200, 1);
  MemoryRaster logits = rasterOf(values, 40);
  const ExpectedDeposits found = solveExpected(logits, calibration, 12, Progress());
  const double byRates = -0.3 + std::log(12.0 / 1117) - std::log(1.0 / 3);
  QVERIFY(std::abs(found.interceptByRates.value() - byRates) < 1e-12);
  double sum = 0;
  for (const float value : values)
    if (!std::isnan(value))
      sum += sigmoid(0.8 * static_cast<double>(value) + byRates);
  QVERIFY(std::abs(found.sumByRates - sum) < 1e-9 * sum);
  ExpectedDeposits other = found;
  other.sumByRates = 23.9;
  QVERIFY(!other.ratesDisagree(12));
  other.sumByRates = 24.1;
  QVERIFY(other.ratesDisagree(12));
  other.sumByRates = 6.1;
  QVERIFY(!other.ratesDisagree(12));
  other.sumByRates = 5.9;
  QVERIFY(other.ratesDisagree(12));

  Calibration silent = calibration;
  silent.deposits = silent.nonDeposits = 0; // nobody knows of how many samples it was
  const ExpectedDeposits alone = solveExpected(logits, silent, 12, Progress());
  QVERIFY(!alone.interceptByRates && !alone.ratesDisagree(12));
  // From another start; both stop where the sum is right to 1e-9, and it rises slowly with the intercept.
  QVERIFY(std::abs(alone.sum - 12) <= 12e-9 && std::abs(found.sum - 12) <= 12e-9);
  QVERIFY(std::abs(alone.intercept - found.intercept) < 1e-6);
}

// Deposits by a known law, samples of all of them and as many other cells: the calibration of the samples,
// moved by the rates, sums to the number of deposits within its interval, and the probabilities say how many
// there are in the rich, the middling and the poor cells.
void TestExpectedDeposits::aSimulatedDistrictGetsItsDepositsBack() {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Random random(seed);
    std::vector<float> values;
    std::vector<int> isDeposit;
    std::vector<std::size_t> others;
    std::vector<int> labels;
    std::vector<double> sampled;
    for (std::size_t i = 0; i < 40000; ++i) {
      values.push_back(static_cast<float>(1.5 * random.normal()));
      const double logit = static_cast<double>(values.back());
      isDeposit.push_back(random.uniform() < sigmoid(1.3 * logit - 6) ? 1 : 0);
      if (isDeposit.back() == 0) {
        others.push_back(i);
        continue;
      }
      labels.push_back(1);
      sampled.push_back(logit);
    }
    const auto deposits = static_cast<double>(labels.size());
    random.shuffle(others);
    for (std::size_t k = 0; k < static_cast<std::size_t>(deposits); ++k) {
      labels.push_back(0);
      sampled.push_back(static_cast<double>(values[others[k]]));
    }
    const Calibration fitted = plattScaling(labels, sampled, std::vector<double>(labels.size(), 1)).value();
    QVERIFY(fitted.isTrustworthy());
    MemoryRaster logits = rasterOf(values, 200);
    const ExpectedDeposits found = solveExpected(logits, fitted, deposits, Progress());

    double bySlope = 0;
    double byIntercept = 0;
    std::vector<std::pair<double, int>> cells;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double logit = static_cast<double>(values[i]);
      const double byRates = sigmoid(fitted.slope * logit + found.interceptByRates.value());
      bySlope += byRates * (1 - byRates) * logit;
      byIntercept += byRates * (1 - byRates);
      cells.emplace_back(sigmoid(fitted.slope * logit + found.intercept), isDeposit[i]);
    }
    const double error = std::sqrt(bySlope * bySlope * fitted.slopeVariance +
                                   byIntercept * byIntercept * fitted.interceptVariance +
                                   2 * bySlope * byIntercept * fitted.covariance);
    QVERIFY2(std::abs(found.sumByRates - deposits) < 3 * error,
             qPrintable(QString("%1 +- %2 of %3").arg(found.sumByRates).arg(error).arg(deposits)));

    std::sort(cells.begin(), cells.end());
    const std::size_t bounds[] = {0, 20000, 36000, 40000};
    for (int band = 0; band < 3; ++band) {
      double expected = 0;
      double observed = 0;
      for (std::size_t i = bounds[band]; i < bounds[band + 1]; ++i) {
        expected += cells[i].first;
        observed += cells[i].second;
      }
      QVERIFY2(std::abs(observed - expected) < 4 * std::sqrt(expected) + 0.1 * expected,
               qPrintable(QString("%1: %2 of %3").arg(band).arg(observed).arg(expected)));
    }
  }
}

void TestExpectedDeposits::moreDepositsThanCellsAreNamed() {
  MemoryRaster logits = rasterOf(drawn(1200, 1), 40);
  for (const double expected : {1129.0, 5000.0}) {
    QString told;
    try {
      solveExpected(logits, calibration, expected, Progress());
    } catch (const Error& error) {
      told = QString::fromUtf8(error.what());
    }
    QCOMPARE(told,
             QString("Number of expected deposits: %1 deposits are expected in 1129 mapped cells, each of "
                     "which holds less than one: give a smaller number.")
                 .arg(expected));
  }
}

// So far apart, all of the upper cells are certain or none is: no sum lies between 0, half of them, and all.
void TestExpectedDeposits::aSumThatIsNotReachedIsNamed() {
  std::vector<float> values(200, 3e38F);
  std::fill(values.begin() + 100, values.end(), -3e38F);
  MemoryRaster logits = rasterOf(values, 20);
  QString told;
  try {
    solveExpected(logits, calibration, 30, Progress());
  } catch (const Error& error) {
    told = QString::fromUtf8(error.what());
  }
  QCOMPARE(told, QString("Number of expected deposits: no shift of the scores makes the probabilities of the "
                         "200 mapped cells sum up to 30: their log-odds lie too far apart; give another "
                         "number, and look for layers in other units than the model learnt."));
}

void TestExpectedDeposits::cancelStops() {
  MemoryRaster logits = rasterOf(drawn(1200, 1), 40);
  Progress progress;
  progress.isCancelled = [] { return true; };
  QVERIFY_EXCEPTION_THROWN(solveExpected(logits, calibration, 12, progress), Cancelled);
}

QTEST_GUILESS_MAIN(TestExpectedDeposits)
#include "test_expected_deposits.moc"

#include "engine/train/metrics.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

class TestMetrics : public QObject {
  Q_OBJECT

 private slots:
  void figuresOfThePaper();
  void handWorkedExampleWithTies();
  void whatIsUndefinedIsNotANumber();
  void spreadLeavesOutWhatIsUndefined();
};

// Liu, Sun, Wu et al. (2025), doi 10.1007/s11053-025-10462-5: accuracy, recall and F1 of the best model.
void TestMetrics::figuresOfThePaper() {
  const Metrics metrics = metricsOf(Confusion{33, 3, 2, 34});
  QVERIFY(std::abs(metrics.accuracy - 0.9306) < 5e-5);
  QVERIFY(std::abs(metrics.recall - 0.9167) < 5e-5);
  QVERIFY(std::abs(metrics.f1 - 0.9296) < 5e-5);
  QCOMPARE(metrics.precision, 33.0 / 35);
  QCOMPARE(metrics.specificity, 34.0 / 36);
  QCOMPARE(metrics.kappa, (67.0 / 72 - 0.5) / 0.5);
}

void TestMetrics::handWorkedExampleWithTies() {
  // Sorted by score: 0.9 (1), 0.5 (1), 0.5 (0), 0.5 (0), 0.1 (1), 0.0 (0)
  const Metrics metrics = metricsOf({1, 0, 1, 0, 1, 0}, {0.9, 0.5, 0.5, 0.5, 0.1, 0.0});
  // Pairs won by the deposits: 3 + (1 + 2 x 1/2) + 1 of 9
  QCOMPARE(metrics.auc, 6.0 / 9);
  // Steps: 1/3 at precision 1, 1/3 at precision 2/4, 1/3 at precision 3/5
  QCOMPARE(metrics.prAuc, (1 + 0.5 + 0.6) / 3);
  QCOMPARE(metrics.brier, (0.01 + 0.25 * 3 + 0.81 + 0) / 6);
  // TP 2, FN 1, FP 2, TN 1
  QCOMPARE(metrics.accuracy, 0.5);
  QCOMPARE(metrics.kappa, 0.0);
  QCOMPARE(metrics.matthews, 0.0);
  QCOMPARE(metrics.f1, 4.0 / 7);
}

void TestMetrics::whatIsUndefinedIsNotANumber() {
  const Metrics metrics = metricsOf({0, 0}, {0.2, 0.4});
  QVERIFY(std::isnan(metrics.auc));
  QVERIFY(std::isnan(metrics.prAuc));
  QVERIFY(std::isnan(metrics.recall));
  QCOMPARE(metrics.precision, 0.0);
  QCOMPARE(metrics.accuracy, 1.0);
}

void TestMetrics::spreadLeavesOutWhatIsUndefined() {
  Metrics a = metricsOf({1, 0}, {0.9, 0.1});
  Metrics b = a;
  b.auc = 0.5;
  Metrics c = a;
  c.auc = std::numeric_limits<double>::quiet_NaN();
  const MetricSpread spread = spreadOf({a, b, c});
  QCOMPARE(spread.mean.auc, 0.75);
  QCOMPARE(spread.standardDeviation.auc, std::sqrt(0.125));
  QCOMPARE(spread.standardDeviation.accuracy, 0.0);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "test_metrics.moc"

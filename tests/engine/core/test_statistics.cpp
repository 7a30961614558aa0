#include "engine/core/random.h"
#include "engine/core/statistics.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

class TestStatistics : public QObject {
  Q_OBJECT

 private slots:
  void momentsOfKnownNumbers();
  void quantilesInterpolate();
  void tiesShareTheirMeanRank();
  void aucEqualsCountingPairs();
  void aucOfOneClassIsNotANumber();
  void distributionsAreComparedPastTies();
  void spearmanSeesMonotoneRelations();
  void constantColumnCorrelatesWithNothing();
  void spearmanTakesRowsThatHaveBoth();
  void knownValuesKeepTheirOrder();
};

void TestStatistics::momentsOfKnownNumbers() {
  QCOMPARE(mean({2, 4, 4, 4, 5, 5, 7, 9}), 5.0);
  QCOMPARE(standardDeviation({2, 4, 4, 4, 5, 5, 7, 9}), std::sqrt(32.0 / 7));
  QVERIFY(std::isnan(standardDeviation({1})));
}

void TestStatistics::quantilesInterpolate() {
  QCOMPARE(quantile({4, 1, 3, 2}, 0.0), 1.0);
  QCOMPARE(quantile({4, 1, 3, 2}, 0.5), 2.5);
  QCOMPARE(quantile({4, 1, 3, 2}, 0.25), 1.75);
  QCOMPARE(quantile({4, 1, 3, 2}, 1.0), 4.0);
  QVERIFY(std::isnan(quantile({}, 0.5)));
}

void TestStatistics::tiesShareTheirMeanRank() {
  QCOMPARE(ranks({10, 30, 20, 30}), (std::vector<double>{1, 3.5, 2, 3.5}));
}

void TestStatistics::aucEqualsCountingPairs() {
  Random random(5);
  std::vector<int> labels;
  std::vector<double> scores;
  for (int i = 0; i < 60; ++i) {
    labels.push_back(random.uniform() < 0.4 ? 1 : 0);
    scores.push_back(static_cast<double>(random.below(8))); // many ties
  }
  double wins = 0;
  double pairs = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t j = 0; j < labels.size(); ++j)
      if (labels[i] == 1 && labels[j] == 0) {
        wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        ++pairs;
      }
  QCOMPARE(rocAuc(labels, scores), wins / pairs);
}

void TestStatistics::aucOfOneClassIsNotANumber() {
  QVERIFY(std::isnan(rocAuc({1, 1}, {0.2, 0.3})));
}

void TestStatistics::distributionsAreComparedPastTies() {
  // Values up to 1, 2, 3 and 4: 1/4, 3/4, 1 and 1 of the first sample; 0, 1/5, 3/5 and 1 of the second. The
  // largest difference is at 2. Halfway through the ties at 2 it would seem to be 3/4.
  QCOMPARE(kolmogorovSmirnov({2, 1, 3, 2}, {4, 2, 3, 4, 3}), 0.55);
  QCOMPARE(kolmogorovSmirnov({4, 2, 3, 4, 3}, {2, 1, 3, 2}), 0.55);
  QCOMPARE(kolmogorovSmirnov({7, 7, 7}, {7}), 0.0);
  QCOMPARE(kolmogorovSmirnov({1, 2}, {3, 4, 5}), 1.0);
}

void TestStatistics::spearmanSeesMonotoneRelations() {
  Matrix values(4, 3);
  values << 1, 1, 8, 2, 10, 6, 3, 100, 4, 4, 1000, 2;
  const Matrix correlation = spearmanMatrix(values);
  QCOMPARE(correlation(0, 1), 1.0);
  QCOMPARE(correlation(0, 2), -1.0);
  QCOMPARE(correlation(2, 0), -1.0);
}

void TestStatistics::constantColumnCorrelatesWithNothing() {
  Matrix values(3, 2);
  values << 1, 5, 2, 5, 3, 5;
  QCOMPARE(spearmanMatrix(values)(0, 1), 0.0);
  QCOMPARE(spearmanMatrix(values)(1, 1), 1.0);
}

// Each pair among the rows that have both.
void TestStatistics::spearmanTakesRowsThatHaveBoth() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  Matrix values(5, 3);
  values << 1, 10, 8, 2, 20, none, 3, 30, 4, 4, 40, 2, 5, none, 9;
  const Matrix correlation = spearmanMatrix(values);
  QCOMPARE(correlation(0, 1), 1.0);
  QCOMPARE(correlation(1, 2), -1.0);
  // Ranks 1 2 3 4 and 3 2 1 4: sums of products about the means 1, of squares 5.
  QVERIFY(std::abs(correlation(0, 2) - 1.0 / 5) < 1e-12);
  QCOMPARE(correlation(2, 2), 1.0);
  values.col(2).setConstant(none);
  values(0, 2) = 1;
  values(1, 2) = 2;
  QCOMPARE(spearmanMatrix(values)(0, 2), 0.0); // two rows say nothing
}

void TestStatistics::knownValuesKeepTheirOrder() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  QCOMPARE(knownValues(std::vector<double>{3, none, 1, none}), (std::vector<double>{3, 1}));
  QCOMPARE(populationDeviation({1, 3}), 1.0);
  QCOMPARE(populationDeviation({}), 0.0);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "test_statistics.moc"

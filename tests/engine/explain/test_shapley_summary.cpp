#include "engine/explain/shapley_summary.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

using namespace prospectivity;

/// What is said about features as a whole.
class TestShapleySummary : public QObject {
  Q_OBJECT

 private slots:
  void featuresAreRankedByMeanSize();
  void theDriverPushesUpMost();
  void thePartnerIsTheOneThatInteracts();
};

void TestShapleySummary::featuresAreRankedByMeanSize() {
  Matrix shapley(2, 3);
  shapley << 1, -4, 1, -1, 2, 1;
  QCOMPARE(meanAbsolute(shapley), (std::vector<double>{1, 3, 1}));
  QCOMPARE(ranking(meanAbsolute(shapley)), (std::vector<std::size_t>{1, 0, 2}));
}

void TestShapleySummary::theDriverPushesUpMost() {
  Matrix shapley(2, 3);
  shapley << 1, -4, 2, -3, -1, -2;
  QCOMPARE(driverOf(shapley, 0), std::size_t{2});
  QCOMPARE(driverOf(shapley, 1), std::size_t{1}); // nothing pushes up: what pulls down least
}

void TestShapleySummary::thePartnerIsTheOneThatInteracts() {
  const Matrix values = randomRows(200, 4, 3).cast<double>();
  Matrix shapley = Matrix::Zero(200, 4);
  shapley.col(0) = values.col(0).cwiseProduct(values.col(2));
  shapley.col(0) += values.col(0) * 5;
  for (Eigen::Index i = 0; i < 200; ++i)
    shapley(i, 0) += 2 * values(i, 2);
  QCOMPARE(strongestPartner(shapley, values, 0), std::size_t{2});
  QCOMPARE(strongestPartner(shapley.leftCols(1), values.leftCols(1), 0), std::size_t{0});
}

QTEST_APPLESS_MAIN(TestShapleySummary)
#include "test_shapley_summary.moc"

#include "engine/explain/chart_data.h"
#include "engine/explain/shapley_summary.h"
#include "tests/engine/model/random_model.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// What is said about features as a whole, and how their names reach an axis.
class TestShapleySummary : public QObject {
  Q_OBJECT

 private slots:
  void featuresAreRankedByMeanSize();
  void theDriverPushesUpMost();
  void thePartnerIsTheOneThatInteracts();
  void longNamesKeepBothEnds();
  void axesKeepLikeNamesApart();
  void numbersAreShort();
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

void TestShapleySummary::longNamesKeepBothEnds() {
  QCOMPARE(axisName("W"), std::string("W"));
  QCOMPARE(axisName("distance to Yanshanian granite, class 12"),
           std::string("distance to Ya\u2026nite, class 12"));
  const std::string umlauts = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
  QCOMPARE(axisName(umlauts), umlauts); // ten characters, twenty bytes
}

void TestShapleySummary::axesKeepLikeNamesApart() {
  const nlohmann::json axis = namedAxis({"same", "same"});
  QCOMPARE(axis["tickvals"].dump(), std::string("[0,1]"));
  QCOMPARE(axis["ticktext"].dump(), std::string("[\"same\",\"same\"]"));
}

void TestShapleySummary::numbersAreShort() {
  QCOMPARE(compact(1.0 / 3).dump(), std::string("0.33333"));
  QVERIFY(compact(std::numeric_limits<double>::quiet_NaN()).is_null());
}

QTEST_APPLESS_MAIN(TestShapleySummary)
#include "test_shapley_summary.moc"

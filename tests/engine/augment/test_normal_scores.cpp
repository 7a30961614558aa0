#include "engine/augment/normal_scores.h"
#include "engine/core/random.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace prospectivity;

/// Columns by their normal scores, and back through the quantiles of what was observed.
class TestNormalScores : public QObject {
  Q_OBJECT

 private slots:
  void quantilesEqualTheTables();
  void scoresHaveMeanNoughtAndSpreadOne();
  void orderAndTiesAreKept();
  void unitsDoNotMatter();
  void theWayBackMeetsEveryObservedValue();
  void theWayBackStaysWithinWhatWasObserved();
  void columnsOfTwoValuesKeepTheirShares();
};

namespace {

Matrix skewed(Eigen::Index rows) {
  Random random(1);
  Matrix values(rows, 2);
  for (Eigen::Index i = 0; i < rows; ++i)
    values.row(i) << std::exp(2 * random.normal()), std::floor(4 * random.uniform());
  return values;
}

} // namespace

void TestNormalScores::quantilesEqualTheTables() {
  QVERIFY(std::abs(normalQuantile(0.5)) < 1e-12);
  QVERIFY(std::abs(normalQuantile(0.975) - 1.959963984540054) < 1e-12);
  QVERIFY(std::abs(normalQuantile(1e-6) + 4.753424308822899) < 1e-10);
}

void TestNormalScores::scoresHaveMeanNoughtAndSpreadOne() {
  Matrix values(30, 3);
  values << skewed(30), Matrix::Constant(30, 1, 7);
  const Matrix scores = normalScores(values);
  for (Eigen::Index j = 0; j < 3; ++j) {
    QVERIFY(std::abs(scores.col(j).mean()) < 1e-12);
    QVERIFY(std::abs(scores.col(j).squaredNorm() / 30 - (j < 2 ? 1 : 0)) < 1e-12);
  }
}

void TestNormalScores::orderAndTiesAreKept() {
  const Matrix values = skewed(40);
  const Matrix scores = normalScores(values);
  for (Eigen::Index j = 0; j < 2; ++j)
    for (Eigen::Index a = 0; a < 40; ++a)
      for (Eigen::Index b = 0; b < 40; ++b)
        QCOMPARE(scores(a, j) < scores(b, j), values(a, j) < values(b, j));
}

void TestNormalScores::unitsDoNotMatter() {
  const Matrix values = skewed(40);
  QVERIFY(normalScores(values) == normalScores(values.array().cube().matrix() * 1024));
}

void TestNormalScores::theWayBackMeetsEveryObservedValue() {
  const Matrix values = skewed(40);
  QVERIFY(withMarginalsOf(values, normalScores(values)).col(0) == values.col(0));
  QVERIFY(withMarginalsOf(values, normalScores(values)) == values);
}

void TestNormalScores::theWayBackStaysWithinWhatWasObserved() {
  const Matrix values = skewed(15);
  Random random(2);
  Matrix made(400, 2);
  for (Eigen::Index i = 0; i < made.size(); ++i)
    made.data()[i] = 100 * random.normal();
  const Matrix back = withMarginalsOf(values, made);
  QCOMPARE(back.col(0).minCoeff(), values.col(0).minCoeff());
  QCOMPARE(back.col(0).maxCoeff(), values.col(0).maxCoeff());
  for (Eigen::Index i = 1; i < 400; ++i)
    QCOMPARE(back(i - 1, 0) <= back(i, 0), made(i - 1, 0) <= made(i, 0) || back(i - 1, 0) == back(i, 0));
  // Between neighbours, and no copies of them: the quantiles of 400 are finer than 15 values.
  const std::vector<double> column(back.col(0).begin(), back.col(0).end());
  QVERIFY(std::set<double>(column.begin(), column.end()).size() > 350);
}

void TestNormalScores::columnsOfTwoValuesKeepTheirShares() {
  Matrix values = Matrix::Zero(20, 1);
  values.topRows(5).setOnes();
  Matrix made(1000, 1);
  for (Eigen::Index i = 0; i < 1000; ++i)
    made(i, 0) = std::sin(static_cast<double>(i));
  const Matrix back = withMarginalsOf(values, made);
  // 15 of 20 are 0: of a twentieth, between the two values, nothing can be neither.
  QVERIFY((back.array() == 0).count() >= 725);
  QVERIFY((back.array() == 1).count() >= 225);
  QVERIFY(std::abs(back.mean() - 0.25) < 1e-12);
}

QTEST_APPLESS_MAIN(TestNormalScores)
#include "test_normal_scores.moc"

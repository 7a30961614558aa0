#include "engine/augment/augment.h"
#include "engine/augment/wgan_gp.h"
#include "engine/core/error.h"
#include "engine/core/statistics.h"

#include <QtTest>

#include <cmath>

Q_DECLARE_METATYPE(prospectivity::Matrix)

using namespace prospectivity;

/// WGAN-GP: what it makes is distributed as what was observed; a collapsed generator is told, not returned.
class TestWganGp : public QObject {
  Q_OBJECT

 private slots:
  void marginalsAndCorrelationsAreKept();
  void collapseIsSeen();
  void collapseIsRefused_data();
  void collapseIsRefused();
  void tooFewSamplesAreNamed();
};

namespace {

/// Deposits: two correlated features and a skewed third one, in units far from 1; others far away.
SampleTable correlated(int deposits, int others) {
  Random random(3);
  SampleTable table;
  table.features = {"a", "b", "c"};
  table.values.resize(deposits + others, 3);
  for (int i = 0; i < deposits + others; ++i) {
    const int label = i < deposits ? 1 : 0;
    const double common = random.normal();
    table.values.row(i) << 500 + 40 * (common + 0.4 * random.normal()) + 200 * label,
        -3 + 0.2 * (common + 0.4 * random.normal()), 0.01 * std::exp(0.7 * random.normal());
    table.labels.push_back(label);
    table.ids.push_back(i);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({static_cast<double>(i), 0});
  }
  return table;
}

std::vector<double> column(const Matrix& values, Eigen::Index j) {
  return std::vector<double>(values.col(j).begin(), values.col(j).end());
}

} // namespace

void TestWganGp::marginalsAndCorrelationsAreKept() {
  const SampleTable table = correlated(100, 500);
  const SampleTable added = augment(WganGp(), table, AugmentOptions(), Progress());
  QCOMPARE(added.size(), std::size_t{400});
  const Matrix observed = table.values.topRows(100);
  const GeneratorFit fit = judgeGenerator(observed, added.values);
  // This seed gives a distance of 0.151, ratios of standard deviations of 1.25 to 1.53, and correlations that
  // are off by up to 0.115; the limits leave other machines' rounding 1.3 times as much.
  QVERIFY2(fit.meanDistance < 0.196, qPrintable(QString::number(fit.meanDistance)));
  QVERIFY2(fit.worstSpread > 0.97, qPrintable(QString::number(fit.worstSpread)));
  for (Eigen::Index j = 0; j < 3; ++j) {
    const double ratio = standardDeviation(column(added.values, j)) / standardDeviation(column(observed, j));
    QVERIFY2(ratio < 1.7, qPrintable(QString::number(ratio)));
  }
  for (Eigen::Index i = 0; i < 3; ++i)
    for (Eigen::Index j = 0; j < i; ++j) {
      const double before = pearson(column(observed, i), column(observed, j));
      const double after = pearson(column(added.values, i), column(added.values, j));
      QVERIFY2(std::abs(before - after) < 0.15, qPrintable(QString("%1 %2").arg(before).arg(after)));
    }
  QVERIFY(!added.parentA[0] && !added.parentB[0]);
}

void TestWganGp::collapseIsSeen() {
  const Matrix observed = correlated(200, 0).values;
  QVERIFY(judgeGenerator(observed, observed).meanDistance < 1e-12);
  QCOMPARE(judgeGenerator(observed, observed).worstSpread, 1.0);
  const Matrix point = observed.row(0).replicate(200, 1);
  QVERIFY(judgeGenerator(observed, point).worstSpread < 1e-12);
  QVERIFY(judgeGenerator(observed, point).meanDistance > 0.35);
}

void TestWganGp::collapseIsRefused_data() {
  QTest::addColumn<Matrix>("generated");
  const Matrix observed = correlated(200, 0).values;
  const Eigen::RowVectorXd centre = observed.colwise().mean();
  QTest::newRow("one point") << Matrix(observed.row(0).replicate(200, 1));
  QTest::newRow("a quarter of the spread") << Matrix((0.25 * observed).rowwise() + 0.75 * centre);
  QTest::newRow("elsewhere") << Matrix(observed.rowwise() + centre);
}

void TestWganGp::collapseIsRefused() {
  QFETCH(Matrix, generated);
  const Matrix observed = correlated(200, 0).values;
  checkGenerator(observed, observed);
  try {
    checkGenerator(observed, generated);
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.what(), "WGAN-GP collapsed: its samples do not spread as the observed ones do; choose "
                           "SMOTE, or give more samples or fewer features.");
  }
}

void TestWganGp::tooFewSamplesAreNamed() {
  try {
    augment(WganGp(), correlated(6, 20), AugmentOptions(), Progress());
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.what(), "WGAN-GP needs at least 10 deposits and found 6: choose random oversampling or "
                           "gaussian noise, or give more samples.");
  }
}

QTEST_GUILESS_MAIN(TestWganGp)
#include "test_wgan_gp.moc"

#include "engine/augment/augment.h"
#include "engine/augment/generator.h"
#include "engine/augment/normal_scores.h"
#include "engine/augment/wgan_gp.h"
#include "engine/core/error.h"
#include "tests/engine/augment/generator_tables.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

Q_DECLARE_METATYPE(prospectivity::Matrix)

using namespace prospectivity;

/// WGAN-GP: what it makes is distributed as what was observed; a collapsed generator is followed by another
/// one, and told, not returned, when that does not help.
class TestWganGp : public QObject {
  Q_OBJECT

 private slots:
  void generatorsLearnTheirClass_data() { everyTable(); }
  void generatorsLearnTheirClass();
  void samplesKeepMarginalsAndCorrelations_data() { everyTable(); }
  void samplesKeepMarginalsAndCorrelations();
  void samplesAreNoCopies();
  void collapseIsSeen();
  void columnsOfTwoValuesAreJudgedByTheirShares();
  void collapseIsRefused_data();
  void collapseIsRefused();
  void anotherGeneratorIsFitted();
  void theThirdCollapseIsAnError();
  void bothClassesShareTheBar();
  void cancelStopsAGenerator();
  void tooFewSamplesAreNamed();

 private:
  static void everyTable();
};

namespace {

const char* const refusal = "WGAN-GP collapsed: its samples do not spread as the observed ones do; choose "
                            "SMOTE, or give more samples or fewer features.";

Matrix observedRows() {
  return generatorTables()[0].values;
}

Matrix copiesOfOne() {
  return observedRows().row(0).replicate(200, 1);
}

} // namespace

void TestWganGp::everyTable() {
  QTest::addColumn<Matrix>("observed");
  for (const GeneratorTable& table : generatorTables())
    QTest::newRow(table.name) << table.values;
}

void TestWganGp::generatorsLearnTheirClass() {
  QFETCH(Matrix, observed);
  const Matrix scores = normalScores(observed);
  double sum = 0;
  constexpr int seeds = 4;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const GeneratorFit fit =
        judgeGenerator(scores, generateLike(scores.cast<float>(), 500, seed, Progress()).cast<double>());
    sum += fit.meanDistance;
    // Of 100 seeds per class (benchmarks/generator_fit) the largest distance was 0.103, the spreads 0.73 to
    // 1.11. The limits leave other seeds 1.45 times this distance, and 1.5 and 2.2 times what the spreads
    // were off. They are of the raw generator, whose values are not yet given back their distribution.
    QVERIFY2(fit.meanDistance < 0.15, qPrintable(QString::number(fit.meanDistance)));
    QVERIFY2(fit.leastSpread > 0.6, qPrintable(QString::number(fit.leastSpread)));
    QVERIFY2(fit.largestSpread < 1.25, qPrintable(QString::number(fit.largestSpread)));
  }
  // The mean of a class over its seeds was at most 0.084. That of four is above 0.10 only where all four
  // are nearly the worst of the hundred.
  QVERIFY2(sum / seeds < 0.1, qPrintable(QString::number(sum / seeds)));
}

void TestWganGp::samplesKeepMarginalsAndCorrelations() {
  QFETCH(Matrix, observed);
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    const Matrix made = samplesLike(observed, 500, seed, Progress());
    // What users get shall be within 0.10 in the mean, and its spreads within 0.8 to 1.25. Marginals come
    // from the quantiles, so narrower limits hold by construction: half a sample of ten is a distance of
    // 0.05, and linear pieces between ten values lose a few hundredths of the spread (over 100 seeds per
    // class 0.050 at most, and 0.97 to 1.00).
    for (Eigen::Index j = 0; j < observed.cols(); ++j) {
      const double distance = kolmogorovSmirnov({observed.col(j).begin(), observed.col(j).end()},
                                                {made.col(j).begin(), made.col(j).end()});
      QVERIFY2(distance < 0.08, qPrintable(QString::number(distance)));
    }
    const GeneratorFit fit = judgeGenerator(observed, made);
    QVERIFY2(fit.leastSpread > 0.9, qPrintable(QString::number(fit.leastSpread)));
    QVERIFY2(fit.largestSpread < 1.1, qPrintable(QString::number(fit.largestSpread)));
    // The worst pair was off by up to 0.32 over the same seeds, in ten samples: the limit leaves 1.4 times
    // that.
    const double error = correlationError(observed, made);
    QVERIFY2(error < 0.45, qPrintable(QString::number(error)));
  }
}

void TestWganGp::samplesAreNoCopies() {
  const Matrix observed = observedRows();
  const Matrix made = samplesLike(observed, 300, 1, Progress());
  for (Eigen::Index i = 0; i < made.rows(); ++i)
    for (Eigen::Index k = 0; k < observed.rows(); ++k)
      QVERIFY(made.row(i) != observed.row(k));
}

void TestWganGp::collapseIsSeen() {
  const Matrix observed = observedRows();
  QVERIFY(judgeGenerator(observed, observed).meanDistance < 1e-12);
  QCOMPARE(judgeGenerator(observed, observed).leastSpread, 1.0);
  QCOMPARE(judgeGenerator(observed, observed).largestSpread, 1.0);
  QVERIFY(judgeGenerator(observed, copiesOfOne()).leastSpread < 1e-12);
  QVERIFY(judgeGenerator(observed, copiesOfOne()).meanDistance > 0.35);
  QVERIFY(std::abs(judgeGenerator(observed, 3 * observed).largestSpread - 3) < 1e-12);
}

void TestWganGp::columnsOfTwoValuesAreJudgedByTheirShares() {
  Matrix observed = Matrix::Zero(40, 1);
  observed.topRows(10).setOnes();
  Matrix near = observed; // a quarter, never exactly
  for (Eigen::Index i = 0; i < 40; ++i)
    near(i, 0) += 0.4 * std::sin(static_cast<double>(i));
  QVERIFY(judgeGenerator(observed, near).meanDistance < 1e-12);
  observed.topRows(20).setOnes();
  QVERIFY(std::abs(judgeGenerator(observed, near).meanDistance - 0.25) < 1e-12);
}

void TestWganGp::collapseIsRefused_data() {
  QTest::addColumn<Matrix>("generated");
  const Matrix observed = observedRows();
  const Eigen::RowVectorXd centre = observed.colwise().mean();
  QTest::newRow("one point") << copiesOfOne();
  QTest::newRow("under half of the spread") << Matrix((0.45 * observed).rowwise() + 0.55 * centre);
  QTest::newRow("over twice the spread") << Matrix((2.1 * observed).rowwise() - 1.1 * centre);
  QTest::newRow("elsewhere") << Matrix(observed.rowwise() + centre);
  QTest::newRow("not a number") << Matrix(observed * NAN);
}

void TestWganGp::collapseIsRefused() {
  QFETCH(Matrix, generated);
  checkGenerator(observedRows(), observedRows());
  try {
    checkGenerator(observedRows(), generated);
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.what(), refusal);
  }
}

void TestWganGp::anotherGeneratorIsFitted() {
  int fits = 0;
  int messages = 0;
  std::vector<double> fractions;
  Progress progress;
  progress.onMessage = [&](const Sentence&) { ++messages; };
  progress.onFraction = [&](double value) { fractions.push_back(value); };
  const Matrix made = firstFaithful(
      observedRows(),
      [&](const Progress& part) {
        part.fraction(0.5);
        part.fraction(1);
        return ++fits < 3 ? copiesOfOne() : observedRows();
      },
      progress);
  QCOMPARE(fits, 3);
  QCOMPARE(messages, 2);
  QVERIFY(made == observedRows());
  QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
  QCOMPARE(fractions.back(), 1.0);
}

void TestWganGp::theThirdCollapseIsAnError() {
  int fits = 0;
  try {
    firstFaithful(
        observedRows(), [&](const Progress&) { return ++fits, copiesOfOne(); }, Progress());
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.what(), refusal);
  }
  QCOMPARE(fits, 3);
}

void TestWganGp::bothClassesShareTheBar() {
  std::vector<double> fractions;
  Progress progress;
  progress.onFraction = [&](double value) { fractions.push_back(value); };
  AugmentOptions options;
  options.bothClasses = true;
  augment(WganGp(), twoClouds(12, 15, 2, 1), options, progress);
  QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
  QCOMPARE(fractions.back(), 1.0);
}

void TestWganGp::cancelStopsAGenerator() {
  Progress progress;
  double reached = 0;
  progress.onFraction = [&](double value) { reached = value; };
  progress.isCancelled = [&] { return reached > 0.1; };
  QVERIFY_EXCEPTION_THROWN(samplesLike(observedRows(), 10, 1, progress), Cancelled);
  QVERIFY(reached < 0.2);
}

void TestWganGp::tooFewSamplesAreNamed() {
  try {
    augment(WganGp(), twoClouds(6, 20, 3, 1), AugmentOptions(), Progress());
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.what(), "WGAN-GP needs at least 10 deposits and found 6: choose random oversampling or "
                           "gaussian noise, or give more samples.");
  }
}

QTEST_GUILESS_MAIN(TestWganGp)
#include "test_wgan_gp.moc"

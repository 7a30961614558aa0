#include "engine/core/error.h"
#include "engine/explain/ice.h"
#include "tests/engine/explain/closed_forms.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// ICE, c-ICE, d-ICE and PDP of formulas whose curves are known.
class TestIce : public QObject {
  Q_OBJECT

 private slots:
  void aLinearModelGivesParallelLines();
  void aProductGivesAFan();
  void probabilitiesUseTheChainRule();
  void classesHaveTheirOwnMeans();
  void gridsLieBetweenTheOuterQuantiles();
  void aConstantFeatureHasOnePoint();
  void onePointIsNoGrid();
  void keptCurvesAreSpreadAndMeansAreOfAll();
  void threadsDoNotMatter();
  void aWindowMovesAsOne();
  void pairsMatchTheFormula();
};

namespace {

const Formula linear(3, [](const float* x) {
  return 0.5 + 2.0 * static_cast<double>(x[0]) - 1.0 * static_cast<double>(x[1]);
});
const Formula product(2,
                      [](const float* x) { return static_cast<double>(x[0]) * static_cast<double>(x[1]); });

Matrix linearGradient(const FloatMatrix& rows) {
  Matrix result = Matrix::Zero(rows.rows(), 3);
  result.col(0).setConstant(2);
  result.col(1).setConstant(-1);
  return result;
}

Matrix productGradient(const FloatMatrix& rows) {
  Matrix result(rows.rows(), 2);
  result.col(0) = rows.col(1).cast<double>();
  result.col(1) = rows.col(0).cast<double>();
  return result;
}

IceOptions inLogits(int points = 50) {
  IceOptions options;
  options.space = OutputSpace::Logit;
  options.gridPoints = points;
  return options;
}

std::vector<int> alternating(std::size_t count) {
  std::vector<int> labels(count);
  for (std::size_t i = 0; i < count; ++i)
    labels[i] = static_cast<int>(i % 2);
  return labels;
}

const std::vector<double> evenGrid{-1, -0.5, 0, 0.5, 1};

} // namespace

void TestIce::aLinearModelGivesParallelLines() {
  const FloatMatrix rows = randomRows(70, 3, 1);
  const FeatureCurves curves = varyFeature(*predictorCurves(linear, linearGradient, 3), rows, alternating(70),
                                           0, evenGrid, inLogits(), Progress());
  QCOMPARE(curves.ice.rows(), Eigen::Index{70});
  for (Eigen::Index i = 0; i < 70; ++i)
    for (Eigen::Index k = 0; k < 5; ++k) {
      const double moved = 2.0 * (evenGrid[static_cast<std::size_t>(k)] + 1);
      QVERIFY(std::abs(curves.centered(i, k) - moved) < 1e-5);
      QCOMPARE(curves.derivative(i, k), 2.0);
    }
  for (std::size_t k = 0; k < 5; ++k) {
    QCOMPARE(curves.all.derivativeSpread[k], 0.0); // no interaction
    QVERIFY(std::abs(curves.all.mean[k] - curves.all.mean[0] - 2.0 * (evenGrid[k] + 1)) < 1e-5);
  }
}

void TestIce::aProductGivesAFan() {
  const FloatMatrix rows = randomRows(40, 2, 2);
  const FeatureCurves curves = varyFeature(*predictorCurves(product, productGradient, 2), rows,
                                           alternating(40), 0, evenGrid, inLogits(), Progress());
  double mean = 0;
  for (Eigen::Index i = 0; i < 40; ++i) {
    const auto slope = static_cast<double>(rows(i, 1));
    mean += slope / 40;
    for (Eigen::Index k = 0; k < 5; ++k) {
      QVERIFY(std::abs(curves.ice(i, k) - evenGrid[static_cast<std::size_t>(k)] * slope) < 1e-6);
      QVERIFY(std::abs(curves.derivative(i, k) - slope) < 1e-12);
    }
  }
  double squares = 0;
  for (Eigen::Index i = 0; i < 40; ++i)
    squares += std::pow(static_cast<double>(rows(i, 1)) - mean, 2);
  for (std::size_t k = 0; k < 5; ++k) {
    QVERIFY(std::abs(curves.all.mean[k] - evenGrid[k] * mean) < 1e-6);
    QVERIFY(std::abs(curves.all.derivativeSpread[k] - std::sqrt(squares / 39)) < 1e-9);
  }
}

void TestIce::probabilitiesUseTheChainRule() {
  const FloatMatrix rows = randomRows(5, 3, 3);
  IceOptions options;
  constexpr double step = 1e-2;
  std::vector<double> grid;
  for (int k = -20; k <= 20; ++k)
    grid.push_back(k * step);
  const FeatureCurves curves = varyFeature(*predictorCurves(linear, linearGradient, 3), rows, alternating(5),
                                           0, grid, options, Progress());
  for (Eigen::Index i = 0; i < 5; ++i)
    for (Eigen::Index k = 1; k < 40; ++k) {
      const double finite = (curves.ice(i, k + 1) - curves.ice(i, k - 1)) / (2 * step);
      QVERIFY(std::abs(curves.derivative(i, k) - finite) < 1e-4);
    }
}

void TestIce::classesHaveTheirOwnMeans() {
  const FloatMatrix rows = randomRows(41, 2, 4);
  const FeatureCurves curves = varyFeature(*predictorCurves(product, productGradient, 2), rows,
                                           alternating(41), 0, evenGrid, inLogits(), Progress());
  QCOMPARE(curves.byLabel[1].count, std::size_t{20});
  QCOMPARE(curves.byLabel[0].count, std::size_t{21});
  double mean = 0;
  for (Eigen::Index i = 1; i < 41; i += 2)
    mean += static_cast<double>(rows(i, 1)) / 20;
  QVERIFY(std::abs(curves.byLabel[1].mean[4] - mean) < 1e-6);
}

void TestIce::gridsLieBetweenTheOuterQuantiles() {
  Vector values(101);
  for (Eigen::Index i = 0; i <= 100; ++i)
    values[i] = static_cast<double>(i * i);
  const std::vector<double> quantiles = featureGrid(values, inLogits(10));
  QCOMPARE(quantiles.size(), std::size_t{10});
  QCOMPARE(quantiles.front(), 25.0);
  QCOMPARE(quantiles.back(), 9025.0);
  QCOMPARE(quantiles[1], 225.0);
  IceOptions uniform = inLogits(10);
  uniform.grid = GridKind::Uniform;
  QCOMPARE(featureGrid(values, uniform)[1], 1025.0);
}

void TestIce::aConstantFeatureHasOnePoint() {
  QCOMPARE(featureGrid(Vector::Constant(9, 4.0), inLogits()), std::vector<double>{4.0});
}

void TestIce::onePointIsNoGrid() {
  try {
    featureGrid(Vector::Ones(3), inLogits(1));
    QFAIL("a grid of one point went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QStringLiteral("Grid points must be at least 2 to draw a curve; 50 is usual."));
  }
}

void TestIce::keptCurvesAreSpreadAndMeansAreOfAll() {
  const FloatMatrix rows = randomRows(100, 2, 5);
  IceOptions options = inLogits();
  options.mostCurves = 10;
  const FeatureCurves curves = varyFeature(*predictorCurves(product, Gradient(), 2), rows, alternating(100),
                                           0, evenGrid, options, Progress());
  QCOMPARE(curves.rows.front(), std::size_t{0});
  QCOMPARE(curves.rows.back(), std::size_t{99});
  QCOMPARE(curves.ice.rows(), Eigen::Index{10});
  QCOMPARE(curves.derivative.size(), Eigen::Index{0});
  QCOMPARE(curves.all.count, std::size_t{100});
  QVERIFY(std::abs(curves.ice(9, 4) - static_cast<double>(rows(99, 1))) < 1e-6);
}

void TestIce::threadsDoNotMatter() {
  const FloatMatrix rows = randomRows(150, 2, 6);
  const auto run = [&](int threads) {
    IceOptions options = inLogits();
    options.threads = threads;
    return varyFeature(*predictorCurves(product, productGradient, 2), rows, alternating(150), 1, evenGrid,
                       options, Progress());
  };
  QVERIFY(run(1).all.mean == run(4).all.mean);
  QVERIFY(run(1).all.derivativeSpread == run(4).all.derivativeSpread);
}

void TestIce::aWindowMovesAsOne() {
  const Formula sum(4, [](const float* x) { return static_cast<double>(x[0] + x[1] - 3 * x[2]); });
  const Gradient gradient = [](const FloatMatrix& rows) {
    Matrix result = Matrix::Zero(rows.rows(), 4);
    result.col(0).setConstant(1);
    result.col(1).setConstant(1);
    result.col(2).setConstant(-3);
    return result;
  };
  FloatMatrix rows = FloatMatrix::Zero(2, 4);
  const FeatureCurves curves =
      varyFeature(*predictorCurves(sum, gradient, 2), rows, {0, 1}, 0, {1.0, 2.0}, inLogits(), Progress());
  QCOMPARE(curves.ice(0, 1), 4.0);
  QCOMPARE(curves.derivative(0, 0), 2.0);
}

void TestIce::pairsMatchTheFormula() {
  const FloatMatrix rows = randomRows(1500, 2, 7);
  const Matrix mean = varyPair(*predictorCurves(product, Gradient(), 2), rows, 1, {1.0, 2.0, 3.0}, 0,
                               {-1.0, 5.0}, inLogits(), Progress());
  QCOMPARE(mean.rows(), Eigen::Index{3});
  QCOMPARE(mean(2, 1), 15.0);
  QCOMPARE(mean(1, 0), -2.0);
}

QTEST_APPLESS_MAIN(TestIce)
#include "test_ice.moc"

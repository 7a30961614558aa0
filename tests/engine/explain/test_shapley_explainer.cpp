#include "engine/core/error.h"
#include "engine/explain/shapley_explainer.h"
#include "engine/model/predictor_game.h"
#include "tests/engine/explain/closed_forms.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <atomic>
#include <cmath>

using namespace prospectivity;

/// Shapley values of formulas whose values are known, by both methods, and what each method promises.
class TestShapleyExplainer : public QObject {
  Q_OBJECT

 private slots:
  void aLinearModelGivesWeightTimesDifference();
  void aProductIsSharedAsTheFormulaSays();
  void dummyGetsNothingAndTwinsGetTheSame();
  void whatRoundingAloneMadeIsNothing_data();
  void whatRoundingAloneMadeIsNothing();
  void everyOrderAgrees_data();
  void everyOrderAgrees();
  void aWindowIsOnePlayer();
  void explanationsOfASumAreSums();
  void permutationsAgreeWithinTheirErrors();
  void permutationsAddUpAndStopWhenPrecise();
  void threadsDoNotMatter();
  void aBrokenGameIsCaught_data();
  void aBrokenGameIsCaught();
  void whatAddsUpMayStillBeWrong_data();
  void whatAddsUpMayStillBeWrong();
  void cancelLeavesTheLoops();
  void anEmptyBackgroundIsNamed();
};

namespace {

ShapleyValues exact(const Predictor& predictor, const FloatMatrix& samples, const FloatMatrix& background,
                    OutputSpace space = OutputSpace::Logit) {
  const Players players = Players::blocks(predictor.featureCount(), 1);
  return exactShapley(predictorGame(predictor, background, players, space), predictor, samples, background,
                      space, 2, Progress());
}

double largestResidual(const ShapleyValues& values) {
  double largest = 0;
  for (const double residual : values.residual)
    largest = std::max(largest, std::abs(residual));
  return largest;
}

const Formula bumpy(4, [](const float* x) {
  return std::sin(static_cast<double>(x[0])) * static_cast<double>(x[1]) +
         std::max(0.0, static_cast<double>(x[2] - x[3])) * static_cast<double>(x[0]);
});

} // namespace

void TestShapleyExplainer::aLinearModelGivesWeightTimesDifference() {
  const std::vector<double> weights{2.0, -1.0, 0.5};
  const Formula linear(3, [&](const float* x) {
    return 0.25 + weights[0] * static_cast<double>(x[0]) + weights[1] * static_cast<double>(x[1]) +
           weights[2] * static_cast<double>(x[2]);
  });
  const FloatMatrix background = randomRows(7, 3, 1);
  const FloatMatrix samples = randomRows(5, 3, 2);
  const ShapleyValues values = exact(linear, samples, background);
  for (Eigen::Index i = 0; i < samples.rows(); ++i)
    for (Eigen::Index j = 0; j < 3; ++j) {
      const double difference = static_cast<double>(samples(i, j)) - background.col(j).cast<double>().mean();
      QVERIFY(std::abs(values.values(i, j) - weights[static_cast<std::size_t>(j)] * difference) < 1e-6);
    }
  QVERIFY(largestResidual(values) < 1e-6);
}

// f = x0 x1 against one background row b: phi0 = (x0 - b0)(x1 + b1) / 2.
void TestShapleyExplainer::aProductIsSharedAsTheFormulaSays() {
  const Formula product(2,
                        [](const float* x) { return static_cast<double>(x[0]) * static_cast<double>(x[1]); });
  FloatMatrix background(1, 2);
  background << 1, 3;
  FloatMatrix samples(1, 2);
  samples << 4, 5;
  const ShapleyValues values = exact(product, samples, background);
  QCOMPARE(values.values(0, 0), (4.0 - 1.0) * (5.0 + 3.0) / 2);
  QCOMPARE(values.values(0, 1), (5.0 - 3.0) * (4.0 + 1.0) / 2);
  QCOMPARE(values.baseValue, 3.0);
  QCOMPARE(values.prediction[0], 20.0);
}

void TestShapleyExplainer::dummyGetsNothingAndTwinsGetTheSame() {
  const Formula formula(4, [](const float* x) {
    return std::exp(0.3 * static_cast<double>(x[0] + x[1])) * static_cast<double>(x[3]);
  });
  FloatMatrix background = randomRows(6, 4, 3);
  background.col(1) = background.col(0);
  FloatMatrix samples = randomRows(4, 4, 4);
  samples.col(1) = samples.col(0);
  const ShapleyValues values = exact(formula, samples, background, OutputSpace::Probability);
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    QVERIFY(std::abs(values.values(i, 2)) < 1e-15);
    QVERIFY(std::abs(values.values(i, 0) - values.values(i, 1)) < 1e-7);
    QVERIFY(std::abs(values.values(i, 0)) > 1e-5);
  }
}

void TestShapleyExplainer::whatRoundingAloneMadeIsNothing_data() {
  QTest::addColumn<int>("space");
  QTest::addColumn<QVector<int>>("filters");
  QTest::newRow("logit") << 0 << QVector<int>{4};
  QTest::newRow("logit, two layers") << 0 << QVector<int>{4, 16};
  QTest::newRow("probability") << 1 << QVector<int>{4};
  QTest::newRow("probability, two layers") << 1 << QVector<int>{4, 16};
}

/// A layer that is the same everywhere tells nothing, whichever way a network's products are summed.
void TestShapleyExplainer::whatRoundingAloneMadeIsNothing() {
  QFETCH(int, space);
  QFETCH(QVector<int>, filters);
  NetworkShape shape;
  shape.features = 6;
  shape.filters.assign(filters.begin(), filters.end());
  const NetworkModel model = randomModel(shape, 3, 8);
  FloatMatrix background = randomRows(40, 6, 3);
  FloatMatrix samples = randomRows(20, 6, 4);
  background.col(2).setConstant(0.3F);
  samples.col(2).setConstant(0.3F);
  const auto output = static_cast<OutputSpace>(space);
  const Players players = Players::blocks(6, 1);
  const std::unique_ptr<Predictor> predictor = model.predictor();
  const ShapleyValues values = exactShapley(model.memberGame(background, players, output), *predictor,
                                            samples, background, output, 2, Progress());
  QCOMPARE(values.ofMembers.size(), std::size_t{3});
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    QCOMPARE(values.values(i, 2), 0.0);
    for (const Matrix& member : values.ofMembers)
      QCOMPARE(member(i, 2), 0.0);
    QVERIFY(values.values.row(i).cwiseAbs().maxCoeff() > 1e-4);
    QVERIFY(std::abs(values.residual[static_cast<std::size_t>(i)]) < 1e-4);
  }
}

void TestShapleyExplainer::everyOrderAgrees_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("logit") << 0;
  QTest::newRow("probability") << 1;
}

void TestShapleyExplainer::everyOrderAgrees() {
  QFETCH(int, space);
  const auto output = static_cast<OutputSpace>(space);
  const FloatMatrix background = randomRows(5, 4, 5);
  const FloatMatrix samples = randomRows(6, 4, 6);
  const ShapleyValues values = exact(bumpy, samples, background, output);
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    const std::vector<double> expected =
        shapleyByOrders(bumpy, background, Players::blocks(4, 1), output, samples.row(i).data());
    for (std::size_t j = 0; j < expected.size(); ++j)
      QVERIFY(std::abs(values.values(i, static_cast<Eigen::Index>(j)) - expected[j]) < 1e-12);
  }
  QVERIFY(largestResidual(values) < 1e-12);
}

void TestShapleyExplainer::aWindowIsOnePlayer() {
  const Players players = Players::blocks(2, 2);
  const FloatMatrix background = randomRows(5, 4, 7);
  const FloatMatrix samples = randomRows(1, 4, 8);
  const ShapleyValues values = exactShapley(predictorGame(bumpy, background, players, OutputSpace::Logit),
                                            bumpy, samples, background, OutputSpace::Logit, 1, Progress());
  const std::vector<double> expected =
      shapleyByOrders(bumpy, background, players, OutputSpace::Logit, samples.data());
  QCOMPARE(values.values.cols(), Eigen::Index{2});
  QVERIFY(std::abs(values.values(0, 0) - expected[0]) < 1e-12);
  QVERIFY(std::abs(values.values(0, 1) - expected[1]) < 1e-12);
}

void TestShapleyExplainer::explanationsOfASumAreSums() {
  const Formula other(4, [](const float* x) { return static_cast<double>(x[1] * x[2] * x[3]); });
  const Formula sum(4, [&](const float* x) {
    float a = 0;
    float b = 0;
    bumpy.logits(x, 1, &a);
    other.logits(x, 1, &b);
    return static_cast<double>(a) + static_cast<double>(b);
  });
  const FloatMatrix background = randomRows(5, 4, 9);
  const FloatMatrix samples = randomRows(3, 4, 10);
  const Matrix apart = exact(bumpy, samples, background).values + exact(other, samples, background).values;
  QVERIFY((exact(sum, samples, background).values - apart).cwiseAbs().maxCoeff() < 1e-6);
}

void TestShapleyExplainer::permutationsAgreeWithinTheirErrors() {
  const FloatMatrix background = randomRows(5, 4, 11);
  const FloatMatrix samples = randomRows(20, 4, 12);
  const ShapleyValues truth = exact(bumpy, samples, background, OutputSpace::Probability);
  PermutationOptions options;
  options.standardError = 0.01;
  const ShapleyValues estimate =
      permutationShapley(predictorGame(bumpy, background, Players::blocks(4, 1), OutputSpace::Probability),
                         bumpy, samples, background, OutputSpace::Probability, options, 2, Progress());
  int far = 0;
  double largest = 0;
  for (Eigen::Index i = 0; i < truth.values.size(); ++i) {
    const double error = std::abs(estimate.values.data()[i] - truth.values.data()[i]);
    largest = std::max(largest, error);
    far += error > 2 * estimate.standardErrors.data()[i] + 1e-9 ? 1 : 0;
  }
  QVERIFY2(far <= 8, qPrintable(QString::number(far))); // 5 % of 80 beyond two standard errors
  QVERIFY(largest > 1e-9);                              // it is an estimate
}

void TestShapleyExplainer::permutationsAddUpAndStopWhenPrecise() {
  const FloatMatrix background = randomRows(5, 4, 13);
  const FloatMatrix samples = randomRows(5, 4, 14);
  const auto run = [&](double standardError) {
    PermutationOptions options;
    options.standardError = standardError;
    options.maximum = 400;
    return permutationShapley(predictorGame(bumpy, background, Players::blocks(4, 1), OutputSpace::Logit),
                              bumpy, samples, background, OutputSpace::Logit, options, 2, Progress());
  };
  const ShapleyValues rough = run(0.2);
  const ShapleyValues fine = run(0.004);
  QVERIFY(largestResidual(rough) < 1e-9);
  int precise = 0; // samples that stopped because they were precise enough
  for (std::size_t i = 0; i < 5; ++i) {
    QVERIFY(rough.permutations[i] <= fine.permutations[i]);
    QVERIFY(fine.permutations[i] <= 400);
    const auto row = static_cast<Eigen::Index>(i);
    for (const ShapleyValues* values : {&rough, &fine}) {
      if (values->permutations[i] >= 384)
        continue;
      ++precise;
      const double share = values == &rough ? 0.2 : 0.004;
      QVERIFY(values->standardErrors.row(row).maxCoeff() <= share * values->values.row(row).cwiseAbs().sum());
    }
    QVERIFY(rough.permutations[i] < 384);
  }
  QVERIFY2(precise > 5, qPrintable(QString::number(precise))); // also of those that ask for more
}

void TestShapleyExplainer::threadsDoNotMatter() {
  const FloatMatrix background = randomRows(5, 4, 15);
  const FloatMatrix samples = randomRows(40, 4, 16);
  const GameMaker game = predictorGame(bumpy, background, Players::blocks(4, 1), OutputSpace::Probability);
  const auto run = [&](int threads) {
    return permutationShapley(game, bumpy, samples, background, OutputSpace::Probability,
                              PermutationOptions(), threads, Progress());
  };
  const ShapleyValues one = run(1);
  const ShapleyValues four = run(4);
  QVERIFY(one.values == four.values);
  QVERIFY(one.permutations == four.permutations);
}

namespace {

/// A game that gets one coalition wrong: what the additivity check is there for.
class BrokenGame : public CoalitionGame {
 public:
  BrokenGame(std::unique_ptr<CoalitionGame> whole, QString fault)
      : mWhole(std::move(whole)), mFault(std::move(fault)) {}
  std::size_t players() const override { return mWhole->players(); }
  void start(const float* sample) override { mWhole->start(sample); }
  void allValues(std::vector<double>& values, const Progress& progress) override {
    mWhole->allValues(values, progress);
    if (mFault == QLatin1String("dropped"))
      values.back() = 0;
    if (mFault == QLatin1String("interior"))
      values[5] = 0; // of players 0 and 2
  }
  std::vector<double> shapley(const Progress& progress) override {
    std::vector<double> values = CoalitionGame::shapley(progress);
    if (mFault == QLatin1String("flipped"))
      values[1] = -values[1];
    return values;
  }
  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    mWhole->prefixValues(orders, values, progress);
  }

 private:
  std::unique_ptr<CoalitionGame> mWhole;
  QString mFault;
};

} // namespace

void TestShapleyExplainer::aBrokenGameIsCaught_data() {
  QTest::addColumn<QString>("fault");
  QTest::addColumn<bool>("caught");
  QTest::newRow("sound") << "none" << false;
  QTest::newRow("a coalition dropped") << "dropped" << true;
  QTest::newRow("a sign flipped") << "flipped" << true;
}

void TestShapleyExplainer::aBrokenGameIsCaught() {
  QFETCH(QString, fault);
  QFETCH(bool, caught);
  const FloatMatrix background = randomRows(5, 4, 17);
  const FloatMatrix samples = randomRows(3, 4, 18);
  const GameMaker whole = predictorGame(bumpy, background, Players::blocks(4, 1), OutputSpace::Logit);
  const GameMaker broken = [&] { return std::make_unique<BrokenGame>(whole(), fault); };
  const ShapleyValues values =
      exactShapley(broken, bumpy, samples, background, OutputSpace::Logit, 1, Progress());
  QCOMPARE(largestResidual(values) > 1e-5, caught);
}

void TestShapleyExplainer::whatAddsUpMayStillBeWrong_data() {
  QTest::addColumn<QString>("fault");
  QTest::addColumn<bool>("caught");
  QTest::newRow("sound") << "none" << false;
  QTest::newRow("an interior coalition dropped") << "interior" << true;
}

// Only the empty and the grand coalition stay in the sum of the values: what a player of an interior
// coalition loses with it, a player outside gains. Additivity cannot see that; the mean over every order
// does.
void TestShapleyExplainer::whatAddsUpMayStillBeWrong() {
  QFETCH(QString, fault);
  QFETCH(bool, caught);
  const FloatMatrix background = randomRows(5, 4, 17);
  const FloatMatrix samples = randomRows(3, 4, 18);
  const Players players = Players::blocks(4, 1);
  const GameMaker whole = predictorGame(bumpy, background, players, OutputSpace::Logit);
  const GameMaker broken = [&] { return std::make_unique<BrokenGame>(whole(), fault); };
  const ShapleyValues values =
      exactShapley(broken, bumpy, samples, background, OutputSpace::Logit, 1, Progress());
  QVERIFY(largestResidual(values) < 1e-12);
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    const std::vector<double> expected =
        shapleyByOrders(bumpy, background, players, OutputSpace::Logit, samples.row(i).data());
    double largest = 0;
    for (std::size_t j = 0; j < expected.size(); ++j)
      largest = std::max(largest, std::abs(values.values(i, static_cast<Eigen::Index>(j)) - expected[j]));
    QCOMPARE(largest > 1e-12, caught);
  }
}

void TestShapleyExplainer::cancelLeavesTheLoops() {
  std::atomic<int> asked{0};
  Progress progress;
  progress.isCancelled = [&] { return ++asked > 3; };
  const FloatMatrix rows = randomRows(50, 4, 19);
  QVERIFY_EXCEPTION_THROWN(exactShapley(predictorGame(bumpy, rows, Players::blocks(4, 1), OutputSpace::Logit),
                                        bumpy, rows, rows, OutputSpace::Logit, 2, progress),
                           Cancelled);
  QVERIFY(asked < 10);
}

void TestShapleyExplainer::anEmptyBackgroundIsNamed() {
  try {
    exact(bumpy, randomRows(2, 4, 20), FloatMatrix(0, 4));
    QFAIL("an empty background went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QStringLiteral("Background has no usable sample: choose at least 2 samples to compare with."));
  }
}

QTEST_APPLESS_MAIN(TestShapleyExplainer)
#include "test_shapley_explainer.moc"

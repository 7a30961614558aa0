#include "engine/explain/interaction_charts.h"
#include "engine/explain/shapley_explainer.h"
#include "engine/explain/shapley_report.h"
#include "engine/model/predictor_game.h"
#include "tests/engine/explain/closed_forms.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace prospectivity;

/// Interactions of pairs in formulas whose interactions are known, and what they promise.
class TestShapleyInteractions : public QObject {
  Q_OBJECT

 private slots:
  void aProductIsAllInteraction();
  void whatThreeMakeIsSharedByTheirPairs();
  void aSumHasNone();
  void everyOrderAgrees_data();
  void everyOrderAgrees();
  void rowsSumToTheShapleyValues();
  void theValuesAreThoseWithoutThem();
  void theSummaryIsThatOfTheSamples();
  void threadsDoNotMatter();
  void pairsAreRanked();
  void onePlayerHasNoPairs();
  void reportsSayWhoInteracts();
  void reportsKeepNamesApartAndCountPairs();
  void reportsOfSampledValuesNameTheWayOut_data();
  void reportsOfSampledValuesNameTheWayOut();
};

namespace {

ShapleyValues exact(const Predictor& predictor, const FloatMatrix& samples, const FloatMatrix& background,
                    OutputSpace space = OutputSpace::Logit,
                    InteractionDetail detail = InteractionDetail::OfSamples, int threads = 2) {
  const Players players = Players::blocks(predictor.featureCount(), 1);
  return exactShapley(predictorGame(predictor, background, players, space), predictor, samples, background,
                      space, threads, Progress(), detail);
}

const Formula bumpy(5, [](const float* x) {
  return std::sin(static_cast<double>(x[0])) * static_cast<double>(x[1]) +
         std::max(0.0, static_cast<double>(x[2] - x[3])) * static_cast<double>(x[0]) +
         static_cast<double>(x[4]);
});

/// The matrix of one sample.
Matrix matrixOf(const ShapleyInteractions& interactions, std::size_t sample) {
  Matrix result(interactions.meanAbsolute.rows(), interactions.meanAbsolute.cols());
  for (Eigen::Index i = 0; i < result.rows(); ++i)
    for (Eigen::Index j = 0; j < result.cols(); ++j)
      result(i, j) = interactions.at(sample, static_cast<std::size_t>(i), static_cast<std::size_t>(j));
  return result;
}

} // namespace

// f = x0 x1 against one background row b: (x0 - b0)(x1 - b1) is what both give together beyond what each
// gives, half at either place; x0 alone gives (x0 - b0) b1.
void TestShapleyInteractions::aProductIsAllInteraction() {
  const Formula product(2,
                        [](const float* x) { return static_cast<double>(x[0]) * static_cast<double>(x[1]); });
  FloatMatrix background(1, 2);
  background << 1, 3;
  FloatMatrix samples(1, 2);
  samples << 4, 5;
  const ShapleyValues values = exact(product, samples, background);
  const Matrix found = matrixOf(*values.interactions, 0);
  QCOMPARE(found(0, 1), (4.0 - 1.0) * (5.0 - 3.0) / 2);
  QCOMPARE(found(1, 0), found(0, 1));
  QCOMPARE(found(0, 0), (4.0 - 1.0) * 3.0);
  QCOMPARE(found(1, 1), (5.0 - 3.0) * 1.0);

  const FloatMatrix several = randomRows(7, 2, 1);
  const double mean =
      ((4 - several.col(0).cast<double>().array()) * (5 - several.col(1).cast<double>().array())).mean();
  const double half = exact(product, samples, several).interactions->at(0, 0, 1);
  QVERIFY(std::abs(half - mean / 2) < 1e-5); // products in single precision
}

// f = x0 x1 x2 against zero: nothing happens before all three are there, and each of the three pairs has half
// of it as its index, so that the main effects are 1/3 - 2/4 of it.
void TestShapleyInteractions::whatThreeMakeIsSharedByTheirPairs() {
  const Formula product(4, [](const float* x) { return static_cast<double>(x[0] * x[1] * x[2]); });
  FloatMatrix samples(1, 4);
  samples << 2, 3, 4, 7;
  const Matrix found = matrixOf(*exact(product, samples, FloatMatrix::Zero(3, 4)).interactions, 0);
  for (const auto& [i, j] : {std::pair{0, 1}, {0, 2}, {1, 2}})
    QVERIFY(std::abs(found(i, j) - 24.0 / 4) < 1e-12);
  for (Eigen::Index i = 0; i < 3; ++i) {
    QVERIFY(std::abs(found(i, i) + 24.0 / 6) < 1e-12);
    QVERIFY(std::abs(found(i, 3)) < 1e-12); // who does nothing interacts with nobody
  }
}

void TestShapleyInteractions::aSumHasNone() {
  const Formula sum(3, [](const float* x) {
    return 2 * static_cast<double>(x[0]) - std::exp(static_cast<double>(x[1])) + static_cast<double>(x[2]);
  });
  const ShapleyValues values = exact(sum, randomRows(5, 3, 2), randomRows(6, 3, 3));
  Matrix pairs = values.interactions->meanAbsolute;
  pairs.diagonal().setZero();
  QVERIFY(pairs.maxCoeff() < 5e-6); // logits are in single precision
  QVERIFY(!mostInteracting(*values.interactions, 0, roundingOf(values)));
  QVERIFY(strongestPairs(*values.interactions, roundingOf(values)).empty());
  // Its scores do interact: the sigmoid bends.
  QVERIFY(mostInteracting(
      *exact(sum, randomRows(5, 3, 2), randomRows(6, 3, 3), OutputSpace::Probability).interactions, 0, 1e-3));
}

void TestShapleyInteractions::everyOrderAgrees_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("logit") << 0;
  QTest::newRow("probability") << 1;
}

void TestShapleyInteractions::everyOrderAgrees() {
  QFETCH(int, space);
  const auto output = static_cast<OutputSpace>(space);
  const FloatMatrix background = randomRows(5, 5, 4);
  const FloatMatrix samples = randomRows(4, 5, 5);
  const ShapleyValues values = exact(bumpy, samples, background, output);
  double largest = 0;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t one = 0; one < 5; ++one)
      for (std::size_t other = 0; other < one; ++other) {
        const double expected =
            interactionByOrders(bumpy, background, Players::blocks(5, 1), output,
                                samples.row(static_cast<Eigen::Index>(i)).data(), one, other) /
            2;
        largest = std::max(largest, std::abs(expected));
        QVERIFY(std::abs(values.interactions->at(i, one, other) - expected) < 1e-12);
        QVERIFY(std::abs(values.interactions->at(i, other, one) - expected) < 1e-12);
      }
  QVERIFY(largest > 0.01);
}

void TestShapleyInteractions::rowsSumToTheShapleyValues() {
  const FloatMatrix samples = randomRows(6, 5, 7);
  const ShapleyValues values = exact(bumpy, samples, randomRows(5, 5, 6), OutputSpace::Probability);
  for (std::size_t i = 0; i < 6; ++i) {
    const Matrix found = matrixOf(*values.interactions, i);
    QVERIFY(found == found.transpose());
    const auto row = static_cast<Eigen::Index>(i);
    for (Eigen::Index j = 0; j < 5; ++j)
      QVERIFY(std::abs(found.row(j).sum() - values.values(row, j)) < 1e-14);
    QVERIFY(std::abs(found.sum() - (values.prediction[i] - values.baseValue)) < 1e-7);
  }
}

void TestShapleyInteractions::theValuesAreThoseWithoutThem() {
  const FloatMatrix background = randomRows(5, 5, 8);
  const FloatMatrix samples = randomRows(9, 5, 9);
  const ShapleyValues without =
      exact(bumpy, samples, background, OutputSpace::Probability, InteractionDetail::None);
  QVERIFY(!without.interactions);
  QVERIFY(without.values == exact(bumpy, samples, background, OutputSpace::Probability).values);
}

void TestShapleyInteractions::theSummaryIsThatOfTheSamples() {
  const FloatMatrix background = randomRows(5, 5, 10);
  const FloatMatrix samples = randomRows(30, 5, 11);
  const ShapleyInteractions all = *exact(bumpy, samples, background).interactions;
  const ShapleyInteractions summary =
      *exact(bumpy, samples, background, OutputSpace::Logit, InteractionDetail::Summary).interactions;
  QCOMPARE(summary.ofSamples.rows(), Eigen::Index{0});
  QVERIFY(summary.meanAbsolute == all.meanAbsolute);
  Matrix sum = Matrix::Zero(5, 5);
  Matrix lowest = matrixOf(all, 0);
  Matrix highest = lowest;
  for (std::size_t i = 0; i < 30; ++i) {
    const Matrix own = matrixOf(all, i);
    sum += own.cwiseAbs();
    lowest = Matrix(lowest.cwiseMin(own));
    highest = Matrix(highest.cwiseMax(own));
  }
  QVERIFY((summary.meanAbsolute - sum / 30).cwiseAbs().maxCoeff() < 1e-14);
  QVERIFY(summary.lowest == lowest);
  QVERIFY(summary.highest == highest);
}

void TestShapleyInteractions::threadsDoNotMatter() {
  const FloatMatrix background = randomRows(5, 5, 12);
  const FloatMatrix samples = randomRows(90, 5, 13);
  const auto run = [&](int threads) {
    return *exact(bumpy, samples, background, OutputSpace::Probability, InteractionDetail::OfSamples, threads)
                .interactions;
  };
  const ShapleyInteractions one = run(1);
  const ShapleyInteractions four = run(4);
  QVERIFY(one.meanAbsolute == four.meanAbsolute);
  QVERIFY(one.lowest == four.lowest);
  QVERIFY(one.highest == four.highest);
  QVERIFY(one.ofSamples == four.ofSamples);
}

void TestShapleyInteractions::pairsAreRanked() {
  InteractionSums sums(3, 2, InteractionDetail::Summary);
  Matrix first(3, 3);
  first << 9, 1, -2, 1, 9, 0, -2, 0, 9;
  Matrix second(3, 3);
  second << 0, -3, 0, -3, 0, 1e-9, 0, 1e-9, 0;
  sums.add(1, second, {1, 1, 1}); // the second is done first
  sums.add(0, first, {5, 6, 7});
  const ShapleyInteractions found = sums.result();
  QCOMPARE(found.highest(0, 0), 6.0); // 5 - 1 + 2
  QCOMPARE(found.lowest(0, 1), -3.0);
  const std::vector<InteractingPair> pairs = strongestPairs(found, 1e-6);
  QCOMPARE(pairs.size(), std::size_t{2});
  QCOMPARE(pairs[0].one, std::size_t{0});
  QCOMPARE(pairs[0].other, std::size_t{1});
  QCOMPARE(pairs[0].meanAbsolute, 4.0); // both halves of 1 and 3
  QCOMPARE(pairs[1].meanAbsolute, 2.0);
  QCOMPARE(*mostInteracting(found, 0, 1e-6), std::size_t{1});
  QCOMPARE(*mostInteracting(found, 2, 1e-6), std::size_t{0});
  QVERIFY(!mostInteracting(found, 2, 3));
}

void TestShapleyInteractions::onePlayerHasNoPairs() {
  const Formula square(1,
                       [](const float* x) { return static_cast<double>(x[0]) * static_cast<double>(x[0]); });
  const ShapleyValues values = exact(square, randomRows(3, 1, 14), randomRows(4, 1, 15));
  QCOMPARE(values.interactions->at(1, 0, 0), values.values(1, 0));
  QVERIFY(strongestPairs(*values.interactions, 0).empty());
  QCOMPARE(interactionsFromCoalitions({1}, 0).size(), Eigen::Index{0});
}

// W and Bi make a product, Sn stands alone.
void TestShapleyInteractions::reportsSayWhoInteracts() {
  const Formula formula(3, [](const float* x) {
    return static_cast<double>(x[0]) * static_cast<double>(x[2]) + 2 * static_cast<double>(x[1]);
  });
  const Formula sum(3, [](const float* x) { return static_cast<double>(x[0] + x[1] + x[2]); });
  const FloatMatrix rows = randomRows(40, 3, 16);
  ExplainedSamples explained;
  explained.samples.features = {"W", "Sn", "Bi"};
  explained.samples.values = rows.cast<double>();
  for (int i = 0; i < 40; ++i) {
    explained.samples.labels.push_back(i % 2);
    explained.samples.ids.push_back(i + 1);
  }
  explained.samples.origins.assign(40, SampleTable::observedOrigin);
  explained.samples.points.assign(40, {0, 0});
  const auto pageOf = [&](const Predictor& predictor) {
    explained.shapley =
        exact(predictor, rows, randomRows(9, 3, 17), OutputSpace::Logit, InteractionDetail::Summary);
    return QString::fromStdString(shapleyReport(explained).page(""));
  };
  const QString page = pageOf(formula);
  for (const char* text :
       {"W and Bi interact most", "Which pairs interact most", "Dots are coloured by Bi, the feature that it",
        "Dots are coloured by W, the feature that it",
        "It interacts with no other feature in these samples, beyond rounding.",
        "of these samples, log-odds)", "In these samples 1 of 3 pairs interact beyond rounding."})
    QVERIFY2(page.contains(QLatin1String(text)), text);
  QVERIFY(!page.contains(QLatin1String("Dots are coloured by Sn")));
  QVERIFY(!page.contains(QLatin1String("the sigmoid bends")));
  explained.space = OutputSpace::Probability;
  QVERIFY(pageOf(formula).contains(QLatin1String("because the sigmoid bends; log-odds show what the model")));
  explained.space = OutputSpace::Logit;
  const QString alone = pageOf(sum);
  QVERIFY(alone.contains(QLatin1String("No two features interact")));
  QVERIFY(!alone.contains(QLatin1String("Dots are coloured by")));
}

// Of 11 features there are 55 pairs; the middle of two names is all that tells them apart.
void TestShapleyInteractions::reportsKeepNamesApartAndCountPairs() {
  ExplainedSamples explained;
  for (const char* element : {"Cu", "Zn", "Pb", "Ag", "Au", "As", "Sb", "Bi", "W", "Sn", "Mo"})
    explained.samples.features.push_back("geochem_" + std::string(element) + "_ppm_clr_2019");
  const auto pageOf = [&](int features) {
    ExplainedSamples some = explained;
    some.samples.features.resize(static_cast<std::size_t>(features));
    InteractionSums sums(static_cast<std::size_t>(features), 1, InteractionDetail::Summary);
    Matrix pairs(features, features);
    for (int i = 0; i < features; ++i)
      for (int j = 0; j < features; ++j)
        pairs(i, j) = 1.0 / (1 + i + j); // Cu and Zn most
    sums.add(0, pairs, std::vector<double>(static_cast<std::size_t>(features), 1));
    some.shapley.interactions = sums.result();
    Report report("SHAP", "");
    addInteractions(report, some);
    return QString::fromStdString(report.page(""));
  };
  const QString page = pageOf(11);
  QVERIFY(page.contains("The 50 of 55 pairs that interact most"));
  QVERIFY(page.contains("In these samples 55 of 55 pairs interact beyond rounding."));
  QVERIFY(page.contains("1. geochem_Cu_ppm_clr_2019 and geochem_Zn_ppm_clr_2019")); // to be pointed at
  QVERIFY(page.contains("1. geochem\u2026lr_2019 and geochem\u2026lr_2019"));
  const QString few = pageOf(4);
  QVERIFY(few.contains("Pairs that interact") && !few.contains("pairs that interact most"));
}

void TestShapleyInteractions::reportsOfSampledValuesNameTheWayOut_data() {
  QTest::addColumn<int>("exact");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no space") << -1 << "This model has exact values for at most 16 layers.";
  QTest::newRow("this one") << 1 << "The method Auto makes them exact.";
  QTest::newRow("the other") << 0 << "The method Auto makes them exact, with the output space Logit.";
}

void TestShapleyInteractions::reportsOfSampledValuesNameTheWayOut() {
  QFETCH(int, exact);
  QFETCH(QString, sentence);
  ExplainedSamples explained;
  explained.samples.features = {"W", "Sn"};
  explained.space = OutputSpace::Probability;
  if (exact >= 0)
    explained.exactSpace = static_cast<OutputSpace>(exact);
  Report report("SHAP", "");
  addInteractions(report, explained);
  QVERIFY(QString::fromStdString(report.page("")).contains("these values were sampled. " + sentence));
}

QTEST_APPLESS_MAIN(TestShapleyInteractions)
#include "test_shapley_interactions.moc"

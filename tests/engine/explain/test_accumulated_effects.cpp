#include "engine/explain/accumulated_effects.h"
#include "engine/explain/ice_report.h"
#include "tests/engine/explain/closed_forms.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace prospectivity;

/// Accumulated local effects of formulas on inputs that go together, where partial dependence tells something
/// else.
class TestAccumulatedEffects : public QObject {
  Q_OBJECT

 private slots:
  void aLinearModelGivesItsSlope();
  void aProductOfTwinsGivesHalfTheSquare();
  void aProductOfStrangersGivesWhatPartialDependenceDoes();
  void whatAnotherFeatureDoesIsNotTaken();
  void aSumOfStepsDoesNotPart();
  void scoresStepBetweenSigmoids();
  void theMeanOverTheSamplesIsZero();
  void missingValuesTakeNoPart();
  void binsHoldAboutAsManySamples();
  void valuesThatRepeatMakeFewerBins();
  void repeatedValuesLeaveNoThinBins();
  void oneSampleHasNoSpread();
  void rangesAreOfTheAskedInterval();
  void aWindowMovesAsOne();
  void membersHaveTheirOwn();
  void threadsDoNotMatter();
  void classesHaveNone_data();
  void classesHaveNone();
  void classesOfALayerAreNamedOnce();
  void reportsSayWhereTheyPart();
  void whatPartialDependenceHidesComesFirst();
};

namespace {

const Formula product(2,
                      [](const float* x) { return static_cast<double>(x[0]) * static_cast<double>(x[1]); });

IceOptions inLogits(int threads = 2) {
  IceOptions options;
  options.space = OutputSpace::Logit;
  options.threads = threads;
  return options;
}

std::vector<double> columnOf(const FloatMatrix& rows, Eigen::Index column) {
  std::vector<double> values;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    values.push_back(static_cast<double>(rows(i, column)));
  return values;
}

AccumulatedEffects effectsOf(const Predictor& predictor, const FloatMatrix& rows, std::size_t feature,
                             const IceOptions& options = inLogits(), int most = 40) {
  const std::vector<double> values = columnOf(rows, static_cast<Eigen::Index>(feature));
  return accumulateEffects(*predictorCurves(predictor, {}, predictor.featureCount()), rows, values, feature,
                           effectEdges(values, most), options, Progress());
}

/// Partial dependence at the edges.
std::vector<double> dependenceOf(const Predictor& predictor, const FloatMatrix& rows,
                                 const AccumulatedEffects& effects) {
  return varyFeature(*predictorCurves(predictor, {}, predictor.featureCount()), rows,
                     std::vector<int>(static_cast<std::size_t>(rows.rows()), 0), effects.feature,
                     effects.edges, inLogits(), Progress())
      .all.mean;
}

/// Equal steps from -1 to 1, twice.
FloatMatrix twins(int count) {
  FloatMatrix rows(count, 2);
  for (int i = 0; i < count; ++i)
    rows.row(i).setConstant(-1 + 2 * static_cast<float>(i) / static_cast<float>(count - 1));
  return rows;
}

} // namespace

void TestAccumulatedEffects::aLinearModelGivesItsSlope() {
  const Formula linear(2, [](const float* x) {
    return 0.5 + 2.0 * static_cast<double>(x[0]) - 3.0 * static_cast<double>(x[1]);
  });
  FloatMatrix rows = randomRows(300, 2, 1);
  rows.col(1) += 2 * rows.col(0); // they go together
  const AccumulatedEffects effects = effectsOf(linear, rows, 0);
  const std::vector<double> dependence = dependenceOf(linear, rows, effects);
  QCOMPARE(effects.effect.size(), std::size_t{41});
  for (std::size_t k = 0; k < effects.edges.size(); ++k) {
    const double moved = 2 * (effects.edges[k] - effects.edges[0]);
    QVERIFY(std::abs(effects.effect[k] - effects.effect[0] - moved) < 1e-4);
    QVERIFY(std::abs(dependence[k] - dependence[0] - moved) < 1e-4);
  }
  for (const double spread : effects.localSpread)
    QVERIFY(spread < 1e-5); // no interaction
}

// f = x0 x1 where x1 is always x0: a sample at z that moves by a little gains z times that, which adds up to
// z^2 / 2, and 1/6 is its mean between -1 and 1. Partial dependence gives z times the mean of x1, which is 0:
// it asks for samples of high x0 and low x1, and there are none.
void TestAccumulatedEffects::aProductOfTwinsGivesHalfTheSquare() {
  const FloatMatrix rows = twins(4001);
  const AccumulatedEffects effects = effectsOf(product, rows, 0);
  const std::vector<double> dependence = dependenceOf(product, rows, effects);
  for (std::size_t k = 0; k < effects.edges.size(); ++k) {
    const double z = effects.edges[k];
    // Within a bin of width 1/20 the middle stands for z; samples lie 1/2000 apart.
    QVERIFY2(std::abs(effects.effect[k] - (z * z / 2 - 1.0 / 6)) < 1e-3,
             qPrintable(QString("%1 at %2").arg(effects.effect[k]).arg(z)));
    QVERIFY(std::abs(dependence[k]) < 1e-5);
  }
}

// Independent, and x1 with a mean of 1: both give z.
void TestAccumulatedEffects::aProductOfStrangersGivesWhatPartialDependenceDoes() {
  FloatMatrix rows(4000, 2);
  for (int i = 0; i < 4000; ++i)
    rows.row(i) << static_cast<float>(i / 40) / 100.0F, static_cast<float>(i % 40) / 19.5F; // a full table
  const AccumulatedEffects effects = effectsOf(product, rows, 0);
  const std::vector<double> dependence = dependenceOf(product, rows, effects);
  for (std::size_t k = 0; k < effects.edges.size(); ++k) {
    const double z = effects.edges[k] - effects.edges[0];
    QVERIFY(std::abs(effects.effect[k] - effects.effect[0] - z) < 1e-5);
    QVERIFY(std::abs(dependence[k] - dependence[0] - z) < 1e-5);
  }
}

// The model does not look at x0, whatever goes along with it.
void TestAccumulatedEffects::whatAnotherFeatureDoesIsNotTaken() {
  const Formula other(2, [](const float* x) { return std::exp(static_cast<double>(x[1])); });
  for (const double effect : effectsOf(other, twins(200), 0).effect)
    QCOMPARE(effect, 0.0);
}

// Independent stumps as boosting makes them, which jump between the points of a grid and within bins.
void TestAccumulatedEffects::aSumOfStepsDoesNotPart() {
  const Formula stumps(3, [](const float* x) {
    return (x[0] < 0.013F ? -0.9 : 0.8) + (x[0] < -0.71F ? -0.2 : 0.3) + (x[1] < 0.4F ? 0.5 : -1.0) +
           (x[2] < 0.1F ? 1.5 : 0.25);
  });
  const FloatMatrix rows = randomRows(300, 3, 11);
  for (const std::size_t feature : {0U, 1U, 2U}) {
    const AccumulatedEffects effects = effectsOf(stumps, rows, feature, inLogits(), 49);
    QVERIFY(!partingOf(effects));
    const std::vector<double> dependence = dependenceOf(stumps, rows, effects);
    for (std::size_t k = 0; k < dependence.size(); ++k) {
      QVERIFY(std::abs(effects.dependence[k] - effects.effect[k]) < 1e-6);
      QVERIFY(std::abs(effects.dependence[k] - effects.dependence[0] - (dependence[k] - dependence[0])) <
              1e-12);
    }
  }
  // z^2 / 2 - 1/6 beside 0.
  const std::optional<double> parting = partingOf(effectsOf(product, twins(4001), 0));
  QVERIFY(parting && std::abs(*parting - 1.0 / 3) < 1e-2);
}

void TestAccumulatedEffects::scoresStepBetweenSigmoids() {
  const Formula line(1, [](const float* x) { return 3 * static_cast<double>(x[0]); });
  IceOptions options = inLogits();
  options.space = OutputSpace::Probability;
  const AccumulatedEffects effects = effectsOf(line, randomRows(200, 1, 2), 0, options);
  for (std::size_t k = 0; k < effects.edges.size(); ++k)
    QVERIFY(std::abs(effects.effect[k] - effects.effect[0] -
                     (sigmoid(3 * effects.edges[k]) - sigmoid(3 * effects.edges[0]))) < 1e-6);
}

void TestAccumulatedEffects::theMeanOverTheSamplesIsZero() {
  const AccumulatedEffects effects = effectsOf(product, randomRows(203, 2, 3), 0);
  double sum = 0;
  for (std::size_t bin = 0; bin < effects.counts.size(); ++bin)
    sum += static_cast<double>(effects.counts[bin]) * (effects.effect[bin] + effects.effect[bin + 1]) / 2;
  QVERIFY(std::abs(sum) < 1e-9);
  QCOMPARE(effectAt(effects, effects.edges[3]), effects.effect[3]);
  QCOMPARE(effectAt(effects, effects.edges.front()), effects.effect.front());
  QCOMPARE(effectAt(effects, (effects.edges[3] + effects.edges[4]) / 2),
           (effects.effect[3] + effects.effect[4]) / 2);
}

// Those without a value of the feature are in no bin, and those without one of another keep it so.
void TestAccumulatedEffects::missingValuesTakeNoPart() {
  constexpr float missing = std::numeric_limits<float>::quiet_NaN();
  const Formula filled(2, [](const float* x) {
    return static_cast<double>(x[0]) * (std::isnan(x[1]) ? 7.0 : static_cast<double>(x[1]));
  });
  FloatMatrix rows = randomRows(100, 2, 4);
  rows.col(1).setConstant(missing);
  const FloatMatrix whole = rows.topRows(60);
  for (int i = 60; i < 100; ++i)
    rows(i, 0) = missing;
  const AccumulatedEffects effects = effectsOf(filled, rows, 0);
  QCOMPARE(effects.missing, std::size_t{40});
  QCOMPARE(effects.edges, effectsOf(filled, whole, 0).edges);
  QCOMPARE(effects.effect, effectsOf(filled, whole, 0).effect);
  for (std::size_t k = 0; k < effects.edges.size(); ++k)
    QVERIFY(std::abs(effects.effect[k] - effects.effect[0] - 7 * (effects.edges[k] - effects.edges[0])) <
            1e-4);
  QVERIFY(effectEdges({std::numeric_limits<double>::quiet_NaN()}, 10).empty());
}

void TestAccumulatedEffects::binsHoldAboutAsManySamples() {
  const AccumulatedEffects effects = effectsOf(product, randomRows(103, 2, 5), 0, inLogits(), 8);
  QCOMPARE(effects.counts.size(), std::size_t{8});
  std::size_t sum = 0;
  for (const std::size_t count : effects.counts) {
    QVERIFY(count == 12 || count == 13);
    sum += count;
  }
  QCOMPARE(sum, std::size_t{103});
  const std::vector<double> values = columnOf(randomRows(103, 2, 5), 0);
  QCOMPARE(effects.edges.front(), *std::min_element(values.begin(), values.end()));
  QCOMPARE(effects.edges.back(), *std::max_element(values.begin(), values.end()));
  // Few samples make few bins rather than thin ones.
  for (const std::size_t count : effectsOf(product, randomRows(23, 2, 6), 0).counts)
    QVERIFY(count >= 5);
  QCOMPARE(effectEdges({3, 1, 2}, 40), (std::vector<double>{1, 3}));
}

void TestAccumulatedEffects::valuesThatRepeatMakeFewerBins() {
  std::vector<double> values(60, 0.0); // below the detection limit
  for (int i = 0; i < 40; ++i)
    values.push_back(1 + i);
  const std::vector<double> edges = effectEdges(values, 10);
  QCOMPARE(edges, (std::vector<double>{0, 10, 20, 30, 40}));
  FloatMatrix rows = FloatMatrix::Ones(100, 2);
  for (int i = 0; i < 100; ++i)
    rows(i, 0) = static_cast<float>(values[static_cast<std::size_t>(i)]);
  const AccumulatedEffects effects = effectsOf(product, rows, 0, inLogits(), 10);
  QCOMPARE(effects.counts, (std::vector<std::size_t>{70, 10, 10, 10}));
  QCOMPARE(effects.localMean, (std::vector<double>{10, 10, 10, 10}));
  QCOMPARE(effectEdges(std::vector<double>(9, 2.5), 10), std::vector<double>{2.5}); // nothing to step over
}

// What lies above a run of equal values, or between it and the next edge, is no bin of its own where it is
// less than five.
void TestAccumulatedEffects::repeatedValuesLeaveNoThinBins() {
  const auto countsOf = [](const std::vector<double>& values, const std::vector<double>& edges) {
    FloatMatrix rows = FloatMatrix::Ones(static_cast<Eigen::Index>(values.size()), 2);
    for (std::size_t i = 0; i < values.size(); ++i)
      rows(static_cast<Eigen::Index>(i), 0) = static_cast<float>(values[i]);
    return accumulateEffects(*predictorCurves(product, {}, 2), rows, values, 0, edges, inLogits(), Progress())
        .counts;
  };
  std::vector<double> top;
  for (int i = 0; i < 65; ++i)
    top.push_back(i / 16.0);
  top.insert(top.end(), 34, 7.0); // capped
  top.push_back(8);
  const std::vector<double> edges = effectEdges(top, 40);
  QCOMPARE(edges.size(), std::size_t{15});
  QCOMPARE(edges[13], 4.0);
  QCOMPARE(edges[14], 8.0);
  std::vector<std::size_t> counts(13, 5);
  counts.push_back(35);
  QCOMPARE(countsOf(top, edges), counts);

  std::vector<double> middle;
  for (int i = 1; i <= 54; ++i)
    middle.insert(middle.end(), i == 21 ? 47 : 1, i);
  const std::vector<double> around = effectEdges(middle, 10);
  QCOMPARE(around, (std::vector<double>{1, 10, 20, 21, 34, 44, 54}));
  QCOMPARE(countsOf(middle, around), (std::vector<std::size_t>{10, 10, 47, 13, 10, 10}));

  std::vector<double> rare(59, 0.0);
  rare.push_back(1);
  QCOMPARE(effectEdges(rare, 10), (std::vector<double>{0, 1}));
}

void TestAccumulatedEffects::oneSampleHasNoSpread() {
  FloatMatrix rows(3, 2);
  rows << 1, 1, 2, 4, 3, 1;
  const AccumulatedEffects effects = accumulateEffects(*predictorCurves(product, {}, 2), rows, {1, 2, 3}, 0,
                                                       {1, 2, 3}, inLogits(), Progress());
  QCOMPARE(effects.counts, (std::vector<std::size_t>{2, 1}));
  QVERIFY(effects.localSpread[0] > 1);
  QVERIFY(std::isnan(effects.localSpread[1]));
}

void TestAccumulatedEffects::rangesAreOfTheAskedInterval() {
  AccumulatedEffects effects;
  effects.edges = {0, 1, 2, 4};
  effects.effect = {5, 0, 3, -3};
  QCOMPARE(effectRange(effects, 0.5, 3), 3.0); // 2.5, 0, 3 and 0
  QCOMPARE(effectRange(effects, 0, 4), 8.0);
  QCOMPARE(effectRange(effects, 1.5, 1.5), 0.0);
}

// Both columns of a player are set, so that a step of the window counts twice.
void TestAccumulatedEffects::aWindowMovesAsOne() {
  const Formula windows(4, [](const float* x) { return static_cast<double>(x[0] + x[1]); });
  const FloatMatrix rows = randomRows(80, 4, 7);
  const std::vector<double> values = columnOf(rows, 0);
  const std::vector<double> edges = effectEdges(values, 6);
  const AccumulatedEffects effects =
      accumulateEffects(*predictorCurves(windows, {}, 2), rows, values, 0, edges, inLogits(), Progress());
  for (std::size_t k = 0; k < edges.size(); ++k)
    QVERIFY(std::abs(effects.effect[k] - effects.effect[0] - 2 * (edges[k] - edges[0])) < 1e-5);
}

void TestAccumulatedEffects::membersHaveTheirOwn() {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {6};
  const NetworkModel model = randomModel(shape, 2, 8);
  const FloatMatrix rows = randomRows(90, 4, 9);
  const std::vector<double> values = columnOf(rows, 2);
  const std::vector<double> edges = effectEdges(values, 10);
  const auto run = [&](const LogitCurves& curves) {
    return accumulateEffects(curves, rows, values, 2, edges, inLogits(), Progress());
  };
  const AccumulatedEffects whole = run(*model.memberCurves());
  QCOMPARE(whole.ofMembers.rows(), Eigen::Index{2});
  QCOMPARE(run(*model.curves()).ofMembers.rows(), Eigen::Index{0});
  for (std::size_t m = 0; m < 2; ++m) {
    const AccumulatedEffects alone = run(*model.member(m)->curves());
    for (std::size_t k = 0; k < edges.size(); ++k)
      QVERIFY(std::abs(whole.ofMembers(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(k)) -
                       alone.effect[k]) < 1e-5);
  }
  for (std::size_t k = 0; k < edges.size(); ++k)
    QVERIFY(std::abs(whole.ofMembers.col(static_cast<Eigen::Index>(k)).mean() - whole.effect[k]) < 1e-5);
}

void TestAccumulatedEffects::threadsDoNotMatter() {
  const FloatMatrix rows = randomRows(700, 2, 10);
  const AccumulatedEffects one = effectsOf(product, rows, 0, inLogits(1), 3); // more than move together
  const AccumulatedEffects four = effectsOf(product, rows, 0, inLogits(4), 3);
  QCOMPARE(one.counts.size(), std::size_t{3});
  QVERIFY(one.effect == four.effect);
  QVERIFY(one.localSpread == four.localSpread);
}

void TestAccumulatedEffects::classesHaveNone_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("kind");
  QTest::addColumn<bool>("has");
  QTest::newRow("measured") << "W" << static_cast<int>(FeatureKind::Quantity) << true;
  QTest::newRow("nobody knows") << "W" << static_cast<int>(FeatureKind::Unknown) << true;
  QTest::newRow("codes") << "unit" << static_cast<int>(FeatureKind::Codes) << false;
  QTest::newRow("presence of one class") << "granite" << static_cast<int>(FeatureKind::Indicator) << false;
  QTest::newRow("a class by its name") << "unit=3" << static_cast<int>(FeatureKind::Unknown) << false;
}

void TestAccumulatedEffects::classesHaveNone() {
  QFETCH(QString, name);
  QFETCH(int, kind);
  QFETCH(bool, has);
  IceResults results;
  results.samples.features = {name.toStdString()};
  QCOMPARE(hasLocalEffects(results, 0), has || kind != 0); // without descriptions names alone tell
  results.classes = {0};
  QVERIFY(!hasLocalEffects(results, 0)); // or the model
  results.classes.clear();
  results.samples.descriptions.resize(1);
  results.samples.descriptions[0].kind = static_cast<FeatureKind>(kind);
  QCOMPARE(hasLocalEffects(results, 0), has);
}

void TestAccumulatedEffects::classesOfALayerAreNamedOnce() {
  IceResults results;
  results.samples.features = {"rock=granite", "W", "rock=slate", "unit"};
  results.withoutOrder = {0, 2, 3};
  QCOMPARE(namesWithoutOrder(results), (std::vector<std::string>{"rock", "unit"}));
}

namespace {

/// What iceplots would find of samples of W, Sn and Bi.
IceResults resultsOf(const Predictor& predictor, const FloatMatrix& rows) {
  IceResults results;
  results.space = OutputSpace::Logit;
  results.hasLabels = false;
  SampleTable& samples = results.samples;
  samples.features = {"W", "Sn", "Bi"};
  samples.values = rows.cast<double>();
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    samples.labels.push_back(0);
    samples.ids.push_back(i + 1);
  }
  samples.points.assign(samples.ids.size(), {0, 0});
  samples.origins.assign(samples.ids.size(), SampleTable::observedOrigin);
  const std::unique_ptr<LogitCurves> curves = predictorCurves(predictor, {}, 3);
  for (const std::size_t feature : {0U, 1U, 2U}) {
    const Vector column = samples.values.col(static_cast<Eigen::Index>(feature));
    results.curves.push_back(varyFeature(*curves, rows, samples.labels, feature,
                                         featureGrid(column, inLogits()), inLogits(), Progress()));
    results.effects.push_back(effectsOf(predictor, rows, feature));
  }
  return results;
}

QString pageOf(const IceResults& results) {
  return QString::fromStdString(iceReport(results).page(""));
}

} // namespace

void TestAccumulatedEffects::reportsSayWhereTheyPart() {
  const Formula sum(3, [](const float* x) {
    return (x[0] < 0.013F ? -0.9 : 0.8) + (x[1] < 0.4F ? 0.5 : -1.0) + static_cast<double>(x[2]);
  });
  IceResults results = resultsOf(sum, randomRows(300, 3, 12));
  const QString rounding = "They do not part from the PDP, beyond rounding, for any feature.";
  const QString bends = "because the sigmoid bends";
  const QString page = pageOf(results);
  QVERIFY(page.contains(rounding) && !page.contains("farthest from the PDP"));
  QVERIFY(!page.contains(bends));
  results.space = OutputSpace::Probability;
  QVERIFY(pageOf(results).contains(bends));

  FloatMatrix rows = randomRows(300, 3, 13);
  rows.col(1) = rows.col(0);
  const QString parting =
      pageOf(resultsOf(Formula(3,
                               [](const float* x) {
                                 return static_cast<double>(x[0] * x[1]) + 0.01 * static_cast<double>(x[2]);
                               }),
                       rows));
  QVERIFY(parting.contains("They lie farthest from the PDP for ") && !parting.contains(rounding));

  results.effects.erase(results.effects.begin() + 1, results.effects.end());
  results.withoutBins = {1, 2};
  const QString few = pageOf(results);
  QVERIFY(few.contains("there are fewer than two bins of five samples"));
  QCOMPARE(few.count("<td>too few bins</td>"), 2);
}

// W and Sn go together and interact, so that both have a flat PDP; the PDP of Bi is not, if small. More
// features than the report shows unfolded are not needed to see whose effects come first.
void TestAccumulatedEffects::whatPartialDependenceHidesComesFirst() {
  FloatMatrix rows(401, 3);
  rows.leftCols(2) = twins(401);
  for (int i = 0; i < 401; ++i)
    rows(i, 2) = static_cast<float>((i * 163) % 401) / 400.0F;
  const Formula formula(3, [](const float* x) {
    return static_cast<double>(x[0]) * static_cast<double>(x[1]) + 0.1 * static_cast<double>(x[2]);
  });
  const QString page = pageOf(resultsOf(formula, rows));
  QVERIFY(page.contains("Bi moves the mean log-odds most"));
  const auto chart = [&](const char* name) {
    return page.indexOf(QStringLiteral("Accumulated local effects: ") + QLatin1String(name));
  };
  QVERIFY(chart("W") > 0 && chart("Bi") > 0);
  QVERIFY(chart("W") < chart("Bi") && chart("Sn") < chart("Bi"));
}

QTEST_APPLESS_MAIN(TestAccumulatedEffects)
#include "test_accumulated_effects.moc"

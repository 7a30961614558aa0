#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/explain/comparison.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// Paired tests against exact counts, and the comparison of models whose difference is known.
class TestComparison : public QObject {
  Q_OBJECT

 private slots:
  void signFlipsAreCounted();
  void intervalsMatchTheirTests();
  void pairsWithGapsAreLeftOut();
  void verdictsFollowTheNumbers();
  void aModelEqualsItself();
  void steeperMeansWiderApart();
  void foldsAreComparedOnlyWhenTheyAreTheSame();
  void setsOfAFoldAreOnePair();
  void differentFeaturesAreNamed();
};

namespace {

/// The logit of a plain network is scaled by its last layer: the same shape of effects, more decided.
NetworkModel scaledModel(NetworkModel model, float factor) {
  for (ModelMember& member : model.members) {
    for (float& weight : member.network.layers.back().weight)
      weight *= factor;
    member.network.layers.back().bias[0] *= factor;
  }
  return model;
}

NetworkModel baseModel() {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {6};
  NetworkModel model = randomModel(shape, 1, 21);
  model.background = randomRows(20, 4, 22);
  return model;
}

Comparison compare(const NetworkModel& a, const NetworkModel& b) {
  const FloatMatrix rows = randomRows(60, 4, 23);
  std::vector<float> logits(60);
  a.predictor()->logits(rows.data(), 60, logits.data());
  std::vector<int> labels;
  for (const float logit : logits)
    labels.push_back(logit > 0 ? 1 : 0);
  labels[0] = 1;
  labels[1] = 0;
  const ComparedModel first{&a, rows, matchFeatures(a, a)};
  const ComparedModel second{&b, rows, matchFeatures(a, b)};
  return compareModels(first, second, rows.cast<double>(), labels, 1, Progress());
}

const ComparedMeasure& measure(const Comparison& comparison, const std::string& name) {
  for (const ComparedMeasure& candidate : comparison.measures)
    if (candidate.name == name)
      return candidate;
  qFatal("no measure %s", name.c_str());
}

} // namespace

void TestComparison::signFlipsAreCounted() {
  // Differences 1, 2, 3, 4 (sum 10): of 16 sign patterns only all + and all - reach 10.
  const ComparedPairs test = comparePairs({0, 0, 0, 0}, {1, 2, 3, 4}, 1);
  QCOMPARE(test.p, 2.0 / 16);
  QCOMPARE(test.difference, 2.5);
  QCOMPARE(test.pairs, std::size_t{4});
  QVERIFY(std::isnan(test.low) && std::isnan(test.high)); // four pairs can reject no mean at 5 %
  QCOMPARE(comparePairs({1, 2}, {1, 2}, 1).p, 1.0);
}

// The ends of the interval are where the test itself turns, by taking them from every difference.
void TestComparison::intervalsMatchTheirTests() {
  Random random(5);
  for (const std::size_t pairs : {7U, 12U, 40U}) {
    std::vector<double> differences(pairs);
    for (double& value : differences)
      value = 0.4 + random.normal();
    const std::vector<double> zeros(pairs, 0.0);
    const ComparedPairs test = comparePairs(zeros, differences, 1);
    QVERIFY(test.low < test.difference && test.difference < test.high);
    QCOMPARE(test.low > 0 || test.high < 0, test.p < 0.05);
    const double step = 1e-6;
    for (const double end : {test.low, test.high}) {
      const double inwards = end == test.low ? step : -step;
      const auto p = [&](double taken) {
        return comparePairs(std::vector<double>(pairs, taken), differences, 1).p;
      };
      QVERIFY(p(end + inwards) >= 0.05);
      QVERIFY(p(end - inwards) < 0.05);
    }
  }
}

void TestComparison::pairsWithGapsAreLeftOut() {
  const ComparedPairs test = comparePairs({1, NAN, 3}, {2, 5, 4}, 1);
  QCOMPARE(test.pairs, std::size_t{2});
  QCOMPARE(test.difference, 1.0);
  QVERIFY(std::isnan(comparePairs({}, {}, 1).difference));
}

void TestComparison::verdictsFollowTheNumbers() {
  const std::vector<double> zeros(12, 0.0);
  const std::vector<double> ones{1, 1.1, 0.9, 1, 1.2, 0.8, 1, 1, 1.1, 0.9, 1, 1};
  QVERIFY(verdictOf(comparePairs(zeros, ones, 1), 1) == Verdict::Holds);
  QVERIFY(verdictOf(comparePairs(zeros, ones, 1), -1) == Verdict::Opposite);
  QVERIFY(verdictOf(comparePairs(ones, ones, 1), 1) == Verdict::Unclear);
  ComparedMeasure asked{1, "test accuracy", "folds", 1, comparePairs(ones, zeros, 1)};
  QVERIFY(sentenceOf(asked).find("the opposite is seen: test accuracy is lower in model B") !=
          std::string::npos);
}

void TestComparison::aModelEqualsItself() {
  const NetworkModel model = baseModel();
  const Comparison comparison = compare(model, model);
  for (const ComparedMeasure& own : comparison.measures) {
    QCOMPARE(own.test.difference, 0.0);
    QVERIFY(verdictOf(own.test, own.expectedSign) == Verdict::Unclear);
  }
}

void TestComparison::steeperMeansWiderApart() {
  const NetworkModel model = baseModel();
  const Comparison comparison = compare(model, scaledModel(model, 3));
  QVERIFY(measure(comparison, "gap between the classes' PDPs").test.difference > 0);
  QVERIFY(measure(comparison, "width of the decision boundary").test.difference < 0);
  QVERIFY(
      std::abs(measure(comparison, "share of samples that agree on the sign of the effect").test.difference) <
      1e-9);
  for (std::size_t k = 0; k < comparison.a.dispersion.size(); ++k)
    QVERIFY(std::abs(comparison.b.dispersion[k] - 3 * comparison.a.dispersion[k]) < 1e-4);
}

void TestComparison::foldsAreComparedOnlyWhenTheyAreTheSame() {
  NetworkModel a = baseModel();
  a.record.split.emplace();
  a.record.metrics.emplace();
  for (int fold = 0; fold < 4; ++fold) {
    FoldRecord divided;
    divided.fold = fold;
    divided.test = 9;
    a.record.split->folds.push_back(divided);
    TestedPart tested;
    tested.fold = fold;
    tested.model.accuracy = 0.7;
    tested.model.recall = 0.5;
    tested.model.f1 = 0.6;
    tested.model.auc = NAN;
    tested.overfitting = 0.1;
    a.record.metrics->parts.push_back(tested);
  }
  NetworkModel b = a;
  for (TestedPart& part : b.record.metrics->parts) {
    part.model.accuracy = 0.9;
    part.model.recall = 0.75;
    part.model.f1 = 0.5;
    part.overfitting = 0.05;
  }
  const Comparison comparison = compare(a, b);
  QCOMPARE(measure(comparison, "test accuracy").test.difference, 0.9 - 0.7);
  QCOMPARE(measure(comparison, "test recall").test.difference, 0.25);
  QCOMPARE(measure(comparison, "test F1").test.difference, 0.5 - 0.6);
  QCOMPARE(measure(comparison, "test AUC").test.pairs, std::size_t{0});
  QCOMPARE(measure(comparison, "overfitting").test.difference, 0.05 - 0.1);
  const auto comparesFolds = [&a](const NetworkModel& other) {
    const Comparison compared = compare(a, other);
    return std::any_of(compared.measures.begin(), compared.measures.end(),
                       [](const ComparedMeasure& own) { return own.pairedBy == "folds"; });
  };
  QVERIFY(comparesFolds(b));
  NetworkModel other = b;
  other.record.split->folds[0].test = 8;
  QVERIFY(!comparesFolds(other));
  other = b;
  other.record.split->folds.pop_back();
  QVERIFY(!comparesFolds(other));
  other = b;
  other.record.seed = 7;
  QVERIFY(!comparesFolds(other));
  other = b;
  other.record.split.reset();
  QVERIFY(!comparesFolds(other));
  other = b;
  other.record.metrics->parts.pop_back();
  QVERIFY(!comparesFolds(other));
  other = b;
  other.record.metrics.reset();
  QVERIFY(!comparesFolds(other));
}

// Three sets of two folds are two pairs, not six.
void TestComparison::setsOfAFoldAreOnePair() {
  NetworkModel a = baseModel();
  a.record.split = SplitRecord{"stratified k-fold", {}};
  a.record.metrics = MetricsRecord();
  for (int set = 1; set <= 3; ++set)
    for (int fold = 0; fold < 2; ++fold) {
      FoldRecord division;
      division.fold = fold;
      division.set = set;
      division.test = 10;
      a.record.split->folds.push_back(division);
      TestedPart part;
      part.fold = fold;
      part.set = set;
      part.model.accuracy = 0.5;
      part.model.auc = set == 2 ? NAN : 0.5;
      a.record.metrics->parts.push_back(part);
    }
  NetworkModel b = a;
  for (TestedPart& part : b.record.metrics->parts) {
    part.model.accuracy += part.fold == 0 ? 0.125 * part.set : 0;
    part.model.auc += part.set == 3 ? 0.25 : 0;
  }
  const Comparison comparison = compare(a, b);
  const ComparedPairs& accuracy = measure(comparison, "test accuracy").test;
  QCOMPARE(accuracy.pairs, std::size_t{2});
  QCOMPARE(accuracy.difference, 0.125); // the means of the folds differ by 0.25 and by 0
  const ComparedPairs& auc = measure(comparison, "test AUC").test;
  QCOMPARE(auc.pairs, std::size_t{2});
  QCOMPARE(auc.difference, 0.125); // the second set tells nothing
}

void TestComparison::differentFeaturesAreNamed() {
  const NetworkModel a = baseModel();
  NetworkModel b = a;
  b.features[1] = "Be";
  try {
    matchFeatures(a, b);
    QFAIL("different features went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QStringLiteral("Model B: the models see different features (only model A has 'feature 1'; only "
                            "model B has 'Be'); compare models that were trained on the same ones."));
  }
}

QTEST_APPLESS_MAIN(TestComparison)
#include "test_comparison.moc"

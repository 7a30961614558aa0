#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/model/model.h"
#include "engine/reference/logistic_regression.h"
#include "engine/train/baselines.h"
#include "engine/train/best_layer.h"
#include "engine/train/logistic_learner.h"
#include "tests/engine/train/coded_table.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace prospectivity;

class TestBaselines : public QObject {
  Q_OBJECT

 private slots:
  void logisticRegressionMeetsItsOptimum();
  void logisticRegressionIsDefinedOnSeparableData();
  void logisticRegressionIsCancelledBetweenSteps();
  void bestLayerIsChosenOrientedAndCut();
  void aConstantLayerIsNeverBest();
  void missingLayersRankInTheMiddle();
  void codesRankByTheirLogOdds();
  void codesDoNotRankByTheirOwnLabels();
};

// At the optimum the derivative of the penalised loss is zero in every direction.
void TestBaselines::logisticRegressionMeetsItsOptimum() {
  Random random(3);
  const int count = 80;
  Matrix rows(count, 3);
  std::vector<int> labels;
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < 3; ++j)
      rows(i, j) = random.normal();
    labels.push_back(random.uniform() < sigmoid(1.5 * rows(i, 0) - rows(i, 2) - 1) ? 1 : 0);
  }
  const double ridge = 0.7;
  const LogisticRegression model = LogisticRegression::fit(rows, labels, ridge);
  const std::vector<double> probability = model.probabilities(rows);
  const double positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  double onIntercept = 0;
  Vector onWeights = ridge * model.weights;
  for (int i = 0; i < count; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double weight = count / (2 * (labels[k] == 1 ? positives : count - positives));
    onIntercept += weight * (probability[k] - labels[k]);
    onWeights += weight * (probability[k] - labels[k]) * rows.row(i).transpose();
  }
  QVERIFY(std::abs(onIntercept) < 1e-8);
  QVERIFY(onWeights.cwiseAbs().maxCoeff() < 1e-8);
}

void TestBaselines::logisticRegressionIsDefinedOnSeparableData() {
  Matrix rows(4, 1);
  rows << -2, -1, 1, 2;
  const LogisticRegression model = LogisticRegression::fit(rows, {0, 0, 1, 1});
  QVERIFY(std::isfinite(model.weights[0]) && model.weights[0] > 0);
  QVERIFY(std::abs(model.intercept) < 1e-9);
}

// Each step may take long with thousands of columns.
void TestBaselines::logisticRegressionIsCancelledBetweenSteps() {
  const SampleTable table = noiseTable(40, 3, 5, 0.5);
  std::vector<std::size_t> all(40);
  std::iota(all.begin(), all.end(), std::size_t{0});
  int asked = 0;
  Progress progress;
  progress.isCancelled = [&] { return ++asked == 3; };
  QVERIFY_EXCEPTION_THROWN(LogisticLearner().fit(table, all, 1, progress), Cancelled);
  QCOMPARE(asked, 3);
}

void TestBaselines::bestLayerIsChosenOrientedAndCut() {
  Matrix values(6, 2);
  values << 1, 10, 5, 20, 2, 30, 4, 70, 3, 80, 6, 90;
  const std::vector<int> labels{1, 1, 1, 0, 0, 0}; // low values of the second layer are favourable
  const BestLayer layer = BestLayer::fit(values, labels);
  QCOMPARE(layer.feature, std::size_t{1});
  QVERIFY(!layer.highIsFavourable);
  QCOMPARE(layer.threshold, -50.0);
  QCOMPARE(layer.scores(values), (std::vector<double>{40, 30, 20, -20, -30, -40}));
}

void TestBaselines::aConstantLayerIsNeverBest() {
  Matrix values(4, 2);
  values << 7, 1, 7, 2, 7, 2, 7, 3;
  QCOMPARE(BestLayer::fit(values, {0, 0, 1, 1}).feature, std::size_t{1});
}

// Two layers that rank without error where they are known; the first is known at two samples only.
void TestBaselines::missingLayersRankInTheMiddle() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  Matrix values(6, 2);
  values << 1, 8, none, 9, none, none, none, 2, none, 1, 0, none;
  const std::vector<int> labels{1, 1, 1, 0, 0, 0};
  const BestLayer layer = BestLayer::fit(values, labels);
  QCOMPARE(layer.feature, std::size_t{1});
  QVERIFY(layer.highIsFavourable);
  QCOMPARE(layer.threshold, 5.0);
  const std::vector<double> scores = layer.scores(values);
  QCOMPARE(scores[0], 3.0);
  QCOMPARE(scores[3], -3.0);
  for (const std::size_t lacking : {2U, 5U}) { // at the cut, and no deposit
    QVERIFY(scores[lacking] < 0);
    QVERIFY(scores[lacking] > -1e-300);
  }
  // Both deposits that have it are above all three, the third above two and level with one.
  QCOMPARE(rocAuc(labels, scores), (3 + 3 + 2.5) / 9);
}

namespace {

ClassEncodingOptions lastFeature(const SampleTable& table) {
  ClassEncodingOptions options;
  options.features = table.features.size();
  options.layers = {options.features - 1};
  return options;
}

BaselineResults withoutOthers(const SampleTable& table, const ClassEncodingOptions& classes) {
  const TrainingFold fold = plainFolds(table, 4).front();
  return baselineResults(table, fold.training, fold.test, {}, 3, Progress(), classes);
}

} // namespace

// Nearly all deposits have every second code: by their size the codes tell little.
void TestBaselines::codesRankByTheirLogOdds() {
  SampleTable table = codedNoise(160, 2, 6, 4);
  for (std::size_t i = 0; i < table.size(); ++i)
    table.values(static_cast<Eigen::Index>(i), 2) =
        static_cast<double>(10 + 2 * (i / 2 % 3)) + (i % 18 == 1 ? 0 : table.labels[i]);
  const BaselineResults encoded = withoutOthers(table, lastFeature(table));
  QCOMPARE(encoded.bestLayerName, std::string("geology"));
  QVERIFY(encoded.each.back().metrics.auc > 0.85);
  QVERIFY(encoded.each.back().trainingAccuracy > 0.85);
  QVERIFY(withoutOthers(table, {}).each.back().metrics.auc < 0.75);

  // A missing code ranks in the middle, and is called no deposit.
  const std::vector<std::size_t> test = plainFolds(table, 4).front().test;
  table.values(static_cast<Eigen::Index>(test.front()), 2) = std::numeric_limits<double>::quiet_NaN();
  const double score = withoutOthers(table, lastFeature(table)).each.back().scores.front();
  QVERIFY(score < 0 && score > -1e-300);
}

// Classes of two samples or so, drawn by chance: by the labels of its own samples the layer would be the
// best.
void TestBaselines::codesDoNotRankByTheirOwnLabels() {
  const SampleTable table = codedNoise(160, 1, 80, 5, 1);
  ClassEncodingOptions classes = lastFeature(table);
  classes.fewestSamples = 1;
  classes.shrinkage = 1;
  QCOMPARE(withoutOthers(table, classes).bestLayerName, std::string("layer 0"));
}

QTEST_GUILESS_MAIN(TestBaselines)
#include "test_baselines.moc"

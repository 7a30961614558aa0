#include "engine/network/backend.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/reference/brute_force_shapley.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// Weights of evidence against tables worked by hand and against brute force.
class TestWeightsOfEvidence : public QObject {
  Q_OBJECT

 private slots:
  void weightsOfATableWorkedByHand();
  void aBinaryLayerHasOneContrast();
  void classesHoldEqualNumbers();
  void equalValuesStayTogether();
  void aMissingLayerSaysNothing();
  void codesAreClasses();
  void bandsOfClassesWeighOnce();
  void logitsAreSumsOfWeights();
  void aConstantLayerSaysNothing();
  void dependentLayersAreFound();
  void shapleyValuesEqualBruteForce_data();
  void shapleyValuesEqualBruteForce();
  void theFileKeepsEveryBit();
};

namespace {

bool near(double a, double b, double tolerance = 1e-9) {
  return std::abs(a - b) < tolerance;
}

FloatMatrix column(const std::vector<float>& values) {
  return Eigen::Map<const FloatMatrix>(values.data(), static_cast<Eigen::Index>(values.size()), 1);
}

/// A table of so many samples whose layers are independent given the label, the first of them codes.
struct Drawn {
  FloatMatrix rows;
  std::vector<int> labels;
};

Drawn drawn(int count, int layers, std::uint64_t seed) {
  Random random(seed);
  Drawn table;
  table.rows.resize(count, layers);
  for (int i = 0; i < count; ++i) {
    const int label = i % 2;
    table.labels.push_back(label);
    table.rows(i, 0) = static_cast<float>(random.below(3) + (random.uniform() < 0.4 * label ? 1U : 0U));
    for (int j = 1; j < layers; ++j)
      table.rows(i, j) = static_cast<float>(random.normal() + 0.6 * label);
  }
  return table;
}

std::vector<bool> firstIsCoded(int layers) {
  std::vector<bool> coded(static_cast<std::size_t>(layers), false);
  coded.front() = true;
  return coded;
}

WeightsOfEvidenceModel modelOf(int layers, int members, std::uint64_t seed) {
  WeightsOfEvidenceModel model;
  for (int j = 0; j < layers; ++j)
    model.features.push_back(j < 2 ? "unit=" + std::to_string(j) : "layer " + std::to_string(j));
  for (int m = 0; m < members; ++m) {
    const Drawn table = drawn(60, layers, seed + static_cast<std::uint64_t>(m));
    model.members.push_back(EvidenceWeights::fit(table.rows, table.labels, firstIsCoded(layers), 4 + m));
  }
  model.background = drawn(9, layers, seed + 100).rows;
  return model;
}

} // namespace

// 20 deposits and 30 non-deposits, of which 12 and 5 lie in the class:
//   W+ = ln (12.5 / 21) / (5.5 / 31), W- = ln (8.5 / 21) / (25.5 / 31),
//   s2(C) = 1 / 12.5 + 1 / 5.5 + 1 / 8.5 + 1 / 25.5.
void TestWeightsOfEvidence::weightsOfATableWorkedByHand() {
  const ClassWeights weights = weightsOf({12, 5}, {20, 30});
  QVERIFY(near(weights.inside, 1.2104452, 1e-6));
  QVERIFY(near(weights.outside, -0.7091474, 1e-6));
  QVERIFY(near(weights.contrast(), std::log(12.5 * 25.5 / (5.5 * 8.5)), 1e-12));
  QVERIFY(near(weights.insideVariance, 1 / 12.5 + 1 / 5.5, 1e-15));
  QVERIFY(near(weights.outsideVariance, 1 / 8.5 + 1 / 25.5, 1e-15));
  QVERIFY(
      near(weights.studentized(), weights.contrast() / std::sqrt(1 / 12.5 + 1 / 5.5 + 1 / 8.5 + 1 / 25.5)));
  // A class without deposits stays finite.
  QVERIFY(near(weightsOf({0, 4}, {20, 30}).inside, std::log((0.5 / 21) / (4.5 / 31)), 1e-12));
}

// What weighs for presence weighs against absence: W- of one class is W+ of the other.
void TestWeightsOfEvidence::aBinaryLayerHasOneContrast() {
  const ClassWeights presence = weightsOf({12, 5}, {20, 30});
  const ClassWeights absence = weightsOf({8, 25}, {20, 30});
  QVERIFY(near(presence.outside, absence.inside, 1e-12));
  QVERIFY(near(presence.contrast(), -absence.contrast(), 1e-12));
}

void TestWeightsOfEvidence::classesHoldEqualNumbers() {
  std::vector<float> values;
  std::vector<int> labels;
  for (int i = 0; i < 20; ++i) {
    values.push_back(static_cast<float>((7 * i) % 20)); // 0 to 19 in some order
    labels.push_back(values.back() >= 10 ? 1 : 0);
  }
  const EvidenceWeights fitted = EvidenceWeights::fit(column(values), labels, {false}, 4);
  const LayerWeights& layer = fitted.layers.front();
  QCOMPARE(layer.bounds, (std::vector<float>{4.5F, 9.5F, 14.5F}));
  for (std::size_t k = 0; k < 4; ++k) {
    QCOMPARE(layer.classes[k].deposits, std::size_t(k < 2 ? 0 : 5));
    QCOMPARE(layer.classes[k].others, std::size_t(k < 2 ? 5 : 0));
  }
  QCOMPARE(layer.classOf(-100), std::size_t{0});
  QCOMPARE(layer.classOf(4.5F), std::size_t{1}); // a bound belongs to the class above
  QCOMPARE(layer.classOf(100), std::size_t{3});
  QVERIFY(near(layer.weightOf(7), std::log((0.5 / 11) / (5.5 / 11)), 1e-12));
}

void TestWeightsOfEvidence::equalValuesStayTogether() {
  // Twelve zeros, then 1 to 8: cuts into five fall at 4, 8, 12 and 16 of 20; those among the zeros move
  // to 12.
  std::vector<float> values(12, 0);
  for (int i = 1; i <= 8; ++i)
    values.push_back(static_cast<float>(i));
  std::vector<int> labels(20, 0);
  labels[0] = labels[19] = 1;
  const EvidenceWeights fitted = EvidenceWeights::fit(column(values), labels, {false}, 5);
  QCOMPARE(fitted.layers.front().bounds, (std::vector<float>{0.5F, 4.5F}));
  // As many values as classes, or fewer: each is a class.
  const EvidenceWeights binary =
      EvidenceWeights::fit(column({0, 0, 0, 0, 0, 1}), {0, 0, 0, 0, 1, 1}, {false}, 5);
  QCOMPARE(binary.layers.front().bounds, (std::vector<float>{0.5F}));
}

// Counts, cuts and weights are of the samples that have the layer; where it is missing it weighs nothing.
void TestWeightsOfEvidence::aMissingLayerSaysNothing() {
  const float none = std::numeric_limits<float>::quiet_NaN();
  const EvidenceWeights fitted =
      EvidenceWeights::fit(column({1, none, 1, 2, none, 2, none}), {1, 1, 1, 0, 0, 1, 0}, {false}, 2);
  const EvidenceWeights without = EvidenceWeights::fit(column({1, 1, 2, 2}), {1, 1, 0, 1}, {false}, 2);
  const LayerWeights& layer = fitted.layers.front();
  QCOMPARE(layer.bounds, without.layers.front().bounds);
  QCOMPARE(layer.weights, without.layers.front().weights);
  QCOMPARE(layer.classOf(none), LayerWeights::noClass);
  QCOMPARE(layer.weightOf(none), 0.0);
  const EvidenceWeights codes =
      EvidenceWeights::fit(column({7, none, 3, 7, none, 3}), {1, 1, 0, 1, 0, 0}, {true}, 2);
  QCOMPARE(codes.layers.front().bounds, (std::vector<float>{3, 7}));
  QCOMPARE(codes.layers.front().classes[1].deposits, std::size_t{2});
  QCOMPARE(codes.layers.front().weightOf(none), 0.0);
}

void TestWeightsOfEvidence::codesAreClasses() {
  const EvidenceWeights fitted =
      EvidenceWeights::fit(column({7, 3, 3, 7, 12, 12}), {1, 0, 0, 1, 1, 0}, {true}, 2);
  const LayerWeights& layer = fitted.layers.front();
  QCOMPARE(layer.bounds, (std::vector<float>{3, 7, 12}));
  QVERIFY(near(layer.weightOf(7), std::log((2.5 / 4) / (0.5 / 4)), 1e-12));
  QVERIFY(near(layer.weightOf(12), 0, 1e-12));
  for (const float unseen : {1.0F, 5.0F, 11.5F, 13.0F})
    QCOMPARE(layer.weightOf(unseen), 0.0);
}

// A layer of four classes says the same as codes and as a band of 0 and 1 for each class. Were absence from
// the three others to weigh as well, it would be counted four times.
void TestWeightsOfEvidence::bandsOfClassesWeighOnce() {
  const Drawn table = drawn(200, 1, 21);
  FloatMatrix bands(200, 4);
  for (Eigen::Index i = 0; i < 200; ++i)
    for (Eigen::Index code = 0; code < 4; ++code)
      bands(i, code) = table.rows(i, 0) == static_cast<float>(code) ? 1.0F : 0.0F;
  const EvidenceWeights codes = EvidenceWeights::fit(table.rows, table.labels, {true}, 5);
  const EvidenceWeights classes =
      EvidenceWeights::fit(bands, table.labels, std::vector<bool>(4, false), 5, std::vector<bool>(4, true));
  for (Eigen::Index i = 0; i < 200; ++i)
    QVERIFY(near(classes.logit(bands.row(i).data()), codes.logit(table.rows.row(i).data())));
  const IndependenceTest expected = testIndependence(codes, table.rows, table.labels);
  const IndependenceTest found = testIndependence(classes, bands, table.labels);
  QVERIFY(near(found.expected, expected.expected));
  QVERIFY(near(found.standardDeviation, expected.standardDeviation));
}

void TestWeightsOfEvidence::logitsAreSumsOfWeights() {
  const WeightsOfEvidenceModel model = modelOf(5, 3, 1);
  const FloatMatrix rows = drawn(40, 5, 7).rows;
  std::vector<float> logits(40);
  model.predictor()->logits(rows.data(), 40, logits.data());
  for (int i = 0; i < 40; ++i) {
    double sum = 0;
    for (const EvidenceWeights& member : model.members)
      for (int j = 0; j < 5; ++j)
        sum += member.layers[static_cast<std::size_t>(j)].weightOf(rows(i, j)) / 3;
    QVERIFY(near(static_cast<double>(logits[static_cast<std::size_t>(i)]), sum, 1e-5));
  }
}

void TestWeightsOfEvidence::aConstantLayerSaysNothing() {
  for (const bool coded : {false, true}) {
    const EvidenceWeights fitted = EvidenceWeights::fit(column({4, 4, 4}), {0, 1, 1}, {coded}, 5);
    QCOMPARE(fitted.layers.front().weightOf(4), 0.0);
    QCOMPARE(fitted.layers.front().classes.size(), std::size_t{1});
  }
}

// The same layer four times counts its evidence four times: more deposits are expected than there are.
void TestWeightsOfEvidence::dependentLayersAreFound() {
  const Drawn table = drawn(200, 4, 11);
  const EvidenceWeights apart = EvidenceWeights::fit(table.rows, table.labels, firstIsCoded(4), 3);
  const IndependenceTest independent = testIndependence(apart, table.rows, table.labels);
  QCOMPARE(independent.deposits, std::size_t{100});
  QVERIFY(near(independent.z, (independent.expected - 100) / independent.standardDeviation));
  QVERIFY2(independent.p > 0.05, qPrintable(QString::number(independent.p)));

  // One layer alone: the probabilities of its classes add up to the deposits, but for the halves.
  const FloatMatrix one = table.rows.col(1);
  const EvidenceWeights alone = EvidenceWeights::fit(one, table.labels, {false}, 4);
  QVERIFY(std::abs(testIndependence(alone, one, table.labels).expected - 100) < 0.5);

  // Few deposits with a strong layer, which is given eight times.
  std::vector<float> values;
  std::vector<int> labels;
  for (int i = 0; i < 400; ++i) {
    labels.push_back(i < 40 ? 1 : 0);
    values.push_back(i < 30 || (i >= 40 && i < 130) ? 1.0F : 0.0F); // 30 of 40, and 90 of 360
  }
  const FloatMatrix many = column(values).replicate(1, 8);
  const EvidenceWeights copies = EvidenceWeights::fit(many, labels, std::vector<bool>(8, false), 2);
  const IndependenceTest dependent = testIndependence(copies, many, labels);
  // By hand: one class, of odds (40 / 360) (30.5 / 41 / (90.5 / 361))^8, holds 120 samples.
  const double odds = 40.0 / 360 * std::pow(30.5 / 41 / (90.5 / 361), 8);
  const double other = 40.0 / 360 * std::pow(10.5 / 41 / (270.5 / 361), 8);
  QVERIFY(near(dependent.expected, 120 * odds / (1 + odds) + 280 * other / (1 + other), 1e-6));
  QVERIFY(dependent.expected > 110);
  QVERIFY2(dependent.p < 0.05, qPrintable(QString::number(dependent.p)));
}

void TestWeightsOfEvidence::shapleyValuesEqualBruteForce_data() {
  spacesAndGroups();
}

void TestWeightsOfEvidence::shapleyValuesEqualBruteForce() {
  QFETCH(int, space);
  QFETCH(bool, groups);
  const WeightsOfEvidenceModel model = modelOf(7, 2, 3);
  const FloatMatrix samples = drawn(6, 7, 4).rows;
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.groupClasses = groups;
  const ShapleyValues found = explainModel(model, samples, model.background, options, Progress());
  const ShapleyValues expected = shapleyByBruteForce(model, samples, options);
  QVERIFY((found.values - expected.values).cwiseAbs().maxCoeff() < 5e-6);
  for (const double residual : found.residual)
    QVERIFY(std::abs(residual) < 5e-6);
}

void TestWeightsOfEvidence::theFileKeepsEveryBit() {
  const QTemporaryDir folder;
  const std::string path = folder.filePath("weights.pt").toStdString();
  WeightsOfEvidenceModel model = modelOf(4, 2, 9);
  model.members[0].layers[3].isOneOfClasses = true;
  model.members[0].layers[3].weigh();
  model.record.seed = 5;
  modelBackend().save(model, path);
  const std::unique_ptr<Model> back = modelBackend().load(path);
  QCOMPARE(std::string(back->kind().id), std::string("weights_of_evidence"));
  QCOMPARE(back->features, model.features);
  QCOMPARE(*back->record.seed, std::uint64_t{5});
  const auto& loaded = dynamic_cast<const WeightsOfEvidenceModel&>(*back);
  QCOMPARE(loaded.members.size(), std::size_t{2});
  for (std::size_t m = 0; m < 2; ++m)
    for (std::size_t j = 0; j < 4; ++j) {
      const LayerWeights& before = model.members[m].layers[j];
      const LayerWeights& after = loaded.members[m].layers[j];
      QCOMPARE(after.isCoded, before.isCoded);
      QCOMPARE(after.isOneOfClasses, before.isOneOfClasses);
      QVERIFY(after.bounds == before.bounds);
      QVERIFY(after.weights == before.weights);
    }
}

QTEST_GUILESS_MAIN(TestWeightsOfEvidence)
#include "test_weights_of_evidence.moc"

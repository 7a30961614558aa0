#include "engine/core/statistics.h"
#include "engine/explain/comparison.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace prospectivity;

/// The figures of a comparison for models that are a formula: sigmoid(w0 x0 + w1 x1 + c).
class TestComparisonFigures : public QObject {
  Q_OBJECT

 private slots:
  void figuresAreThoseOfTheFormula();
  void measuresAreMeansOverFeatures();
};

namespace {

constexpr int samples = 41;
constexpr int gridPoints = 25;

struct Line {
  double w0 = 0;
  double w1 = 0;
  double c = 0;

  double weight(std::size_t feature) const { return feature == 0 ? w0 : w1; }
  double probability(const std::array<double, 2>& x) const { return sigmoid(w0 * x[0] + w1 * x[1] + c); }
};

const Line flat{1.25, -0.75, -1.1};
const Line steep{3 * flat.w0, 3 * flat.w1, 3 * flat.c};

/// One filter of one tap that passes the features on, which are positive, and a last layer that is the line.
NetworkModel modelOf(const Line& line) {
  NetworkShape shape;
  shape.features = 2;
  shape.kernel = 1;
  shape.filters = {1};
  NetworkModel model = randomModel(shape, 1, 1);
  ModelMember& member = model.members[0];
  member.order = {0, 1};
  member.scaling.center = {0, 0};
  member.scaling.scale = {1, 1};
  member.network.layers[0].weight = {1};
  member.network.layers[0].bias = {0};
  member.network.layers[1].weight = {static_cast<float>(line.w0), static_cast<float>(line.w1)};
  member.network.layers[1].bias = {static_cast<float>(line.c)};
  model.background.resize(4, 2);
  model.background << 1, 3, 2, 1, 2.5F, 1.5F, 1.5F, 2;
  return model;
}

/// Both features take 41 steps from 1 to 3, in different orders.
std::array<double, 2> sampleAt(int i) {
  return {1 + i / 20.0, 1 + (17 * i) % samples / 20.0};
}

int labelAt(int i) {
  return flat.probability(sampleAt(i)) > 0.5 ? 1 : 0;
}

/// Quantiles of equal steps are equal steps: from the 5 % to the 95 % quantile.
double gridAt(int k) {
  return 1 + 2 * (0.05 + 0.9 * k / (gridPoints - 1));
}

struct Figures {
  double gap = 0;
  double undecided = 0;
  double slopeSpread = 0;
};

Figures figuresOf(const Line& line, std::size_t feature) {
  Figures result;
  std::vector<double> steps;
  std::vector<double> slopes;
  for (int i = 0; i < samples; ++i)
    steps.push_back(sampleAt(i)[feature]);
  for (int k = 0; k < gridPoints; ++k) {
    double sums[2] = {0, 0};
    double counts[2] = {0, 0};
    for (int i = 0; i < samples; ++i) {
      std::array<double, 2> x = sampleAt(i);
      x[feature] = gridAt(k);
      const double p = line.probability(x);
      sums[labelAt(i)] += p;
      ++counts[labelAt(i)];
      result.undecided += p > 0.25 && p < 0.75 ? 1.0 / (samples * gridPoints) : 0;
      if (p >= 0.5)
        slopes.push_back(line.weight(feature) * p * (1 - p) * standardDeviation(steps));
    }
    result.gap += std::abs(sums[1] / counts[1] - sums[0] / counts[0]) / gridPoints;
  }
  result.slopeSpread = standardDeviation(slopes);
  return result;
}

Comparison compareLines() {
  const NetworkModel a = modelOf(flat);
  const NetworkModel b = modelOf(steep);
  FloatMatrix rows(samples, 2);
  Matrix values(samples, 2);
  std::vector<int> labels;
  for (int i = 0; i < samples; ++i) {
    for (Eigen::Index j = 0; j < 2; ++j) {
      values(i, j) = sampleAt(i)[static_cast<std::size_t>(j)];
      rows(i, j) = static_cast<float>(values(i, j));
    }
    labels.push_back(labelAt(i));
  }
  const ComparedModel first{&a, rows, matchFeatures(a, a)};
  const ComparedModel second{&b, rows, matchFeatures(a, b)};
  return compareModels(first, second, values, labels, 1, Progress());
}

bool isNear(double found, double expected) {
  return std::abs(found - expected) < 1e-5; // logits are floats
}

} // namespace

void TestComparisonFigures::figuresAreThoseOfTheFormula() {
  const Comparison comparison = compareLines();
  const double backgroundMean[] = {1.75, 1.875};
  for (const bool isB : {false, true}) {
    const ModelDecisions& found = isB ? comparison.b : comparison.a;
    const Line& line = isB ? steep : flat;
    for (std::size_t j = 0; j < 2; ++j) {
      const Figures expected = figuresOf(line, j);
      QVERIFY(isNear(found.classGap[j], expected.gap));
      QVERIFY(isNear(found.undecided[j], expected.undecided));
      QVERIFY(isNear(found.slopeSpread[j], expected.slopeSpread));
      QCOMPARE(found.agreement[j], 1.0);  // every curve rises with x0 and falls with x1
      QCOMPARE(found.separation[j], 1.0); // SHAP is weight times distance from the background's mean
      for (int i = 0; i < samples; ++i)
        QVERIFY(isNear(found.shapley.values(i, static_cast<Eigen::Index>(j)),
                       line.weight(j) * (sampleAt(i)[j] - backgroundMean[j])));
      QVERIFY(expected.gap > 0.04 && expected.undecided > 0.2 && expected.slopeSpread > 0.01);
    }
  }
}

void TestComparisonFigures::measuresAreMeansOverFeatures() {
  const Comparison comparison = compareLines();
  Figures a[2] = {figuresOf(flat, 0), figuresOf(flat, 1)};
  Figures b[2] = {figuresOf(steep, 0), figuresOf(steep, 1)};
  const auto differenceOf = [&](double Figures::*figure) {
    return (b[0].*figure + b[1].*figure - a[0].*figure - a[1].*figure) / 2;
  };
  int found = 0;
  for (const ComparedMeasure& measure : comparison.measures) {
    const ComparedPairs& test = measure.test;
    double expected = 0;
    if (measure.name == "gap between the classes' PDPs")
      expected = differenceOf(&Figures::gap);
    else if (measure.name == "width of the decision boundary")
      expected = differenceOf(&Figures::undecided);
    else if (measure.name == "spread of d-ICE beyond the threshold")
      expected = differenceOf(&Figures::slopeSpread);
    else if (measure.pairedBy != "features") // agreement and separation are 1 in both
      continue;
    ++found;
    QCOMPARE(test.pairs, std::size_t{2});
    QVERIFY2(isNear(test.difference, expected), measure.name.c_str());
    QVERIFY(isNear(test.meanB - test.meanA, expected));
  }
  QCOMPARE(found, 5);
}

QTEST_APPLESS_MAIN(TestComparisonFigures)
#include "test_comparison_figures.moc"

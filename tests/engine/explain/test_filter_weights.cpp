#include "engine/explain/filter_weights.h"
#include "tests/engine/model/random_model.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Filter weights as stored, and excitations of networks small enough to work out by hand.
class TestFilterWeights : public QObject {
  Q_OBJECT

 private slots:
  void weightsKeepTheirPlaces();
  void excitationsOfOneFilterByHand();
  void windowsAverageTheFeaturesOwnKernel();
  void aFeatureThatTellsTheClassesApartComesFirst();
  void wideKernelsShareItWithTheNeighbours();
};

namespace {

Model vectorModel(int features, std::vector<int> filters) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = std::move(filters);
  return randomModel(shape, 1, 5);
}

} // namespace

void TestFilterWeights::weightsKeepTheirPlaces() {
  const Model model = vectorModel(4, {3, 5});
  const std::vector<FilterWeight> weights = filterWeights(model);
  QCOMPARE(weights.size(), std::size_t{3 * 3 + 5 * 3 * 3});
  const FilterWeight& last = weights.back();
  QCOMPARE(last.convolution, std::size_t{1});
  QCOMPARE(last.filter, 4);
  QCOMPARE(last.channel, 2);
  QCOMPARE(last.tap, 2);
  QCOMPARE(last.weight, static_cast<double>(model.members[0].network.convolutions[1].weight.back()));
}

// One filter (1, 2, -1) without bias over three features in the order 2, 0, 1.
void TestFilterWeights::excitationsOfOneFilterByHand() {
  Model model = vectorModel(3, {1});
  ModelMember& member = model.members[0];
  member.order = {2, 0, 1};
  member.scaling.center = {0, 0, 0};
  member.scaling.scale = {1, 1, 1};
  member.network.convolutions[0].weight = {1, 2, -1};
  member.network.convolutions[0].bias = {0};
  FloatMatrix rows(2, 3);
  rows << 1, 2, 3, // deposit; by position: 3, 1, 2
      4, 0, 1;     // non-deposit; by position: 1, 4, 0
  const std::vector<FilterExcitation> found = filterExcitations(model, rows, {1, 0}, Progress());
  QCOMPARE(found.size(), std::size_t{3});
  // Positions: 2*3 - 1 = 5; 3 + 2*1 - 2 = 3; 1 + 2*2 = 5. And: 2*1 - 4 -> 0; 1 + 2*4 - 0 = 9; 4 + 0 = 4.
  QCOMPARE(found[2].deposits, 5.0);
  QCOMPARE(found[2].nonDeposits, 0.0);
  QCOMPARE(found[0].deposits, 3.0);
  QCOMPARE(found[0].nonDeposits, 9.0);
  QCOMPARE(found[1].difference(), 1.0);
  const std::vector<FeatureExcitation> ranked = rankExcitations(model, found);
  QCOMPARE(ranked[0].feature, std::size_t{0});
  QCOMPARE(ranked[0].strength, 6.0);
  QVERIFY(ranked[0].balance < 0);
}

void TestFilterWeights::windowsAverageTheFeaturesOwnKernel() {
  NetworkShape shape;
  shape.features = 2;
  shape.window = 3;
  shape.filters = {1};
  Model model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {0, 1};
  member.scaling.center = {0, 0};
  member.scaling.scale = {1, 1};
  std::fill(member.network.convolutions[0].weight.begin(), member.network.convolutions[0].weight.end(), 0.0F);
  member.network.convolutions[0].weight[4] = 2;  // centre of the kernel of feature 0
  member.network.convolutions[0].weight[9] = -1; // top left of the kernel of feature 1
  FloatMatrix rows(2, 18);
  for (int i = 0; i < 18; ++i) {
    rows(0, i) = static_cast<float>(i);
    rows(1, i) = 0;
  }
  const std::vector<FilterExcitation> found = filterExcitations(model, rows, {1, 0}, Progress());
  QCOMPARE(found[0].difference(), 2.0 * 4);
  QCOMPARE(found[1].difference(), -9.0);
}

// Filters of one tap that pass positive values on: an excitation is the mean of the feature itself. Values
// are multiples of 1/8, so that every sum is exact.
void TestFilterWeights::aFeatureThatTellsTheClassesApartComesFirst() {
  NetworkShape shape;
  shape.features = 6;
  shape.kernel = 1;
  shape.filters = {1, 1};
  Model model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {4, 0, 3, 5, 1, 2};
  member.scaling.center.assign(6, 0);
  member.scaling.scale.assign(6, 1);
  for (ConvolutionLayer& layer : member.network.convolutions) {
    layer.weight = {1};
    layer.bias = {0};
  }
  FloatMatrix rows(200, 6);
  std::vector<int> labels;
  double sums[2][6] = {};
  for (int i = 0; i < 200; ++i) {
    labels.push_back(i % 2);
    for (int j = 0; j < 6; ++j) {
      rows(i, j) = 10 + static_cast<float>((7 * i + (i % 2) * j + 3 * j) % 16) / 8;
      if (j == 3)
        rows(i, j) -= static_cast<float>(6 * (i % 2)); // deposits are low in it
      sums[i % 2][j] += static_cast<double>(rows(i, j));
    }
  }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, labels, Progress()));
  QCOMPARE(ranked.size(), std::size_t{6});
  QCOMPARE(ranked[0].feature, std::size_t{3});
  QVERIFY(ranked[0].strength > 3 * ranked[1].strength);
  for (const FeatureExcitation& entry : ranked) {
    const double difference = sums[1][entry.feature] / 100 - sums[0][entry.feature] / 100;
    QVERIFY(entry.balance == difference);
    QVERIFY(entry.strength == std::abs(difference));
  }
}

void TestFilterWeights::wideKernelsShareItWithTheNeighbours() {
  const Model model = vectorModel(6, {8, 8});
  FloatMatrix rows = randomRows(200, 6, 6);
  std::vector<int> labels(200);
  for (int i = 0; i < 200; ++i) {
    labels[static_cast<std::size_t>(i)] = i % 2;
    rows(i, 3) += static_cast<float>(6 * (i % 2));
  }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, labels, Progress()));
  const auto place = std::find_if(ranked.begin(), ranked.end(),
                                  [](const FeatureExcitation& entry) { return entry.feature == 3; });
  QVERIFY(place - ranked.begin() < 5); // it and what its neighbours in the kernel see
  QVERIFY(ranked[0].strength > 10 * ranked[5].strength || ranked[0].strength > 1);
}

QTEST_APPLESS_MAIN(TestFilterWeights)
#include "test_filter_weights.moc"

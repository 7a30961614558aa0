#include "engine/network/filter_weights.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

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
  void aKnownMatrixOfWeightsRanksTheFeatures();
  void filtersThatDisagreeAddUpButCancelInTheBalance();
  void networksCountAlikeInTheirOwnOrder();
  void windowedNetworksAreRankedByTheFirstConvolution();
  void stepsAlongFeaturesByHand();
  void stepsInAWindowByHand();
  void channelsOfAWindowExciteTogether();
};

namespace {

NetworkModel vectorModel(int features, std::vector<int> filters) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = std::move(filters);
  return randomModel(shape, 1, 5);
}

/// A network per order, that takes features as they are and has no bias.
NetworkModel unscaledModel(int features, std::vector<int> filters,
                           const std::vector<std::vector<int>>& orders) {
  NetworkModel model = vectorModel(features, std::move(filters));
  model.members.resize(orders.size(), model.members[0]);
  for (std::size_t m = 0; m < orders.size(); ++m) {
    ModelMember& member = model.members[m];
    member.order = orders[m];
    member.scaling.center.assign(static_cast<std::size_t>(features), 0);
    member.scaling.scale.assign(static_cast<std::size_t>(features), 1);
    for (NetworkLayer& layer : member.network.layers)
      if (layer.kind == LayerKind::Convolution)
        std::fill(layer.bias.begin(), layer.bias.end(), 0.0F);
  }
  return model;
}

/// Every second sample is a deposit.
std::vector<int> alternating(int count) {
  std::vector<int> labels;
  for (int i = 0; i < count; ++i)
    labels.push_back(i % 2);
  return labels;
}

/// Multiples of 1/8, whose sums and means are exact.
FloatMatrix eighths(int count, int features) {
  Random random(7);
  FloatMatrix rows(count, features);
  for (Eigen::Index i = 0; i < rows.size(); ++i)
    rows.data()[i] = static_cast<float>(random.below(128)) / 8;
  return rows;
}

} // namespace

void TestFilterWeights::weightsKeepTheirPlaces() {
  const NetworkModel model = vectorModel(4, {3, 5});
  const std::vector<FilterWeight> weights = filterWeights(model);
  QCOMPARE(weights.size(), std::size_t{3 * 3 + 5 * 3 * 3});
  const FilterWeight& last = weights.back();
  QCOMPARE(last.convolution, std::size_t{1});
  QCOMPARE(last.filter, 4);
  QCOMPARE(last.channel, 2);
  QCOMPARE(last.tap, 2);
  QCOMPARE(last.weight, static_cast<double>(model.members[0].network.layers[1].weight.back()));
}

// One filter (1, 2, -1) without bias over three features in the order 2, 0, 1.
void TestFilterWeights::excitationsOfOneFilterByHand() {
  NetworkModel model = vectorModel(3, {1});
  ModelMember& member = model.members[0];
  member.order = {2, 0, 1};
  member.scaling.center = {0, 0, 0};
  member.scaling.scale = {1, 1, 1};
  member.network.layers[0].weight = {1, 2, -1};
  member.network.layers[0].bias = {0};
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
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {0, 1};
  member.scaling.center = {0, 0};
  member.scaling.scale = {1, 1};
  std::fill(member.network.layers[0].weight.begin(), member.network.layers[0].weight.end(), 0.0F);
  member.network.layers[0].weight[4] = 2;  // centre of the kernel of feature 0
  member.network.layers[0].weight[9] = -1; // top left of the kernel of feature 1
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
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {4, 0, 3, 5, 1, 2};
  member.scaling.center.assign(6, 0);
  member.scaling.scale.assign(6, 1);
  for (std::size_t convolution = 0; convolution < 2; ++convolution) {
    member.network.layers[convolution].weight = {1};
    member.network.layers[convolution].bias = {0};
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
  const NetworkModel model = vectorModel(6, {8, 8});
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

// The first convolution hands on a feature and, in its other filter, the feature to the right of it; the
// second one mixes the two by a matrix that is not the same for any two filters.
void TestFilterWeights::aKnownMatrixOfWeightsRanksTheFeatures() {
  constexpr int features = 5;
  const std::vector<int> order{3, 1, 4, 0, 2};
  const std::vector<std::array<float, 2>> mix{{2, 0}, {0, 3}, {1, -1}};
  NetworkModel model = unscaledModel(features, {2, 3}, {order});
  std::vector<NetworkLayer>& layers = model.members[0].network.layers;
  layers[0].weight = {0, 1, 0, 0, 0, 1};
  layers[1].weight.clear();
  for (const std::array<float, 2>& weights : mix)
    for (const float weight : weights)
      layers[1].weight.insert(layers[1].weight.end(), {0, weight, 0});
  const FloatMatrix rows = eighths(64, features);
  double means[2][3][features] = {}; // class, filter, position
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    for (int p = 0; p < features; ++p) {
      const float own = rows(i, order[static_cast<std::size_t>(p)]);
      const float next = p + 1 < features ? rows(i, order[static_cast<std::size_t>(p) + 1]) : 0;
      for (std::size_t f = 0; f < mix.size(); ++f)
        means[i % 2][f][p] += static_cast<double>(std::max(mix[f][0] * own + mix[f][1] * next, 0.0F)) / 32;
    }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, alternating(64), Progress()));
  QCOMPARE(ranked.size(), std::size_t{features});
  double before = std::numeric_limits<double>::infinity();
  for (const FeatureExcitation& entry : ranked) {
    const auto p = std::find(order.begin(), order.end(), static_cast<int>(entry.feature)) - order.begin();
    double strength = 0;
    double balance = 0;
    for (std::size_t f = 0; f < mix.size(); ++f) {
      strength += std::abs(means[1][f][p] - means[0][f][p]);
      balance += means[1][f][p] - means[0][f][p];
    }
    QVERIFY(entry.strength == strength && entry.balance == balance);
    QVERIFY(entry.strength < before); // all are different
    before = entry.strength;
  }
}

// One filter passes a feature on, the other its distance below 64. Features that differ as much stand in
// their given order.
void TestFilterWeights::filtersThatDisagreeAddUpButCancelInTheBalance() {
  NetworkModel model = unscaledModel(4, {2}, {{2, 0, 3, 1}});
  NetworkLayer& layer = model.members[0].network.layers[0];
  layer.weight = {0, 1, 0, 0, -1, 0};
  layer.bias = {0, 64};
  FloatMatrix rows = FloatMatrix::Constant(8, 4, 10);
  for (Eigen::Index i = 1; i < 8; i += 2) {
    rows(i, 1) += 2;
    rows(i, 2) -= 8;
    rows(i, 3) -= 2;
  }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, alternating(8), Progress()));
  const std::vector<std::pair<std::size_t, double>> expected{{2, 16}, {1, 4}, {3, 4}, {0, 0}};
  for (std::size_t i = 0; i < 4; ++i) {
    QCOMPARE(ranked[i].feature, expected[i].first);
    QCOMPARE(ranked[i].strength, expected[i].second);
    QVERIFY(ranked[i].balance == 0);
  }
}

void TestFilterWeights::networksCountAlikeInTheirOwnOrder() {
  NetworkModel model = unscaledModel(3, {1}, {{2, 0, 1}, {0, 1, 2}});
  model.members[0].network.layers[0].weight = {0, 1, 0};
  model.members[1].network.layers[0].weight = {0, 0, 6}; // the feature to the right of it
  FloatMatrix rows = FloatMatrix::Constant(6, 3, 20);
  for (Eigen::Index i = 1; i < 6; i += 2) {
    rows(i, 0) += 1;
    rows(i, 1) -= 2;
    rows(i, 2) += 5;
  }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, alternating(6), Progress()));
  // Feature 0: 1 and 6 * -2; feature 1: -2 and 6 * 5; feature 2: 5 and nothing.
  const std::vector<std::array<double, 3>> expected{{1, 16, 14}, {0, 6.5, -5.5}, {2, 2.5, 2.5}};
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(static_cast<double>(ranked[i].feature), expected[i][0]);
    QCOMPARE(ranked[i].strength, expected[i][1]);
    QCOMPARE(ranked[i].balance, expected[i][2]);
  }
}

// Kernels of one weight at their centre; the second convolution has no say.
void TestFilterWeights::windowedNetworksAreRankedByTheFirstConvolution() {
  NetworkShape shape;
  shape.features = 3;
  shape.window = 5;
  shape.filters = {2, 4};
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {1, 2, 0};
  member.scaling.center.assign(3, 0);
  member.scaling.scale.assign(3, 1);
  std::vector<float>& weights = member.network.layers[0].weight;
  std::fill(weights.begin(), weights.end(), 0.0F);
  const float centres[2][3] = {{1, -2, 4}, {-3, 1, 0}}; // filter, channel
  for (std::size_t f = 0; f < 2; ++f)
    for (std::size_t channel = 0; channel < 3; ++channel)
      weights[(f * 3 + channel) * 9 + 4] = centres[f][channel];
  FloatMatrix rows = FloatMatrix::Zero(4, 75);
  for (Eigen::Index i = 1; i < 4; i += 2)
    for (Eigen::Index feature = 0; feature < 3; ++feature) {
      rows.row(i).segment(25 * feature, 25).setConstant(static_cast<float>(feature + 1));
      rows(i, 25 * feature) = 1000; // the corner of the window is met by no centre
    }
  const std::vector<FeatureExcitation> ranked =
      rankExcitations(model, filterExcitations(model, rows, alternating(4), Progress()));
  // Feature 1 is seen by channel 0, 2 by 1 and 0 by 2.
  const std::vector<std::array<double, 3>> expected{{2, 9, -3}, {1, 8, -4}, {0, 4, 4}};
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(static_cast<double>(ranked[i].feature), expected[i][0]);
    QCOMPARE(ranked[i].strength, expected[i][1]);
    QCOMPARE(ranked[i].balance, expected[i][2]);
  }
}

// Weights of a filter lie as [channel][tap]: value, two thresholds, presence.
void TestFilterWeights::stepsAlongFeaturesByHand() {
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {1};
  shape.thresholds = 2;
  shape.hasPresence = true;
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {1, 0};
  member.scaling.center = {100, 0};
  member.scaling.scale = {10, 1};
  member.channels.features = {{{-1, 0, 2}, 0}, {{0, 4}, 0}};
  member.network.layers[0].weight = {7, 2, 7, 7, 3, 7, 7, -1, 7, 7, 0.5F, 7};
  const std::vector<FilterStep> steps = filterSteps(model);
  QCOMPARE(steps.size(), std::size_t{3});
  const std::vector<std::array<double, 7>> expected{// feature, bin, low, high, by value, by threshold, level
                                                    {0, 0, 90, 100, 2, 3, 3.5},
                                                    {0, 1, 100, 120, 4, -1, 4 + 2 + 0.5},
                                                    {1, 0, 0, 4, 8, 3, 8 + 3 + 0.5}};
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(static_cast<double>(steps[i].feature), expected[i][0]);
    QCOMPARE(static_cast<double>(steps[i].bin), expected[i][1]);
    QCOMPARE(steps[i].low, expected[i][2]);
    QCOMPARE(steps[i].high, expected[i][3]);
    QCOMPARE(steps[i].byValue, expected[i][4]);
    QCOMPARE(steps[i].byThreshold, expected[i][5]);
    QCOMPARE(steps[i].rise(), expected[i][4] + expected[i][5]);
    QCOMPARE(steps[i].level, expected[i][6]);
  }
  QCOMPARE(inputChannelName(shape, 0), std::string("value"));
  QCOMPARE(inputChannelName(shape, 2), std::string("threshold 2"));
  QCOMPARE(inputChannelName(shape, 3), std::string("presence"));
  QVERIFY(filterSteps(vectorModel(3, {2})).empty());
}

// A kernel of 3 x 3 per channel, [feature's place][value, threshold]: its nine weights are summed.
void TestFilterWeights::stepsInAWindowByHand() {
  NetworkShape shape;
  shape.features = 2;
  shape.window = 3;
  shape.filters = {1};
  shape.thresholds = 1;
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.order = {1, 0};
  member.scaling.center = {0, 0};
  member.scaling.scale = {1, 1};
  member.channels.features = {{{0, 2}, 0}, {{1, 2}, 0}};
  std::vector<float>& weights = member.network.layers[0].weight;
  for (std::size_t channel = 0; channel < 4; ++channel)
    std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(9 * channel), 9,
                static_cast<float>(1 << channel)); // feature 1: 9 and 18, feature 0: 36 and 72
  const std::vector<FilterStep> steps = filterSteps(model);
  QCOMPARE(steps.size(), std::size_t{2});
  QCOMPARE(steps[0].feature, std::size_t{0});
  QCOMPARE(steps[0].byValue, 72.0);
  QCOMPARE(steps[0].byThreshold, 72.0);
  QCOMPARE(steps[0].level, 144.0);
  QCOMPARE(steps[1].byValue, 9.0);
  QCOMPARE(steps[1].byThreshold, 18.0);
  QCOMPARE(steps[1].level, 18.0 + 18.0);
}

// The deposit has 3 in the whole window of the one feature, the other sample nothing: seen as 1 without
// presence.
void TestFilterWeights::channelsOfAWindowExciteTogether() {
  NetworkShape shape;
  shape.features = 1;
  shape.window = 3;
  shape.filters = {1};
  shape.thresholds = 1;
  shape.hasPresence = true;
  NetworkModel model = randomModel(shape, 1, 5);
  ModelMember& member = model.members[0];
  member.scaling.center = {0};
  member.scaling.scale = {1};
  member.channels.features = {{{0, 2}, 1}};
  std::vector<float>& weights = member.network.layers[0].weight;
  std::fill(weights.begin(), weights.end(), 0.0F);
  weights[4] = 1;        // value in the centre
  weights[9 + 4] = 10;   // threshold
  weights[18 + 4] = 100; // presence
  FloatMatrix rows(2, 9);
  rows.row(0).setConstant(3);
  rows.row(1).setConstant(std::numeric_limits<float>::quiet_NaN());
  const std::vector<FilterExcitation> found = filterExcitations(model, rows, {1, 0}, Progress());
  QCOMPARE(found.size(), std::size_t{1});
  QCOMPARE(found[0].deposits, 3.0 + 10 + 100);
  QCOMPARE(found[0].nonDeposits, 1.0 + 5 + 0);
}

QTEST_APPLESS_MAIN(TestFilterWeights)
#include "test_filter_weights.moc"

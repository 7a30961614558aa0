#include "engine/network/input_channels.h"
#include "engine/network/network_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace prospectivity;

/// What the first layer sees of a feature: bins by hand, and the place of every channel.
class TestInputChannels : public QObject {
  Q_OBJECT

 private slots:
  void knotsAreQuantiles();
  void equalQuantilesAreMerged();
  void missingValuesTakeNoPart();
  void presenceOfWhatWasNeverMissingSaysNothing();
  void withoutChannelsThereIsTheValueAlone();
  void channelsByHand();
  void fillsNeedNoChannel();
  void aBinOfOneStepIsAStep();
  void rowsOfAVectorNetwork();
  void rowsOfAWindow();
};

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

Matrix column(const std::vector<double>& values) {
  return Eigen::Map<const Matrix>(values.data(), static_cast<Eigen::Index>(values.size()), 1);
}

/// [channel][value].
std::vector<std::vector<float>> encoded(const InputChannels& channels, std::size_t feature,
                                        const std::vector<float>& values) {
  constexpr std::size_t stride = 16;
  std::vector<float> to(stride * static_cast<std::size_t>(channels.count()), -1);
  channels.encode(feature, values.data(), values.size(), to.data(), stride);
  std::vector<float> inPlace = to;
  std::copy(values.begin(), values.end(), inPlace.begin());
  channels.encode(feature, inPlace.data(), values.size(), inPlace.data(), stride);
  std::vector<std::vector<float>> result;
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels.count()); ++c) {
    const auto first = to.begin() + static_cast<std::ptrdiff_t>(c * stride);
    result.emplace_back(first, first + static_cast<std::ptrdiff_t>(values.size()));
    if (!std::equal(result.back().begin(), result.back().end(),
                    inPlace.begin() + static_cast<std::ptrdiff_t>(c * stride)))
      return {}; // a place of its own makes no difference
  }
  return result;
}

} // namespace

void TestInputChannels::knotsAreQuantiles() {
  const InputChannels channels = InputChannels::fit(column({8, 0, 4, 1, 2}), 4, false);
  QCOMPARE(channels.count(), 5);
  QCOMPARE(channels.features.size(), std::size_t{1});
  QCOMPARE(channels.features[0].knots, (std::vector<float>{0, 1, 2, 4, 8}));
  QCOMPARE(channels.features[0].fill, 3.0F);
  // Quantiles of type 7 between the values: 0, 4 / 3, 10 / 3 and 8.
  const InputChannels three = InputChannels::fit(column({8, 0, 4, 1, 2}), 3, false);
  const std::vector<float> expected{0, 4.0F / 3, 10.0F / 3, 8};
  QCOMPARE(three.features[0].knots.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k)
    QVERIFY(std::abs(three.features[0].knots[k] - expected[k]) < 1e-6F);
}

// Half of the values are 0, as in layers that were not found anywhere else.
void TestInputChannels::equalQuantilesAreMerged() {
  const InputChannels channels = InputChannels::fit(column({0, 0, 0, 0, 0, 0, 3, 7, 9}), 4, false);
  QCOMPARE(channels.features[0].knots, (std::vector<float>{0, 3, 9}));
  const InputChannels constant = InputChannels::fit(column({2, 2, 2}), 4, false);
  QCOMPARE(constant.features[0].count(), std::size_t{0});
  // Channels without a bin are 0 for every value.
  const auto seen = encoded(constant, 0, {1, 2, 3});
  QCOMPARE(seen.size(), std::size_t{5});
  QCOMPARE(seen[0], (std::vector<float>{1, 2, 3}));
  for (std::size_t c = 1; c < 5; ++c)
    QCOMPARE(seen[c], (std::vector<float>{0, 0, 0}));
}

void TestInputChannels::missingValuesTakeNoPart() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const InputChannels channels = InputChannels::fit(column({none, 4, 0, none, 2}), 2, true);
  QCOMPARE(channels.count(), 4);
  QCOMPARE(channels.features[0].knots, (std::vector<float>{0, 2, 4}));
  QCOMPARE(channels.features[0].fill, 2.0F);
  QVERIFY(channels.features[0].tellsPresence && channels.tellPresence());
  const InputChannels unknown = InputChannels::fit(column({none, none}), 2, true);
  QCOMPARE(unknown.features[0].count(), std::size_t{0});
  QCOMPARE(unknown.features[0].fill, 0.0F);
}

// Presence that was 1 in every row that a network was fitted on stays 1: its weights were never asked for.
void TestInputChannels::presenceOfWhatWasNeverMissingSaysNothing() {
  const InputChannels channels = InputChannels::fit(column({4, 0, 2}), 0, true);
  QVERIFY(!channels.features[0].tellsPresence && !channels.tellPresence());
  QCOMPARE(encoded(channels, 0, {4, missing}), (std::vector<std::vector<float>>{{4, 2}, {1, 1}}));
  QVERIFY(!channels.inOrder({0}).tellPresence());
  QVERIFY(InputChannels::fit(column({4, 0, 2}), 2, false, true).tellPresence()); // there is none
}

void TestInputChannels::withoutChannelsThereIsTheValueAlone() {
  const InputChannels channels = InputChannels::fit(column({1, 2, 3}), 0, false);
  QCOMPARE(channels.count(), 1);
  QVERIFY(channels.features.empty());
  QCOMPARE(encoded(channels, 0, {5, -1}), (std::vector<std::vector<float>>{{5, -1}}));
}

void TestInputChannels::channelsByHand() {
  const InputChannels channels{3, true, {{}, {{-1, 1, 2}, 1.5F}}}; // the third bin is not there
  const auto seen = encoded(channels, 1, {-2, -1, 0, 1, 1.25F, 2, 3, missing});
  QCOMPARE(seen.size(), std::size_t{5});
  QCOMPARE(seen[0], (std::vector<float>{-2, -1, 0, 1, 1.25F, 2, 3, 1.5F}));
  QCOMPARE(seen[1], (std::vector<float>{0, 0, 0.5F, 1, 1, 1, 1, 1}));
  QCOMPARE(seen[2], (std::vector<float>{0, 0, 0, 0, 0.25F, 1, 1, 0.5F}));
  QCOMPARE(seen[3], std::vector<float>(8, 0));
  QCOMPARE(seen[4], (std::vector<float>{1, 1, 1, 1, 1, 1, 1, 0}));
  const InputChannels turned = channels.inOrder({1, 0});
  QCOMPARE(turned.features[0].fill, 1.5F);
  QVERIFY(turned.features[1].knots.empty());
  // Without presence nothing stands for a missing value, in no channel.
  const InputChannels blind{2, false, {{{-1, 1, 2}, 1.5F}}};
  std::vector<float> to(3);
  blind.encode(0, &missing, 1, to.data(), 1);
  for (const float value : to)
    QVERIFY(std::isnan(value));
}

// Filled alone, a missing value is the mean in its own channel and in all thresholds.
void TestInputChannels::fillsNeedNoChannel() {
  const InputChannels fitted = InputChannels::fit(column({3, missing, 5, 1}), 0, false, true);
  QCOMPARE(fitted.count(), 1);
  QVERIFY(fitted.takesMissing() && !fitted.areValuesAlone());
  QCOMPARE(encoded(fitted, 0, {7, missing, -1}), (std::vector<std::vector<float>>{{7, 3, -1}}));
  const InputChannels steps{2, false, {{{-1, 1, 2}, 1.5F}}, true};
  const auto seen = encoded(steps, 0, {0, missing});
  QCOMPARE(seen, (std::vector<std::vector<float>>{{0, 1.5F}, {0.5F, 1}, {0, 0.5F}}));
  QVERIFY(steps.inOrder({0}).fillsMissing);
  QVERIFY(InputChannels::fit(column({1, 2}), 0, false).areValuesAlone());
}

void TestInputChannels::aBinOfOneStepIsAStep() {
  const float next = std::nextafter(1.0F, 2.0F);
  const InputChannels channels{1, false, {{{1, next}, 0}}};
  QCOMPARE(encoded(channels, 0, {-1e30F, 1, next, 1e30F})[1], (std::vector<float>{0, 0, 1, 1}));
}

// Two features in the order 1, 0, with a value and one threshold each.
void TestInputChannels::rowsOfAVectorNetwork() {
  ModelMember member;
  member.network.shape.features = 2;
  member.network.shape.thresholds = 1;
  member.order = {1, 0};
  member.scaling.center = {10, 100};
  member.scaling.scale = {1, 10};
  member.channels = {1, false, {{{0, 4}, 0}, {{0, 2}, 0}}};
  Matrix rows(1, 2);
  rows << 11, 120; // scaled: 1 and 2
  const FloatMatrix seen = member.asSeen(rows);
  QCOMPARE(seen.cols(), Eigen::Index{4});
  const float expected[4] = {2, 1, 1, 0.25F}; // values by position, then thresholds by position
  for (int i = 0; i < 4; ++i)
    QCOMPARE(seen(0, i), expected[i]);
}

void TestInputChannels::rowsOfAWindow() {
  ModelMember member;
  member.network.shape.features = 2;
  member.network.shape.window = 3;
  member.network.shape.hasPresence = true;
  member.order = {1, 0};
  member.scaling.center = {0, 0};
  member.scaling.scale = {1, 1};
  member.channels = {0, true, {{{}, -5}, {{}, -7}}};
  Matrix rows(1, 18);
  for (int i = 0; i < 18; ++i)
    rows(0, i) = i == 3 ? std::numeric_limits<double>::quiet_NaN() : i; // of feature 0
  const FloatMatrix seen = member.asSeen(rows);
  QCOMPARE(seen.cols(), Eigen::Index{36});
  for (int cell = 0; cell < 9; ++cell) { // feature 1, its presence, feature 0, its presence
    QCOMPARE(seen(0, cell), static_cast<float>(9 + cell));
    QCOMPARE(seen(0, 9 + cell), 1.0F);
    QCOMPARE(seen(0, 18 + cell), cell == 3 ? -5.0F : static_cast<float>(cell));
    QCOMPARE(seen(0, 27 + cell), cell == 3 ? 0.0F : 1.0F);
  }
}

QTEST_APPLESS_MAIN(TestInputChannels)
#include "test_input_channels.moc"

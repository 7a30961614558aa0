#include "engine/network/input_channels.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

std::vector<double> knownOf(const Matrix& scaled, Eigen::Index feature) {
  std::vector<double> known;
  for (Eigen::Index i = 0; i < scaled.rows(); ++i)
    if (!std::isnan(scaled(i, feature)))
      known.push_back(scaled(i, feature));
  std::sort(known.begin(), known.end());
  return known;
}

std::vector<float> knotsOf(const std::vector<double>& sorted, int bins) {
  std::vector<float> knots;
  if (bins < 1 || sorted.empty())
    return knots;
  for (int k = 0; k <= bins; ++k) {
    const auto knot = static_cast<float>(quantileOfSorted(sorted, static_cast<double>(k) / bins));
    if (knots.empty() || knot > knots.back())
      knots.push_back(knot);
  }
  return knots;
}

} // namespace

InputChannels InputChannels::fit(const Matrix& scaled, int thresholds, bool hasPresence, bool fillsMissing) {
  InputChannels channels;
  channels.thresholds = thresholds;
  channels.hasPresence = hasPresence;
  channels.fillsMissing = fillsMissing;
  if (channels.areValuesAlone())
    return channels;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const std::vector<double> known = knownOf(scaled, j);
    const bool isLacked = known.size() < static_cast<std::size_t>(scaled.rows());
    channels.features.push_back({knotsOf(known, thresholds),
                                 known.empty() ? 0.0F : static_cast<float>(mean(known)),
                                 isLacked || !hasPresence});
  }
  return channels;
}

bool InputChannels::tellPresence() const {
  return std::all_of(features.begin(), features.end(),
                     [](const FeatureBins& bins) { return bins.tellsPresence; });
}

void InputChannels::encode(std::size_t feature, const float* scaled, std::size_t cells, float* to,
                           std::size_t stride) const {
  if (areValuesAlone()) {
    if (to != scaled)
      std::copy_n(scaled, cells, to);
    return;
  }
  const FeatureBins& bins = features[feature];
  if (hasPresence) {
    const float ofMissing = bins.tellsPresence ? 0.0F : 1.0F;
    float* presence = to + static_cast<std::size_t>(thresholds + 1) * stride;
    for (std::size_t i = 0; i < cells; ++i) {
      const float value = scaled[i];
      const bool isKnown = value == value; // std::isnan() is a call, which no loop is vectorised around
      presence[i] = isKnown ? 1.0F : ofMissing;
      to[i] = isKnown ? value : bins.fill;
    }
  } else if (fillsMissing) {
    for (std::size_t i = 0; i < cells; ++i) {
      const float value = scaled[i];
      to[i] = value == value ? value : bins.fill;
    }
  } else if (to != scaled) {
    std::copy_n(scaled, cells, to);
  }
  for (std::size_t b = 0; b < static_cast<std::size_t>(thresholds); ++b) {
    float* channel = to + (b + 1) * stride;
    if (b >= bins.count()) {
      std::fill_n(channel, cells, 0.0F);
      continue;
    }
    const float low = bins.knots[b];
    const float high = bins.knots[b + 1];
    for (std::size_t i = 0; i < cells; ++i)
      channel[i] = shareBelow(to[i], low, high);
  }
}

InputChannels InputChannels::inOrder(const std::vector<int>& order) const {
  InputChannels ordered{thresholds, hasPresence, {}, fillsMissing};
  if (!areValuesAlone())
    for (const int feature : order)
      ordered.features.push_back(features[static_cast<std::size_t>(feature)]);
  return ordered;
}

} // namespace prospectivity

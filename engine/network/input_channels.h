#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// How one feature is divided. Values are scaled.
struct FeatureBins {
  std::vector<float> knots; ///< rising; two neighbours bound a bin. Fewer than two: there is none
  float fill = 0;           ///< what stands for a missing value; of classes the scaled number of a code
  /// Whether a row of the training part lacked the feature. Where none did, nobody has learnt what its
  /// absence means: its presence is 1 for a missing value too, which is then one that is filled and no more.
  bool tellsPresence = true;

  std::size_t count() const { return knots.empty() ? 0 : knots.size() - 1; }
};

/// How much of the bin from `low` to `high` lies below a value: 0 in front of the bin, 1 behind it, linear
/// inside. All passes go through this formula, so that they agree in the last bit. Where it is
/// differentiated, a bound belongs to the bin on its left.
inline float shareBelow(float value, float low, float high) {
  const float share = (value - low) / (high - low);
  const float positive = share < 0.0F ? 0.0F : share;
  return positive > 1.0F ? 1.0F : positive;
}

/// What the first layer sees of a feature: the scaled value, `thresholds` channels that say how far the value
/// has come through the bins between quantiles (piecewise-linear encoding of Gorishniy, Rubachev & Babenko
/// 2022, On embeddings for numerical features in tabular deep learning, Advances in Neural Information
/// Processing Systems 35, arXiv 2203.05556; there the outer bins go on linearly, which is the value's part
/// here), and whether the value is there. A missing value (NaN) is seen as the training part's mean with a
/// presence of 0 (FeatureBins::tellsPresence); where missing values are filled alone, as that mean, in the
/// value and in its thresholds. A feature of fewer bins than `thresholds` has channels of 0 in their place.
///
/// Without thresholds and presence there is one channel, the scaled value. Immutable once fitted;
/// thread-safe.
struct InputChannels {
  static constexpr int mostThresholds = 64;

  int thresholds = 0;
  bool hasPresence = false;
  std::vector<FeatureBins> features; ///< of the model, as Scaling; empty when values are all that is seen
  bool fillsMissing = false;         ///< a missing value becomes the fill, without a channel that says so

  int count() const { return 1 + thresholds + (hasPresence ? 1 : 0); }
  bool takesMissing() const { return hasPresence || fillsMissing; }
  /// Whether each feature's presence says where it is missing; of no account without presence.
  bool tellPresence() const;
  /// Whether the scaled value is all that is seen, as it is.
  bool areValuesAlone() const { return count() == 1 && !fillsMissing; }

  /// Fitted on the rows given and no others (the training part of a split): knots at the quantiles 0,
  /// 1 / thresholds, ..., 1 of a feature's known values, equal ones merged; fill: their mean, 0 where none is
  /// known. `scaled`: one column per feature, NaN where a value is missing.
  static InputChannels fit(const Matrix& scaled, int thresholds, bool hasPresence, bool fillsMissing = false);

  /// The channels of `cells` scaled values of a feature: channel c of value i goes to to[c * stride + i].
  /// `to` may be `scaled`.
  void encode(std::size_t feature, const float* scaled, std::size_t cells, float* to,
              std::size_t stride) const;

  /// The channels of a network's positions: position p sees feature order[p].
  InputChannels inOrder(const std::vector<int>& order) const;
};

} // namespace prospectivity

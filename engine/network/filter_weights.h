#pragma once

#include "engine/core/progress.h"
#include "engine/network/network_model.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// What the filters of a network's convolutions look like and what excites them.

/// One weight. Vector network: `tap` counts the kernel's positions from the left; windowed: row and tap.
struct FilterWeight {
  std::size_t network = 0;     ///< member of the ensemble, from 0
  std::size_t convolution = 0; ///< from 0
  int filter = 0;
  int channel = 0; ///< of the layer before; in the first convolution of the input: along the features a
                   ///< channel of InputChannels, in a window those of all features in the network's order
  int row = 0;
  int tap = 0;
  double weight = 0;
};

/// What a channel of a feature is called: "value", "threshold 1", ..., "presence".
std::string inputChannelName(const NetworkShape& shape, int channel);

/// How a filter of the first convolution answers while a feature goes through one of its bins: the change of
/// the sum before bias and ReLU, by the feature's channels apart and together. Along the features with the
/// feature in the middle of the kernel, in a window with the whole window at the same value.
struct FilterStep {
  std::size_t network = 0;
  int filter = 0;
  std::size_t feature = 0;
  int bin = 0;    ///< from 0
  double low = 0; ///< bounds of the bin, original units; of classes the log-odds that stand for them
  double high = 0;
  double byValue = 0;
  double byThreshold = 0;
  double level = 0; ///< what all channels give at the upper bound

  double rise() const { return byValue + byThreshold; }
};

/// Mean activation of a filter centred at a feature, over deposits and over non-deposits (Liu et al. 2025).
/// In a windowed network, where a filter sees all features at once: the part of the feature's own kernel (of
/// all its channels) in the first convolution before bias and ReLU, averaged over the window.
struct FilterExcitation {
  std::size_t network = 0;
  std::size_t convolution = 0;
  int filter = 0;
  std::size_t feature = 0;
  double deposits = 0;
  double nonDeposits = 0;

  double difference() const { return deposits - nonDeposits; }
};

std::vector<FilterWeight> filterWeights(const NetworkModel& model);

/// For every network, filter of its first convolution, feature and bin, in that order; none without
/// thresholds.
std::vector<FilterStep> filterSteps(const NetworkModel& model);

/// For every network, convolution, filter and feature, in that order. `labels`: 0 or 1, both present.
std::vector<FilterExcitation> filterExcitations(const NetworkModel& model, const FloatMatrix& inputs,
                                                const std::vector<int>& labels, const Progress& progress);

/// How strongly a feature's excitation tells the classes apart: mean over networks of the sum over the
/// filters of the last convolution (windowed: of the first) of |difference|, with the sign of that sum.
struct FeatureExcitation {
  std::size_t feature = 0;
  double strength = 0; ///< never negative
  double balance = 0;  ///< sum of the differences: above 0, deposits excite more
};

/// Strongest first.
std::vector<FeatureExcitation> rankExcitations(const NetworkModel& model,
                                               const std::vector<FilterExcitation>& excitations);

} // namespace prospectivity

#pragma once

#include "engine/network/lane_kernels.h"
#include "engine/network/network_model.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Neighbouring positions of a network's input, first to last, that a unit can see.
struct PositionRange {
  int first = 0;
  int last = 0;

  int width() const { return last - first + 1; }
  std::size_t states() const { return std::size_t{1} << width(); }
  bool holds(const PositionRange& other) const { return first <= other.first && other.last <= last; }
};

/// What of a vector network is needed to tabulate its units over the states of their fields: which features
/// each position sees, and the weights in the order of the inner loops. Immutable; shared between threads.
///
/// A position of convolution l (1-based) with kernel k sees l (k - 1) / 2 features to each side; a pooled
/// position sees what its two do. The units that follow pooling and the flattening, one (the logit) or the
/// hidden ones of the first dense layer, are sums of a part per pooled position.
class ReceptiveFields {
 public:
  struct Convolution {
    std::size_t inChannels = 0;
    std::size_t outChannels = 0; ///< padded to whole strips
    std::size_t taps = 0;
    std::vector<float> weights;        ///< [tap][strip][in][strip], for multiplyBlocks
    std::vector<float> bias;           ///< padded with zeros
    std::vector<PositionRange> fields; ///< of each position's input: that of the layer before
  };
  struct Dense {
    std::size_t inputs = 0;
    std::size_t outputs = 0; ///< padded to whole strips
    std::vector<float> weights;
    std::vector<float> bias;
  };

  explicit ReceptiveFields(const ModelMember& member);

  /// Whether tables are small enough to be worth it: a network whose convolutions slide along the features
  /// and whose fields are narrow.
  static bool suits(const Network& network);

  std::size_t features = 0;
  std::vector<int> order; ///< position p sees feature order[p]
  Scaling scaling;        ///< in the order of the positions
  InputChannels channels; ///< in the order of the positions
  std::vector<Convolution> convolutions;
  std::vector<PositionRange> outputFields; ///< of the positions of the last convolution
  Pooling pooling = Pooling::None;
  std::vector<PositionRange> pooledFields;
  std::size_t units = 0; ///< 1: the logit; else the padded hidden units of the first dense layer
  std::vector<std::vector<float>> head; ///< per pooled position: weights to the units
  std::vector<float> unitBias;
  std::vector<Dense> tail; ///< dense layers after the first; empty when units is 1
};

} // namespace prospectivity

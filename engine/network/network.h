#pragma once

#include "engine/core/choices.h"
#include "engine/core/input_layout.h"
#include "engine/network/layers.h"

#include <vector>

namespace prospectivity {

enum class Pooling { None, Max, Average };
const Choices& poolingChoices();

/// What a network looks like, before it has weights.
///
/// The vector network (window = 1) is: convolution blocks along the features (zero padding so that every
/// feature counts the same, ReLU), then one pooling of size and stride 2 (the last window may hold a single
/// position, so that no feature is lost), flatten channel by channel, hidden dense layers with ReLU, one
/// linear output: the logit. Dropout acts in training only, after each ReLU.
///
/// Each feature may be seen in several channels (InputChannels), which the first convolution takes as a
/// picture's colours: along the features it weighs all channels of a position, in a window each channel of
/// each feature is a map of its own.
///
/// The windowed network (window > 1, odd) sees a square of cells of every feature: 2-D convolutions over the
/// window, with the features as channels and without padding, so that evaluating a whole raster at once
/// equals evaluating window by window; then one pooling of 2 x 2 with stride 2 (a last odd row or column is
/// left out), and the rest as above.
struct NetworkShape {
  int features = 0;
  std::vector<int> filters{16, 32}; ///< channels of each convolution
  int kernel = 3;                   ///< odd
  Pooling pooling = Pooling::None;
  std::vector<int> dense; ///< sizes of the hidden dense layers; none by default
  double dropout = 0.2;
  int window = 1;           ///< cells; 1: the vector network
  int thresholds = 0;       ///< channels of a feature beside its value, as InputChannels has them
  bool hasPresence = false; ///< and one that says whether the value is there

  /// What a row of input is, in original units.
  InputLayout layout() const { return {static_cast<std::size_t>(features), window}; }
  int inputs() const { return static_cast<int>(layout().columns()); } ///< values of such a row

  int channels() const { return 1 + thresholds + (hasPresence ? 1 : 0); } ///< of a feature
  /// Values that the first layer takes of a row, as MapSize keeps them.
  int encodedInputs() const { return inputs() * channels(); }
  /// Where among them a channel of the feature at a position begins; the cells of its window lie behind each
  /// other.
  std::size_t inputPlace(std::size_t position, int channel) const;

  /// Values that the first dense layer sees, as MapSize keeps them.
  int flattened() const;

  /// Throws Error naming the input that makes no network (filters, kernel size, dense layers, dropout,
  /// window), or one with a layer of more weights than an int counts, of more than 2^20 values for one
  /// cell, or with more than 1000 layers of a kind. Shapes that pass have sizes that an int holds.
  void check() const;
};

/// A layer with its weights. A tap is a place in the kernel, counted row by row; tap 0 meets the feature (or
/// the cell) on the left.
struct NetworkLayer : LayerShape {
  std::vector<float> weight; ///< [output channel][input channel][tap]; none in pooling
  std::vector<float> bias;   ///< [output channel]; none in pooling
};

/// A network with its weights: plain data, independent of the library that trained it.
struct Network {
  Network() = default;
  /// The layers of a shape, with weights of 0.
  explicit Network(const NetworkShape& shape);

  /// The layers of one kind, in order; they stay valid as long as `layers` does.
  std::vector<const NetworkLayer*> convolutions() const { return ofKind(LayerKind::Convolution); }
  std::vector<const NetworkLayer*> dense() const { return ofKind(LayerKind::Dense); }
  std::vector<const NetworkLayer*> ofKind(LayerKind kind) const;

  NetworkShape shape;
  std::vector<NetworkLayer> layers; ///< as layersOf(shape)
};

/// Whether the layers are what the passes along the features know: convolutions that slide by one over all
/// features (LayerShape::slidesAlongFeatures()), pairs in pooling, dense layers, in this order.
bool seesFeaturesInTurn(const Network& network);

} // namespace prospectivity

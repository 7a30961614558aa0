#pragma once

#include "engine/core/choices.h"
#include "engine/core/input_layout.h"

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
  int window = 1; ///< cells; 1: the vector network

  /// What a row of input is.
  InputLayout layout() const { return {static_cast<std::size_t>(features), window}; }
  int inputs() const { return static_cast<int>(layout().columns()); } ///< values of such a row

  /// Vector network: positions along the features after pooling. Windowed: rows (= columns) after pooling.
  int pooledPositions() const;

  /// Values that the first dense layer sees: [channel][position], or [channel][row][column].
  int flattened() const;

  /// Throws Error naming the input that makes no network (filters, kernel size, dense layers, dropout,
  /// window), or one with a layer of more weights than an int counts, or of more than 2^20 values for one
  /// cell. Shapes that pass have sizes that an int holds.
  void check() const;
};

/// weight[((out * inChannels + in) * kernelRows + row) * kernel + tap], bias[out]; tap 0 meets the feature
/// (or the cell) on the left. kernelRows is 1 in the vector network and `kernel` in the windowed one.
struct ConvolutionLayer {
  int inChannels = 0;
  int outChannels = 0;
  int kernel = 0;
  std::vector<float> weight;
  std::vector<float> bias;
  int kernelRows = 1;
};

/// weight[out * inputs + in], bias[out]. The input of the first one is [channel][position].
struct DenseLayer {
  int inputs = 0;
  int outputs = 0;
  std::vector<float> weight;
  std::vector<float> bias;
};

/// A network with its weights: plain data, independent of the library that trained it.
struct Network {
  NetworkShape shape;
  std::vector<ConvolutionLayer> convolutions;
  std::vector<DenseLayer> dense; ///< hidden layers, then the output layer of one unit
};

} // namespace prospectivity

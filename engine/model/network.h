#pragma once

#include <vector>

namespace prospectivity {

enum class Pooling { None, Max, Average };

/// What a network looks like, before it has weights.
///
/// The vector network (window = 1) is: convolution blocks along the features (zero padding so that every
/// feature counts the same, ReLU), then one pooling of size and stride 2 (the last window may hold a single
/// position, so that no feature is lost), flatten channel by channel, hidden dense layers with ReLU, one
/// linear output: the logit. Dropout acts in training only, after each ReLU.
struct NetworkShape {
  int features = 0;
  std::vector<int> filters{16, 32}; ///< channels of each convolution
  int kernel = 3;                   ///< odd
  Pooling pooling = Pooling::None;
  std::vector<int> dense; ///< sizes of the hidden dense layers; none by default
  double dropout = 0.2;
  int window = 1; ///< cells; 1: the vector network

  /// Positions along the features after pooling.
  int pooledPositions() const;

  /// Throws Error naming the parameter that makes no network (FILTERS, KERNEL_SIZE, DENSE, DROPOUT).
  void check() const;
};

/// weight[(out * inChannels + in) * kernel + tap], bias[out]; tap 0 meets the feature on the left.
struct ConvolutionLayer {
  int inChannels = 0;
  int outChannels = 0;
  int kernel = 0;
  std::vector<float> weight;
  std::vector<float> bias;
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

#pragma once

#include "engine/network/network_model.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Rows of cells, [row of the ring][channel][cell]: what a layer still needs of what the one before has
/// computed.
class RowRing {
 public:
  RowRing(int rows, int channels, int cells);
  float* row(int index, int channel);
  std::size_t stride() const { return mStride; } ///< from a channel to the next

 private:
  int mRows;
  int mChannels;
  std::size_t mStride;
  std::vector<float> mValues;
};

/// One network of a windowed model, laid out for evaluation row by row.
class WindowMember {
 public:
  explicit WindowMember(const ModelMember& member);

  /// Adds this member's logits to `sums` (rows x columns). `values` as in WindowEvaluation, with NaN replaced
  /// by anything finite where the result does not matter and the network does not take it.
  void addLogits(const float* values, int rows, int columns, float* sums) const;

 private:
  /// Weights of one layer as RowSums takes them: [input][padded outputs].
  struct Layer {
    int inputs = 0;
    int outputs = 0;
    std::vector<float> weights;
    std::vector<float> bias;
  };
  struct Run; ///< the buffers of one evaluation

  static Layer layOut(const NetworkLayer& layer);

  void scaleRow(Run& run, int row) const;
  void convolve(Run& run, std::size_t layer, int row) const;
  void pool(Run& run, int row) const;
  void scatterToUnits(Run& run, int row) const;
  void finishRow(Run& run, int row, float* sums) const;

  ModelMember mMember;
  std::vector<Layer> mConvolutions;
  /// The first dense layer, seen from one row of the last map: its outputs are [row of the window][unit],
  /// because the row is the first one of some window, the second of another, and so on.
  Layer mScatter;
  std::vector<float> mUnitBias;
  std::vector<Layer> mDense; ///< the layers after the first dense one
  int mUnits = 0;            ///< outputs of the first dense layer
  int mPositions = 0;        ///< rows and columns of the last map that a window holds
  int mStep = 1;             ///< cells between these: 2 after pooling
};

} // namespace prospectivity

#pragma once

#include "engine/network/curve_kernels.h"
#include "engine/network/network_model.h"
#include "engine/network/receptive_fields.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// `unitLanes` values, aligned for the inner loops.
struct alignas(64) UnitBlock {
  float unit[unitLanes];
};

/// Floats or doubles in aligned storage that only grows, by zeros: what is there stays.
template <typename Value> class AlignedRow {
 public:
  void resize(std::size_t size) {
    const std::size_t blocks = (size * sizeof(Value) + sizeof(UnitBlock) - 1) / sizeof(UnitBlock);
    if (mBlocks.size() < blocks)
      mBlocks.resize(blocks);
  }
  Value* data() { return reinterpret_cast<Value*>(mBlocks.data()); }
  const Value* data() const { return reinterpret_cast<const Value*>(mBlocks.data()); }

 private:
  std::vector<UnitBlock> mBlocks;
};
using FloatRow = AlignedRow<float>;
using DoubleRow = AlignedRow<double>;

/// Number of positions; 0 of a field that ends before it starts.
std::size_t widthOf(const PositionRange& field);

/// The weights of a vector network in the order in which curves along a feature need them: rows of units,
/// padded with zeros to whole blocks. Immutable; shared between threads.
class CurveNetwork {
 public:
  struct Convolution {
    std::size_t inputs = 0;  ///< channels: of the input in the first, else padded
    std::size_t outputs = 0; ///< channels, padded
    std::size_t taps = 0;
    FloatRow weights; ///< [tap][input][output]
    FloatRow bias;

    /// Adds to one output position, in each row, what the input positions of `taken` give it. `from` holds
    /// the positions of `held`, by [row][position][unit].
    void addTaps(const FloatRow& from, const PositionRange& held, std::size_t rows, int output,
                 const PositionRange& taken, float* out, std::size_t outStride) const;
  };
  struct Dense {
    std::size_t inputs = 0;  ///< padded; of the first layer [pooled position][channel]
    std::size_t outputs = 0; ///< padded, or 1: the logit
    FloatRow weights;        ///< [input][output]
    FloatRow bias;
  };

  explicit CurveNetwork(const ModelMember& member);

  /// The positions whose outputs of convolution `layer` change with those of `inputs` below it.
  PositionRange reached(const PositionRange& inputs, std::size_t layer) const;
  PositionRange pooledField(const PositionRange& outputs) const;
  std::size_t pooledPositions() const;
  std::size_t channels() const { return convolutions.back().outputs; }

  std::size_t features = 0;
  std::vector<std::size_t> order;      ///< position p sees feature order[p]
  std::vector<std::size_t> positionOf; ///< of each feature
  Scaling scaling;                     ///< by position
  InputChannels inputChannels;         ///< by position
  std::vector<Convolution> convolutions;
  /// Of the second convolution, [input][tap, last first][output]: an input's weights to the outputs that it
  /// reaches, from left to right.
  DoubleRow spread;
  Pooling pooling = Pooling::None;
  std::vector<Dense> dense;
};

} // namespace prospectivity

#pragma once

#include "engine/core/matrix.h"
#include "engine/network/curve_network.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What of a network does not change along the curve of the input at one position, for a block of samples,
/// and which positions do change. Evaluated once, when built; reading is thread-safe.
class UnreachedUnits {
 public:
  /// `rows`: samples in original units. `network` outlives the units.
  UnreachedUnits(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position);

  /// Every position of the input.
  const PositionRange& all() const { return mAll; }
  /// The positions that change: of the input (layer 0), of convolution `layer`'s output, of pooling.
  const PositionRange& reached(std::size_t layer) const { return mFields[layer]; }
  const PositionRange& reachedPooled() const { return mPooledField; }

  /// What bias and unchanged inputs of convolution `layer` (from 0) give to its reached outputs, by
  /// [position][unit].
  const float* constants(std::size_t layer, std::size_t row) const;
  /// The last convolution by [position][unit], set where unreached.
  const float* lastActivations(std::size_t row) const;
  /// What bias and unchanged inputs give to the units of the first dense layer.
  const float* denseConstants(std::size_t row) const;

 private:
  void scaleInputs(const FloatMatrix& rows);
  void convolve(std::size_t layer);
  void keepConstants(std::size_t layer);
  FloatRow pool() const;
  void keepDenseConstants(const FloatRow& pooled);

  const CurveNetwork& mNetwork;
  std::size_t mRows;
  PositionRange mAll;
  std::vector<PositionRange> mFields;
  PositionRange mPooledField;
  std::vector<FloatRow> mActivations; ///< of the input and each convolution where unreached:
                                      ///< [sample][position][unit]
  std::vector<FloatRow> mConstants;   ///< per convolution: [sample][position][unit]
  FloatRow mDenseConstants;           ///< [sample][unit]
};

} // namespace prospectivity

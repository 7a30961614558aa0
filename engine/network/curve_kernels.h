#pragma once

#include "engine/core/kernels.h"

#include <cstddef>

namespace prospectivity {

/// The inner loops that follow a network's units along one feature. A lane is a unit (a channel): rows of
/// values are whole blocks of `unitLanes` floats, padded with zeros and aligned to 64 bytes; a row belongs to
/// a sample or a grid point. Free of branches on data beyond maxima: thread-safe, and the same for any number
/// of rows beside a row.
constexpr std::size_t unitLanes = 16;

constexpr std::size_t padToLanes(std::size_t units) {
  return (units + unitLanes - 1) / unitLanes * unitLanes;
}

/// What a pooling takes of a row from. A stride of 0 is a position that stays the same: its derivatives are
/// null.
struct PoolingPosition {
  const float* values;
  const float* derivatives;
  std::size_t stride;
};
enum class CurvePooling { Max, Mean };

/// Used as kernels<CurveKernels>().addProducts(...).
struct CurveKernels {
  /// out[r][o] += sum over i of in[r][i] * weights[i][o]; strides in floats; `outputs` is whole blocks.
  void (*addProducts)(const float* in, std::size_t inStride, std::size_t rows, const float* weights,
                      std::size_t inputs, std::size_t outputs, float* out, std::size_t outStride);

  /// out[r] += sum over i of in[r][i] * weights[i]; `inputs` is whole blocks.
  void (*addDots)(const float* in, std::size_t stride, std::size_t rows, const float* weights,
                  std::size_t inputs, float* out);

  /// counts[u] = number of points at which offsets[u] + slopes[u] * points[k] is above 0.
  void (*countActive)(const float* offsets, const float* slopes, std::size_t units, const float* points,
                      std::size_t count, int* counts);

  /// A unit offset + slope * x joins the sums that it has weights in, or leaves them when both have the other
  /// sign: offsets[o] += offset * weights[o], slopes[o] += slope * weights[o]. In double precision, so that
  /// hundreds of changes leave no trace in single precision.
  void (*addLine)(double* offsets, double* slopes, const double* weights, std::size_t units, double offset,
                  double slope);

  /// values[k][u] = max(0, offsets[u] + slopes[u] * points[k]); derivatives[k][u], if wanted (else null), is
  /// slopes[u] where that is above 0, else 0.
  void (*evaluateLines)(const double* offsets, const double* slopes, std::size_t units, const float* points,
                        std::size_t count, float* values, float* derivatives);

  /// values[k][u] = max(0, values[k][u] + constants[u]); derivatives (may be null) become 0 where that is 0.
  void (*addAndClip)(const float* constants, std::size_t units, std::size_t rows, float* values,
                     float* derivatives);

  /// One unit per channel from two positions, in every row. `derivatives` of the result may be null; then
  /// none are read.
  void (*poolRows)(const PoolingPosition& a, const PoolingPosition& b, CurvePooling pooling,
                   std::size_t channels, std::size_t rows, float* values, float* derivatives,
                   std::size_t outStride);

  /// out[i] = 1 / (1 + e^-logits[i]), to a few units in the last place; any number, no alignment.
  void (*sigmoids)(const float* logits, std::size_t count, double* out);

  template <InstructionSet> static CurveKernels compiled();
};

} // namespace prospectivity

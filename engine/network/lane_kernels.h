#pragma once

#include "engine/core/kernels.h"

#include <cstddef>

namespace prospectivity {

/// The inner loops of the receptive-field tables. A lane is one background sample; a block is `lanes`
/// neighbouring floats, one per lane. Every loop runs over whole blocks, so that it is the same for any
/// vector width. Buffers are aligned to 64 bytes and do not overlap unless the loop says so. Free of branches
/// on data: thread-safe.
constexpr std::size_t lanes = 16;

/// Rows of weights are stored in strips of this many outputs (padded with zeros), inputs within.
constexpr std::size_t strip = 8;

constexpr std::size_t padToStrip(std::size_t outputs) {
  return (outputs + strip - 1) / strip * strip;
}

enum class PairPooling { Max, Mean };

/// Used as kernels<LaneKernels>().multiplyBlocks(...).
struct LaneKernels {
  /// out[column][o] = sum over i of weights[o / strip][i][o % strip] * in[column][i], all blocks.
  /// `outputs` is a multiple of `strip`.
  void (*multiplyBlocks)(const float* weights, std::size_t inputs, std::size_t outputs, const float* in,
                         std::size_t columns, float* out);

  /// out[c] = max(0, bias[c] + sum of the taps' blocks): one state of a convolution's position.
  void (*sumTaps)(const float* const* taps, std::size_t count, const float* bias, std::size_t channels,
                  float* out);

  /// out += sum over c of weights[c] * pool(a[c], b[c]), one block. `b` null: a alone.
  void (*poolDot)(const float* a, const float* b, PairPooling pooling, const float* weights,
                  std::size_t channels, float* out);

  /// out[c] = pool(a[c], b[c]).
  void (*poolPair)(const float* a, const float* b, PairPooling pooling, std::size_t channels, float* out);

  /// out[i] = a[i] + b[i], floats; out may be a or b.
  void (*addFloats)(const float* a, const float* b, std::size_t count, float* out);

  /// out[i] = max(0, a[i] + b[i]), floats.
  void (*addRelu)(const float* a, const float* b, std::size_t count, float* out);

  /// out = bias + sum over h of weights[h] * max(0, a[h] + b[h]), one block.
  void (*addReluDot)(const float* a, const float* b, const float* weights, std::size_t units, float bias,
                     float* out);

  /// out[s] = low[s & lowMask] + high[s >> shift], blocks, for s below `states`.
  void (*joinStates)(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                     std::size_t states, float* out);

  /// sums[s] += weight * value[s], lane by lane; the weights silence lanes without a background sample.
  void (*addWeighted)(const float* values, const float* weight, std::size_t states, float* sums);

  /// sums[s] += weight * sigmoid(scale * (low[s & lowMask] + high[s >> shift])).
  /// Relative error of the sigmoid below 3e-7.
  void (*addSigmoids)(const float* low, std::size_t lowMask, const float* high, unsigned shift, float scale,
                      const float* weight, std::size_t states, float* sums);

  /// out[i] = e^(-scale * values[i]), blocks; what is too large for a float is not caught. Adds to `largest`,
  /// lane by lane, the largest |scale * value|: NaN where a value is none.
  void (*exponentials)(const float* values, std::size_t blocks, float scale, float* out, float* largest);

  /// out[s] = low[s & lowMask] * high[s >> shift], as joinStates().
  void (*multiplyStates)(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                         std::size_t states, float* out);

  /// products[s] *= low[f & lowMask] * high[f >> shift] with f = from[s].
  void (*multiplyChosen)(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                         const unsigned* from, std::size_t states, float* products);

  /// sums[s] += weights[0] / (1 + low[0][s & lowMask] * high[0][s >> shift]), and the same of the seconds.
  void (*addReciprocals)(const float* const* low, std::size_t lowMask, const float* const* high,
                         unsigned shift, const float* const* weights, std::size_t states, float* sums);

  template <InstructionSet> static LaneKernels compiled();
};

} // namespace prospectivity

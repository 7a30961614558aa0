#pragma once

#include "engine/core/kernels.h"
#include "engine/network/float_blocks.h"

#include <cstddef>

namespace prospectivity {

constexpr std::size_t padToBlock(std::size_t channels) {
  return (channels + blockFloats - 1) / blockFloats * blockFloats;
}

/// A state of a position and its neighbours, of which each has either sample's value: which part of whose.
struct MixedState {
  std::size_t part[3];    ///< place of what the left neighbour, itself and the right one give, in floats
  unsigned char whose[3]; ///< 0 or 1
  float* product;         ///< where its product goes
};

/// A state in which one value is the background sample's, which the product follows in straight lines.
struct CurveState {
  const float* knots; ///< where the lines meet, rising; a block
  const float* lines; ///< as ChannelKernels::makeCurve() leaves them
  std::size_t value;  ///< number of the value
  float* product;
};

/// The inner loops of tables that are made one background sample at a time: channels fill the registers, so
/// that a channel whose ReLU is off costs nothing. Numbers of channels are padded to whole blocks with zeros;
/// buffers are aligned to 64 bytes and do not overlap. Thread-safe.
///
/// What three neighbouring positions give to a convolution of three taps is kept as their products with its
/// taps: of each position and each state of what it sees (bit 0: its left neighbour, bit 1: itself, bit 2:
/// its right neighbour), [tap][channel]. A position between has the product of the middle tap, that on its
/// left the one of the first tap, that on its right the one of the last.
struct ChannelKernels {
  static constexpr std::size_t mostInputs = 64;
  static constexpr std::size_t mostStates = 128;
  using Products = const float* const*; ///< one of each state

  /// The product of each state with weights [inputs][outputs]: start + the sum over i of
  /// max(0, value i) * weights[i], where the values are the sums of the three parts of `both`[whose]. At most
  /// mostInputs. `states`: at most mostStates.
  void (*multiplyMixed)(const float* const* both, const MixedState* states, std::size_t count,
                        std::size_t inputs, const float* weights, const float* start, std::size_t outputs);

  /// The product of one block of inputs whose values are constant + slope * x as a function of x: on the line
  /// number k, behind k knots, lines[k][0] + lines[k][1] * x, each of `outputs` floats. A line adds up what
  /// is active on it and nothing else, so that large values leave no trace where their ReLU is off.
  void (*makeCurve)(const float* constant, const float* slope, const float* weights, const float* start,
                    std::size_t outputs, float* knots, float* lines);

  /// The product of each state at its value.
  void (*followCurves)(const CurveState* curves, std::size_t count, const float* values, std::size_t outputs);

  /// Of a position in each state of the five positions that it sees (bit 0: the first of them), the sum over
  /// c of head[c] * max(0, the convolution's output), spread over the first register of a block. Adds it to
  /// `sums` (32 blocks), or puts it there when they are fresh. A bit that is not set in `states` is never set
  /// in a state: blocks of other states hold nothing that means anything. `one`: 1,
  /// which the compiler must not know, so that some sums take the units that multiply and add.
  void (*addPosition)(Products left, Products middle, Products right, const float* head, std::size_t channels,
                      unsigned states, float one, bool areFresh, float* sums);

  /// The same of two neighbouring positions of which each channel's larger output counts, in each state of
  /// the six that they see; 64 blocks.
  void (*addPair)(Products left, Products first, Products second, Products right, const float* head,
                  std::size_t channels, unsigned states, float one, bool areFresh, float* sums);

  /// out[i] = sum of block i * step, or of its first register alone, for i below a multiple of blockFloats.
  void (*sumBlocks)(const float* values, std::size_t count, std::size_t step, bool areWhole, float* out);

  /// Of a block's worth of rows, which are `stride` floats apart, each of `columns` (a multiple of
  /// blockFloats) becomes a block.
  void (*turnRows)(const float* rows, std::size_t stride, std::size_t columns, float* blocks);

  template <InstructionSet> static ChannelKernels compiled();
};

} // namespace prospectivity

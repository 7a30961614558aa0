#pragma once

#include "engine/core/kernels.h"
#include "engine/network/float_blocks.h"

#include <cstddef>

namespace prospectivity {

constexpr std::size_t padToBlock(std::size_t channels) {
  return (channels + blockFloats - 1) / blockFloats * blockFloats;
}

/// What a sum over channels behind a ReLU takes, and where it goes.
struct ActiveInputs {
  const float* values;
  unsigned long long active; ///< bit i: value i counts
  float* out;
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
  using Products = const float* const*; ///< one of each state

  /// Of each of the states given, values = left[0 or 1] + middle[0 or 1] + right[0 or 1] by its bits 0, 1 and
  /// 2; bit i of `active`: whether value i is above 0. values: [state][inputs]; at most 64 inputs.
  void (*activate)(const float* const* left, const float* const* middle, const float* const* right,
                   std::size_t inputs, const unsigned char* states, std::size_t count, float* values,
                   unsigned long long* active);

  /// Of each, out = start + the sum over the active i of values[i] * weights[i][outputs]. Fastest when those
  /// of equally many active inputs follow each other.
  void (*multiplyActive)(const ActiveInputs* inputs, std::size_t count, const float* weights,
                         const float* start, std::size_t outputs);

  /// Of a position in each state of the five positions that it sees (bit 0: the first of them), the sum over
  /// c of head[c] * max(0, the convolution's output), spread over the first register of a block. Adds it to
  /// `sums` (32 blocks), or puts it there when they are fresh. A bit that is not set in `states` is never set
  /// in a state: blocks of other states hold nothing that means anything.
  void (*addPosition)(Products left, Products middle, Products right, const float* head, std::size_t channels,
                      unsigned states, bool areFresh, float* sums);

  /// The same of two neighbouring positions of which each channel's larger output counts, in each state of
  /// the six that they see; 64 blocks.
  void (*addPair)(Products left, Products first, Products second, Products right, const float* head,
                  std::size_t channels, unsigned states, bool areFresh, float* sums);

  /// out[i] = sum of the first register of block i. `blocks` is a multiple of blockFloats.
  void (*sumBlocks)(const float* values, std::size_t blocks, float* out);

  template <InstructionSet> static ChannelKernels compiled();
};

} // namespace prospectivity

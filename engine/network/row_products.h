#pragma once

#include "engine/network/channel_kernels.h"
#include "engine/network/row_network.h"

#include <array>
#include <cstddef>
#include <vector>

namespace prospectivity {

/// What the outputs of a network's second convolution add to the logit in each state of the positions that
/// they see, for one explained sample and one background sample after the other. Working memory of one
/// thread.
class RowProducts {
 public:
  explicit RowProducts(const RowNetwork& network);

  /// `seen`: as the first layer sees it, [position][channel].
  void start(const float* seen);

  /// Adds what the outputs give beside that background sample; the first after start() or take() begins anew.
  void add(std::size_t row);

  /// The sums of an output since it was taken last, by the states of its field; valid until the next call.
  const float* take(std::size_t output);

  /// Begins all sums anew.
  void clear() { mAreFresh = true; }

 private:
  void multiply(std::size_t row);

  const RowNetwork& mNetwork;
  LaneBlocks mParts;    ///< of the explained sample
  LaneBlocks mProducts; ///< and where all positions have its values
  LaneBlocks mMixed;    ///< products of the states that mix both, [position][state][tap][outer]
  std::vector<MixedState> mStates;
  /// Products of each position by state; the first and the last stand beyond the ends.
  std::vector<std::array<const float*, 8>> mOfPosition;
  std::vector<LaneBlocks> mSums; ///< of each output
  LaneBlocks mTaken;
  bool mAreFresh = true;
};

} // namespace prospectivity

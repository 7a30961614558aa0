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

  /// Adds what the outputs give beside that background sample.
  void add(std::size_t row);

  /// The sums over what was added since they were taken last: of each output, from floats that are place()
  /// on, by the states of its field. `sums`: size() floats, aligned to a block.
  void take(float* sums);

  std::size_t place(std::size_t output) const { return mPlaces[output]; }
  std::size_t size() const { return mPlaces.back(); }

 private:
  void makeCurves();
  void multiply(std::size_t row);

  const RowNetwork& mNetwork;
  LaneBlocks mParts;    ///< of the explained sample
  LaneBlocks mProducts; ///< and where all positions have its values
  LaneBlocks mMixed;    ///< products of the states that mix both, [position][state][tap][outer]
  std::vector<MixedState> mStates;
  std::vector<MixedState> mCurveStates; ///< those with one value of the background sample, as curves of it
  std::vector<std::size_t> mOpenTaps;   ///< of these, the tap that meets that value
  std::vector<CurveState> mCurves;
  LaneBlocks mKnots;
  LaneBlocks mLines;
  /// Products of each position by state; the first and the last stand beyond the ends.
  std::vector<std::array<const float*, 8>> mOfPosition;
  std::vector<LaneBlocks> mSums; ///< of each output
  std::vector<std::size_t> mPlaces;
  bool mAreFresh = true;
};

} // namespace prospectivity

#pragma once

#include "engine/network/lane_kernels.h"

#include <vector>

namespace prospectivity {

/// As many floats as the inner loops take at once, aligned for them: one per lane, or neighbouring channels.
struct alignas(64) LaneBlock {
  float lane[lanes];
};
using LaneBlocks = std::vector<LaneBlock>;

inline float* floats(LaneBlocks& blocks) {
  return blocks.front().lane;
}
inline const float* floats(const LaneBlocks& blocks) {
  return blocks.front().lane;
}

} // namespace prospectivity

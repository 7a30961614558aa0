#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Points in single precision, near ones together, in blocks as DistanceScan wants them.
struct PointBlocks {
  /// `points`: centred, so that as little as possible is lost to rounding.
  explicit PointBlocks(const FloatMatrix& points);

  std::vector<std::size_t> order; ///< row of each place
  std::size_t count;              ///< of blocks
  std::size_t stride;             ///< floats of a block
  std::vector<float> blocks;
  double largestSquare = 0; ///< of the points' distances from the centre
};

} // namespace prospectivity

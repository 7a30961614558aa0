#pragma once

#include "engine/predict/target_polygons.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// A target in its place among the others.
struct RankedTarget {
  int id = 0;   ///< from 1, by where targets begin on the map, row by row: their ranking does not change it
  int rank = 0; ///< from 1, the best
  TargetPolygon polygon;
};

/// Which targets are large enough to be told.
struct LeastTarget {
  std::size_t cells = 2;   ///< where no area is asked for
  double squareMetres = 0; ///< of ground; above 0: asked for, and `cells` is of no account
};

/// Throws Error when an area is asked for and the grid has no CRS that would tell it.
void checkLeastTarget(const LeastTarget& least, const Grid& grid);

/// Leaves out what is too small and ranks the others: by level, then by mean score, the highest first, then
/// by area, the largest first; what is equal in all of these by where it begins on the map, row by row. The
/// order of `found` does not matter. Throws Error when an area is asked for and the grid has no CRS that
/// would tell it.
std::vector<RankedTarget> rankTargets(std::vector<TargetPolygon> found, const LeastTarget& least);

} // namespace prospectivity

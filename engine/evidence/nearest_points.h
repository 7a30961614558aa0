#pragma once

#include "engine/core/progress.h"
#include "engine/raster/cell_runs.h"

#include <optional>
#include <vector>

namespace prospectivity {

/// The shortest way from a part of a raster to a set of points.
struct NearestPoint {
  Point cell;  ///< centre of the cell that lies nearest to a point; the point itself where that lies in
               ///< one of the part's cells
  Point point; ///< the one nearest to it
  bool isInside = false; ///< whether the point lies in one of the part's cells: the distance is 0
  double distance = 0;   ///< as GroundSpace::distance(): map units, or metres along the geodesic
};

/// Of each part the nearest of `points`, which are in the CRS of the grid; nothing without points. Cells are
/// taken at their centres. Every row of a part is held against every point. Throws Cancelled.
std::vector<std::optional<NearestPoint>> nearestPoints(const Grid& grid, const std::vector<CellRuns>& parts,
                                                       const std::vector<Point>& points,
                                                       const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/raster/cell_runs.h"

#include <QString>

#include <cstddef>
#include <vector>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// KNOWN_DEPOSITS: deposits that lists of targets tell of, in the CRS of a grid; points at one and the same
/// place count once. Throws Error as readPoints(), and for a layer without points.
std::vector<Point> knownDeposits(const QgsProcessingFeatureSource& source, const Grid& grid,
                                 const QgsProcessingContext& context, const Progress& progress);

/// What they mean to a target.
struct DepositsOfTarget {
  std::size_t inside = 0; ///< in a cell of it
  double metres =
      0; ///< on the ground from its nearest cell to the nearest of them, 0 inside; NaN without a CRS
};

std::vector<DepositsOfTarget> depositsOfTargets(const Grid& grid, const std::vector<CellRuns>& targets,
                                                const std::vector<Point>& deposits, const Progress& progress);

} // namespace prospectivity

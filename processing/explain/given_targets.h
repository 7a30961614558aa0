#pragma once

#include "engine/core/progress.h"
#include "engine/raster/cell_runs.h"

#include <qgsgeometry.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// A polygon of a layer of targets, whoever made it.
struct GivenTarget {
  std::string name;     ///< by its id
  QgsGeometry geometry; ///< in the CRS of the map
  CellRuns cells;       ///< with a score
  CellFigures scores;
  double rank = std::numeric_limits<double>::quiet_NaN();   ///< of its field, where it has one
  double spread = std::numeric_limits<double>::quiet_NaN(); ///< of its field, where it has one
};

/// The targets of a layer, the best first.
struct GivenTargets {
  std::vector<GivenTarget> targets;
  std::size_t given = 0;
  std::size_t withoutCells = 0; ///< polygons in which no cell of the map with a score has its centre
  bool isRanked = false;        ///< by the field rank; else by mean score
};

/// Reads TARGETS and finds their cells on the map. Where all have a number in the field `rank` they come in
/// its order, else by mean score; equal ones in the order of the layer. Throws Error naming TARGETS when
/// there are no polygons, none on the map, or none with a cell.
GivenTargets readTargets(const QgsProcessingFeatureSource& source, RasterSource& map,
                         const QgsProcessingContext& context, const Progress& progress);

} // namespace prospectivity

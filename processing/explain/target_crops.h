#pragma once

#include "engine/core/grid.h"
#include "engine/explain/target_map.h"
#include "processing/explain/given_targets.h"

#include <string>
#include <vector>

class QgsProcessingContext;

namespace prospectivity {

/// The two maps of a target's sheet: itself, and what lies around it, five times as far. `all`: the targets
/// of the report; `deposits`: in the CRS of the map. Colours are those of scores on maps. Throws Error as the
/// map does.
std::vector<TargetMap> targetCrops(RasterSource& map, const GivenTarget& target,
                                   const std::vector<GivenTarget>& all, const std::vector<Point>& deposits,
                                   const QgsProcessingContext& context);

/// Where the centroid of a target lies, in the CRS of the map and in WGS 84, in words.
std::string placeOf(const Grid& grid, const GivenTarget& target, const QgsProcessingContext& context);

} // namespace prospectivity

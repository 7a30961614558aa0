#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/shapes.h"
#include "engine/raster/raster_source.h"

#include <vector>

namespace prospectivity {

/// Distance from each cell's centre to the nearest shape, written to `sink`; 0 inside polygons, holes are
/// outside. Shapes beyond the grid count.
///
/// In a projected CRS, or without one: exact in the plane, in map units. In a geographic CRS: metres along
/// the geodesic to the nearest place of the nearest edge, right to a thousandth of a cell; where two edges
/// are equally far to within a part in 10^5 per 1,000 km, either is taken for the nearest. Throws Error
/// when there is no shape, and Cancelled.
///
/// `part`: whole blocks of 256 of the grid, for a sink on partOf() it; its cells are those of the whole grid,
/// and all shapes count. Without cells: all of it.
void writeDistance(const Grid& grid, const std::vector<Shape>& shapes, RasterSink& sink,
                   const Progress& progress, const Tile& part = {});

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/shapes.h"
#include "engine/raster/cell_runs.h"

#include <vector>

namespace prospectivity {

/// A place in cells of a grid: columns and rows from its upper left corner.
Point inCells(const Grid& grid, const Point& point);

/// The cells of a map's first band that have data and their centre in one of the shapes, which are polygons
/// in its CRS. Memory: about four million cells. Throws Cancelled, and Error as the map does.
CellRuns cellsInPolygons(RasterSource& map, const std::vector<Shape>& polygons, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/grid.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// A mask of any kind as a raster of one band on the grid (engine/raster/raster_mask.h): 1 inside, NaN
/// outside. It may be a raster of one band and of any grid and CRS (nearest cell; one without a CRS is in
/// that of the grid; above 0 is inside), polygons (the cell's centre inside one; whichever way longitudes are
/// counted; WKB in `polygonCrs`, which is WKT), or both; null for neither. Drawn window by window as it is
/// read. Throws Error naming the mask when it cannot be brought to the grid, or has several bands (one of
/// transparency aside).
std::unique_ptr<RasterSource> maskRaster(const Grid& grid, std::unique_ptr<RasterSource> raster,
                                         const std::vector<std::string>& polygons,
                                         const std::string& polygonCrs);

} // namespace prospectivity

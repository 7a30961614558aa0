#pragma once

#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// Opens a raster file that GDAL reads, with all its bands as float32. Declared NoData, NaN, and cells
/// outside of the file's own mask are NaN; scale and offset are applied. Bands are named by their
/// descriptions, else by the file's stem (with _1, _2, ... when there are several). Throws Error for a file
/// that is missing or no raster.
std::unique_ptr<RasterSource> openRaster(const std::string& path);

/// Joins all bands of several rasters of one grid into one source. Throws Error naming the first raster that
/// lies on another grid or in another CRS than the first one.
std::unique_ptr<RasterSource> openLayers(const std::vector<std::string>& paths);

/// Where the cells of a raster file lie. Throws Error as openRaster() does.
Grid readGrid(const std::string& path);

} // namespace prospectivity

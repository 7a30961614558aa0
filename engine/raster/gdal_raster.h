#pragma once

#include "engine/raster/raster_file.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// Opens a raster file that GDAL reads, with all its bands as float32. Declared NoData, what the user said is
/// NoData, NaN, and cells outside of the file's own mask are NaN; scale and offset are applied; bytes that
/// the file calls signed are. Bands are named by their descriptions, else by the file's stem (with _1, _2,
/// ... when there are several); the only band of a file with a generic description (isGenericBandName) is
/// named by the stem as well. An alpha band without a name of its own is the mask of the others and no band.
/// Throws Error for a file that is missing or no raster.
std::unique_ptr<RasterSource> openRaster(const RasterFile& file);

/// Joins all bands of several rasters of one grid into one source; generic names that several share become
/// those of the files (bandNamesOf). Throws Error naming the first raster that
/// lies on another grid or in another CRS than the first one.
std::unique_ptr<RasterSource> openLayers(const std::vector<RasterFile>& files);

/// Where the cells of a raster file lie. Throws Error as openRaster() does.
Grid readGrid(const RasterFile& file);

} // namespace prospectivity

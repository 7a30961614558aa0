#pragma once

#include "engine/raster/raster_source.h"

#include <gdal_priv.h>

#include <memory>

namespace prospectivity {

/// A RasterSource as GDAL sees it: float32 bands with NoData NaN. Whatever way a file says NoData, GDAL's
/// warper meets one.
GDALDatasetUniquePtr datasetOf(const std::shared_ptr<RasterSource>& source);

} // namespace prospectivity

#pragma once

#include "engine/raster/raster_source.h"

#include <gdal_priv.h>

#include <exception>
#include <memory>

namespace prospectivity {

/// A RasterSource as GDAL sees it: float32 bands with NoData NaN. Whatever way a file says NoData, GDAL's
/// warper meets one. GDAL lets no exceptions through: what the source throws is kept in `failure`, which
/// outlives the dataset, and GDAL's own call fails. As thread-safe as the source.
GDALDatasetUniquePtr datasetOf(const std::shared_ptr<RasterSource>& source, std::exception_ptr& failure);

} // namespace prospectivity

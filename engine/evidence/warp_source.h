#pragma once

#include "engine/core/choices.h"
#include "engine/core/grid.h"
#include "engine/raster/crs.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>

namespace prospectivity {

/// How a layer's cells become those of another grid. The ids are GDAL's names.
enum class Resampling { Nearest, Bilinear, Cubic, Average, Mode };
const Choices& resamplingChoices();
std::string resamplingName(Resampling resampling); ///< its id

/// A raster on another grid, warped by GDAL window by window as it is read: memory does not grow with the
/// raster. The transformation is exact (no approximation between points), so that results do not depend on
/// the windows. NoData of the source never mixes into a result. Throws Error naming the raster when its CRS
/// cannot be transformed.
std::unique_ptr<RasterSource> warpTo(std::unique_ptr<RasterSource> source, const Grid& grid,
                                     Resampling resampling);

/// The cells, and the extent, that a raster has in another CRS: minX, minY, maxX, maxY in `crs`. Cells are
/// the raster's own in its own CRS, square in another and for a raster that is turned. Throws Error naming
/// the raster when it cannot be transformed.
struct Footprint {
  double minX = 0;
  double minY = 0;
  double maxX = 0;
  double maxY = 0;
  double cellWidth = 0;
  double cellHeight = 0;

  /// The side of a square as large as a cell.
  double cellSize() const;
};
Footprint footprintIn(const RasterSource& source, const std::string& crs);

} // namespace prospectivity

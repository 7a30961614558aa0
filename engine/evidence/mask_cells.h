#pragma once

#include "engine/core/grid.h"
#include "engine/evidence/burn_shapes.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// Says which cells of a grid lie inside a mask, window by window. The mask may be a raster of any grid
/// and CRS (nearest cell; one without a CRS is in that of the grid; above 0 is inside), polygons (the cell's
/// centre inside one; whichever way longitudes are counted), both, or neither (everything is inside). Not
/// thread-safe.
class MaskCells {
 public:
  /// `polygons`: WKB in `polygonCrs` (WKT). Throws Error naming the mask when it cannot be brought to the
  /// grid.
  MaskCells(const Grid& grid, std::unique_ptr<RasterSource> raster, const std::vector<std::string>& polygons,
            const std::string& polygonCrs);

  /// 1 inside, 0 outside, row by row.
  std::vector<unsigned char> inside(const Window& window);

  /// For another thread.
  MaskCells clone() const;

 private:
  MaskCells() = default;

  std::unique_ptr<RasterSource> mRaster; ///< on the grid
  std::shared_ptr<const BurnedShapes> mPolygons;
};

/// The same as a raster of one band on the grid: 1 inside, NaN outside.
std::unique_ptr<RasterSource> maskRaster(const Grid& grid, std::unique_ptr<RasterSource> raster,
                                         const std::vector<std::string>& polygons,
                                         const std::string& polygonCrs);

} // namespace prospectivity

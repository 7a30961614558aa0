#pragma once

#include "engine/raster/raster_source.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// A mask, wherever one is taken: a raster on the grid of what it masks, whose first band says which cells
/// count; null: all of them. Rasters of other grids and polygons become one by maskRaster()
/// (engine/evidence/mask_cells.h).

/// What reading a mask takes for a cell at most, in bytes: its value, and two while polygons are drawn.
constexpr std::size_t maskBytes = 3 * sizeof(float);

/// What a mask says of a cell: not above 0, or NoData, is outside.
inline bool isInside(float mask) {
  return mask > 0;
}

/// Throws Error naming MASK when it lies on another grid than what it masks.
void checkMaskGrid(const RasterSource& source, const RasterSource* mask);

/// What the mask says of the cells of a tile; empty without one.
void readMask(RasterSource* mask, const Tile& tile, std::vector<float>& cells);

/// Makes cells outside of the mask NaN in each of `planes` planes of a tile. `mask` as readMask() left it.
void maskOut(const std::vector<float>& mask, float* values, std::size_t planes);

} // namespace prospectivity

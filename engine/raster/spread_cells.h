#pragma once

#include "engine/raster/raster_source.h"

#include <functional>
#include <vector>

namespace prospectivity {

/// Cells of at most nine blocks of a band (0-based), spread over the raster: enough to know its kind, and no
/// walk over all cells (raster_walk.h). At most 2.4 MB, whatever the raster's size. Throws
/// Error when the file cannot be read.
std::vector<float> spreadCells(RasterSource& source, int band);

/// The same cells block by block, row by row in each, so that it is known which lie side by side.
void walkSpreadBlocks(RasterSource& source, int band,
                      const std::function<void(const Tile&, const std::vector<float>&)>& look);

} // namespace prospectivity

#include "engine/raster/raster_mask.h"

#include "engine/core/error.h"

#include <limits>

namespace prospectivity {

void checkMaskGrid(const RasterSource& source, const RasterSource* mask) {
  if (mask != nullptr && !source.grid().matches(mask->grid()))
    throw Error("%1: %2 lies on another grid than %3: make the mask on the grid of the stack.", Subject::Mask,
                mask->name(), source.name());
}

void readMask(RasterSource* mask, const Tile& tile, std::vector<float>& cells) {
  cells.resize(mask == nullptr ? 0 : tile.cells());
  if (mask != nullptr)
    mask->read({0}, tile, cells.data());
}

void maskOut(const std::vector<float>& mask, float* values, std::size_t planes) {
  for (std::size_t i = 0; i < mask.size(); ++i)
    if (!isInside(mask[i]))
      for (std::size_t plane = 0; plane < planes; ++plane)
        values[plane * mask.size() + i] = std::numeric_limits<float>::quiet_NaN();
}

} // namespace prospectivity

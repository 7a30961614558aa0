#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace prospectivity {

/// Number of a cell, row by row.
using CellIndex = std::int64_t;

CellIndex cellIndex(const Grid& grid, int column, int row);
Point cellCenter(const Grid& grid, CellIndex cell);

/// The evidence of one cell, and whether it has data in every band and lies inside the mask (its first band
/// above 0; null: everywhere). Not thread-safe, no more than the rasters are; throws Error as they do.
class CellReader {
 public:
  CellReader(RasterSource& stack, RasterSource* mask);

  /// False without data; `values` has one value per band.
  bool read(CellIndex cell, std::vector<float>& values);

 private:
  RasterSource& mStack;
  RasterSource* mMask;
  std::vector<int> mBands;
};

/// Visits every cell with data in all bands and inside the mask, row by row, in the calling thread. Throws
/// Cancelled, and Error as the rasters do.
void forEachCellWithData(RasterSource& stack, RasterSource* mask, const Progress& progress,
                         const std::function<void(CellIndex)>& visit);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/raster/point_cells.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What became of the points of a layer.
struct PointAccount {
  std::size_t given = 0;
  std::size_t used = 0;
  std::size_t outside = 0;     ///< beyond the raster
  std::size_t noData = 0;      ///< on a cell without data
  std::size_t outsideMask = 0; ///< on a cell outside of the mask
  std::size_t sameCell = 0;    ///< in a cell that another point of the layer stands for
  std::size_t onDeposit = 0;   ///< non-deposits in the cell of a deposit

  /// Such as "2 outside the raster, 1 in the cell of another"; empty when all are used.
  Sentence leftOut() const;
};

/// Points on the cells of a map: one per cell, in the order of the cells, so that nothing depends on the
/// order of the file.
struct PlacedPoints {
  std::vector<CellIndex> cells; ///< rising
  std::vector<float> values;    ///< of the map
  PointAccount account;
};

/// `points` are in the CRS of the map; `band` counts from 0. Cells in `taken` (sorted) are left out as those
/// of a deposit. `mask`: as in raster_mask.h, may be null.
PlacedPoints placeOnMap(const std::vector<Point>& points, RasterSource& map, int band, RasterSource* mask,
                        const std::vector<CellIndex>& taken, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/grid.h"
#include "engine/raster/raster_source.h"

#include <algorithm>
#include <vector>

namespace prospectivity {

/// A grid cut into strips of whole rows, as high as the tiles of the files that are written (so that each
/// tile is written once) but of sixteen million cells at most.
inline std::vector<Window> stripsOf(const Grid& grid) {
  constexpr long long mostCells = 1LL << 24;
  int rows = 256;
  while (rows > 1 && static_cast<long long>(rows) * grid.columns > mostCells)
    rows /= 2;
  std::vector<Window> strips;
  for (int row = 0; row < grid.rows; row += rows)
    strips.push_back({0, row, grid.columns, std::min(rows, grid.rows - row)});
  return strips;
}

} // namespace prospectivity

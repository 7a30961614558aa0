#include "engine/evaluate/placed_points.h"

#include "engine/core/counted_reasons.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

std::string PointAccount::leftOut() const {
  return countedReasons({{outside, "outside the raster"},
                         {noData, "on NoData"},
                         {outsideMask, "outside the mask"},
                         {sameCell, "in the cell of another"},
                         {onDeposit, "in the cell of a deposit"}});
}

PlacedPoints placeOnMap(const std::vector<Point>& points, RasterSource& map, int band, MaskCells& mask,
                        const std::vector<std::int64_t>& taken, const Progress& progress) {
  PlacedPoints placed;
  PointAccount& account = placed.account;
  account.given = points.size();
  const Grid& grid = map.grid();
  std::vector<std::int64_t> cells;
  for (const Point& point : points) {
    int column = 0;
    int row = 0;
    if (grid.locate(point, column, row))
      cells.push_back(static_cast<std::int64_t>(row) * grid.columns + column);
    else
      ++account.outside;
  }
  std::sort(cells.begin(), cells.end());
  for (std::size_t i = 0; i < cells.size();) {
    progress.check();
    std::size_t next = i;
    while (next < cells.size() && cells[next] == cells[i])
      ++next;
    const std::size_t here = next - i;
    const std::int64_t cell = cells[i];
    i = next;
    const Window window{static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns), 1, 1};
    float value = 0;
    map.read({band}, window, &value);
    if (std::isnan(value)) {
      account.noData += here;
    } else if (mask.inside(window)[0] == 0) {
      account.outsideMask += here;
    } else if (std::binary_search(taken.begin(), taken.end(), cell)) {
      account.onDeposit += here;
    } else {
      account.sameCell += here - 1;
      placed.cells.push_back(cell);
      placed.values.push_back(value);
    }
  }
  account.used = placed.cells.size();
  return placed;
}

} // namespace prospectivity

#include "engine/evaluate/placed_points.h"

#include "engine/core/counted_reasons.h"

#include <algorithm>

namespace prospectivity {

Sentence PointAccount::leftOut() const {
  return countedReasons({{outside, "outside the raster"},
                         {noData, "on NoData"},
                         {outsideMask, "outside the mask"},
                         {sameCell, "in the cell of another"},
                         {onDeposit, "in the cell of a deposit"}});
}

PlacedPoints placeOnMap(const std::vector<Point>& points, RasterSource& map, int band, RasterSource* mask,
                        const std::vector<CellIndex>& taken, const Progress& progress) {
  CellReader reader(map, {band}, mask);
  const PointsOnCells found = placeOnCells(points, reader, progress);
  PlacedPoints placed;
  PointAccount& account = placed.account;
  account.given = points.size();
  account.outside = found.outside;
  account.noData = found.noData;
  account.outsideMask = found.outsideMask;
  for (const OccupiedCell& here : found.cells) {
    if (std::binary_search(taken.begin(), taken.end(), here.cell)) {
      account.onDeposit += here.points;
      continue;
    }
    account.sameCell += here.points - 1;
    placed.cells.push_back(here.cell);
    placed.values.push_back(here.values.front());
  }
  account.used = placed.cells.size();
  return placed;
}

} // namespace prospectivity

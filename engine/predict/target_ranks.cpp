#include "engine/predict/target_ranks.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace prospectivity {

namespace {

auto beginOf(const TargetPolygon& target) {
  const CellRun& first = target.runs.front();
  return std::tuple(first.row, first.begin);
}

bool isTooSmall(const TargetPolygon& target, const LeastTarget& least) {
  if (least.squareMetres <= 0)
    return target.cells < least.cells;
  return target.squareMetres < least.squareMetres * (1 - 1e-9); // whole cells, whatever the last bit says
}

} // namespace

void checkLeastTarget(const LeastTarget& least, const Grid& grid) {
  if (least.squareMetres > 0 && grid.crs.empty())
    throw Error("%1: the layers have no CRS, so that the area of a target on the ground is not known; give "
                "them a CRS, or leave it empty.",
                Subject::MinTargetArea);
}

std::vector<RankedTarget> rankTargets(std::vector<TargetPolygon> found, const LeastTarget& least) {
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const TargetPolygon& target) { return isTooSmall(target, least); }),
              found.end());
  std::sort(found.begin(), found.end(),
            [](const TargetPolygon& a, const TargetPolygon& b) { return beginOf(a) < beginOf(b); });
  std::vector<RankedTarget> targets;
  targets.reserve(found.size());
  for (TargetPolygon& polygon : found)
    targets.push_back({static_cast<int>(targets.size()) + 1, 0, std::move(polygon)});
  // Without a CRS all cells weigh alike, and their number is the area.
  const auto areaOf = [](const TargetPolygon& target) {
    return std::isnan(target.squareMetres) ? static_cast<double>(target.cells) : target.squareMetres;
  };
  std::sort(targets.begin(), targets.end(), [&](const RankedTarget& a, const RankedTarget& b) {
    return std::tuple(a.polygon.level, -a.polygon.mean, -areaOf(a.polygon), a.id) <
           std::tuple(b.polygon.level, -b.polygon.mean, -areaOf(b.polygon), b.id);
  });
  for (std::size_t i = 0; i < targets.size(); ++i)
    targets[i].rank = static_cast<int>(i) + 1;
  return targets;
}

} // namespace prospectivity

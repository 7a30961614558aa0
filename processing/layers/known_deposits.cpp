#include "processing/layers/known_deposits.h"

#include "engine/core/error.h"
#include "engine/evidence/nearest_points.h"
#include "engine/raster/crs.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/point_source.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>

namespace prospectivity {

std::vector<Point> knownDeposits(const QgsProcessingFeatureSource& source, const Grid& grid,
                                 const QgsProcessingContext& context, const Progress& progress) {
  PointsLeftOut leftOut;
  std::vector<Point> points = readPoints(source, QStringLiteral("KNOWN_DEPOSITS"), PointKind::Deposits,
                                         crsOf(grid), context, leftOut, progress);
  if (points.empty())
    throw Error("KNOWN_DEPOSITS: the layer has no points; choose a layer of deposits, or leave it out.");
  if (leftOut.withoutGeometry > 0)
    progress.warning(
        {"KNOWN_DEPOSITS: %1 features without geometry were left out.", leftOut.withoutGeometry});
  std::sort(points.begin(), points.end(),
            [](const Point& a, const Point& b) { return std::tuple(a.x, a.y) < std::tuple(b.x, b.y); });
  points.erase(std::unique(points.begin(), points.end(),
                           [](const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; }),
               points.end());
  return points;
}

std::vector<DepositsOfTarget> depositsOfTargets(const Grid& grid, const std::vector<CellRuns>& targets,
                                                const std::vector<Point>& deposits,
                                                const Progress& progress) {
  const MapScale scale(grid);
  const bool isInDegrees = isGeographic(grid.crs);
  const auto metresOf = [&](const std::optional<NearestPoint>& nearest) {
    if (!nearest)
      return std::numeric_limits<double>::quiet_NaN();
    if (nearest->isInside)
      return 0.0;
    return isInDegrees ? nearest->distance : scale.metres(nearest->cell, nearest->point);
  };
  std::vector<DepositsOfTarget> found;
  const std::vector<std::optional<NearestPoint>> nearest = nearestPoints(grid, targets, deposits, progress);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto inside = std::count_if(deposits.begin(), deposits.end(), [&](const Point& point) {
      int column = 0;
      int row = 0;
      return grid.locate(point, column, row) && holdsCell(targets[i], column, row);
    });
    found.push_back({static_cast<std::size_t>(inside), metresOf(nearest[i])});
  }
  return found;
}

} // namespace prospectivity

#include "engine/evidence/nearest_points.h"

#include "engine/core/parallel.h"
#include "engine/evidence/ground_space.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

/// A point with the place where straight lines are short ways.
struct PlacedPoint {
  Point point;
  GroundPoint place;
};

double squaredDistance(const GroundPoint& a, const GroundPoint& b) {
  const double x = a.x - b.x;
  const double y = a.y - b.y;
  const double z = a.z - b.z;
  return x * x + y * y + z * z;
}

/// The nearest cell of a row to a point: the foot of its perpendicular on the line of the cells' centres,
/// held within the run. On a parallel as on a straight line the distance rises to both sides of it.
class NearestInRow {
 public:
  NearestInRow(const GroundSpace& space) : mSpace(space) {
    const auto& t = space.grid().transform;
    mIsTurned = t[2] != 0 || t[4] != 0;
  }

  template <class Use> void candidates(const CellRun& run, const Point& point, const Use& use) const {
    const auto& t = mSpace.grid().transform;
    if (mSpace.geographic() && mIsTurned) { // the cells of a row lie on no parallel
      for (int column = run.begin; column < run.end; ++column)
        use(column);
      return;
    }
    const Point first = mSpace.grid().center(0, run.row);
    const double along =
        ((point.x - first.x) * t[1] + (point.y - first.y) * t[4]) / (t[1] * t[1] + t[4] * t[4]);
    use(held(along, run));
    if (!mSpace.geographic())
      return;
    use(run.begin); // nearer the other way round the Earth, perhaps
    use(run.end - 1);
    const double turn = 2 * M_PI / (mSpace.radians() * std::abs(t[1]));
    use(held(along - turn, run));
    use(held(along + turn, run));
  }

 private:
  static int held(double along, const CellRun& run) {
    return static_cast<int>(
        std::clamp(std::round(along), static_cast<double>(run.begin), static_cast<double>(run.end - 1)));
  }

  const GroundSpace& mSpace;
  bool mIsTurned = false;
};

std::optional<NearestPoint> nearestTo(const CellRuns& runs, const std::vector<PlacedPoint>& points,
                                      const GroundSpace& space, const Progress& progress) {
  const NearestInRow nearest(space);
  double least = std::numeric_limits<double>::infinity();
  std::optional<NearestPoint> found;
  for (const PlacedPoint& placed : points) {
    int column = 0;
    int row = 0;
    if (space.grid().locate(placed.point, column, row) && holdsCell(runs, column, row))
      return NearestPoint{placed.point, placed.point, true, 0};
  }
  for (const CellRun& run : runs) {
    progress.check();
    for (const PlacedPoint& placed : points)
      nearest.candidates(run, placed.point, [&](int column) {
        const Point cell = space.grid().center(column, run.row);
        const double distance = squaredDistance(space.at(cell), placed.place);
        if (distance < least) {
          least = distance;
          found = NearestPoint{cell, placed.point, false, 0};
        }
      });
  }
  if (found)
    found->distance = space.distance(found->cell, found->point);
  return found;
}

} // namespace

std::vector<std::optional<NearestPoint>> nearestPoints(const Grid& grid, const std::vector<CellRuns>& parts,
                                                       const std::vector<Point>& points,
                                                       const Progress& progress) {
  const GroundSpace space(grid);
  std::vector<PlacedPoint> placed;
  placed.reserve(points.size());
  for (const Point& point : points)
    placed.push_back({point, space.at(point)});
  std::vector<std::optional<NearestPoint>> nearest(parts.size());
  parallelFor(parts.size(), 0,
              [&](std::size_t part) { nearest[part] = nearestTo(parts[part], placed, space, progress); });
  return nearest;
}

} // namespace prospectivity

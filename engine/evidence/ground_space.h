#pragma once

#include "engine/core/grid.h"
#include "engine/raster/crs_units.h"
#include "engine/raster/raster_source.h"

#include <geodesic.h>

namespace prospectivity {

/// A place where straight-line distance is distance on the ground, or orders like it.
struct GroundPoint {
  double x = 0;
  double y = 0;
  double z = 0;
};

/// A ball that holds the centres of all cells of a block.
struct GroundBall {
  GroundPoint center;
  double radius = 0;
};

/// Where the cells of a grid lie on the ground.
///
/// In a projected CRS, or without one, it is the plane of the map, in map units. In a geographic CRS it is
/// the space around the ellipsoid, in metres from its centre: a chord there knows neither anti-meridian nor
/// poles, and is shorter than the ground distance s by s^3 / 24 R^2 (4 mm at 16 km, 1 km at 1,000 km).
/// Immutable and thread-safe.
class GroundSpace {
 public:
  /// Throws Error when cell centres lie beyond a pole.
  explicit GroundSpace(const Grid& grid);

  const Grid& grid() const { return mGrid; }
  bool geographic() const { return mUnits.geographic; }
  double radians() const { return mUnits.radians; } ///< of one unit of the CRS, when geographic
  GroundPoint at(const Point& point) const;
  GroundBall ballOf(const Tile& block) const;

  /// Ground distance between two points of the grid's CRS: map units, or metres along the geodesic (Karney
  /// 2013, doi 10.1007/s00190-012-0578-z) when geographic.
  double distance(const Point& a, const Point& b) const;

  /// The shorter side of the cell in the middle of the grid, in the units of distance().
  double cellSize() const;

  /// Metres of one unit of distance().
  double metres() const { return mUnits.geographic ? 1 : mUnits.metres; }

 private:
  Grid mGrid;
  CrsUnits mUnits;
  geod_geodesic mGeodesic{};
};

} // namespace prospectivity

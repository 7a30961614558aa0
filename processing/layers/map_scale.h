#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"
#include "engine/raster/cell_runs.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsdistancearea.h>
#include <qgsrectangle.h>

#include <optional>

namespace prospectivity {

/// How maps distort what is measured on them; the ground is the ellipsoid of the CRS. All are silent in a
/// geographic CRS and without one. `name` names the grid or the layer in messages.

/// Warns when a length on the map differs by more than 1 % from that on the ground in the middle of a grid,
/// as in Web Mercator.
void warnOfMapScale(const Grid& grid, const QString& name, const Progress& progress);
void warnOfMapScale(const QgsCoordinateReferenceSystem& crs, const QgsRectangle& extent, const QString& name,
                    const Progress& progress);

/// Warns when cells of one size on the map cover ground that differs by more than 2 % within a grid: shares
/// of the area, which count cells, are then not those of the ground.
void warnOfUnequalCells(const Grid& grid, const QString& name, const Progress& progress);

/// What areas and lengths on a map are on the ground, place by place. Not thread-safe.
class MapScale {
 public:
  explicit MapScale(const Grid& grid);

  /// Area on the map by area on the ground at a cell; 1 in a geographic CRS and without one, where the map is
  /// not measured, and NaN beyond the Earth.
  double ofArea(int column, int row) const;

  /// Whether areas on the map are more than 2 % off those on the ground somewhere in the grid.
  bool distortsAreas() const;

  /// Area on the ground by area on the map of a part of the grid: the mean over cells of a lattice in it, NaN
  /// where all of them lie beyond the Earth.
  double groundByMap(const CellRuns& cells) const;

  /// Metres on the ground between two points of a projected CRS; on the map where its ellipsoid is not known,
  /// NaN without a CRS.
  double metres(const Point& a, const Point& b) const;

 private:
  double onGround(const Point& a, const Point& b) const;

  Grid mGrid;
  QgsCoordinateReferenceSystem mCrs;
  std::optional<QgsDistanceArea> mGround; ///< of a projected CRS
  double mMetres;                         ///< of one unit of the map
};

} // namespace prospectivity

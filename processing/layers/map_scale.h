#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"
#include "engine/evaluate/area_ranks.h"
#include "engine/raster/cell_runs.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsdistancearea.h>
#include <qgsrectangle.h>

#include <optional>
#include <vector>

namespace prospectivity {

/// How maps distort what is measured on them; the ground is the ellipsoid of the CRS. All look at 25 places,
/// from edge to edge, and are silent without a CRS. `name` names the grid or the layer in messages.

/// Warns when a length on the map differs by more than 1 % from that on the ground somewhere in a grid, as in
/// Web Mercator. Silent in a geographic CRS.
void warnOfMapScale(const Grid& grid, const QString& name, const Progress& progress);

/// The same for what lies in an extent, and warns in a geographic CRS as warnOfDegrees() does.
void warnOfMapScale(const QgsCoordinateReferenceSystem& crs, const QgsRectangle& extent, const QString& name,
                    const Progress& progress);

/// Where distances are taken in degrees: warns when one from west to east differs by more than 1 % from one
/// from south to north.
void warnOfDegrees(const Grid& grid, const QString& name, const Progress& progress);

/// Warns when cells of one size on the map cover ground that differs by more than 2 % within a grid: shares
/// of the area, which count cells, are then not those of the ground. Silent in a geographic CRS, where cells
/// count by their area.
void warnOfUnequalCells(const Grid& grid, const QString& name, const Progress& progress);

/// The same where cells are drawn, which no weight makes alike in a geographic CRS either.
void warnOfUnequalDraws(const Grid& grid, const QString& name, const Progress& progress);

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

  /// The same of counted cells, each part by the scale in its middle; those whose middle lies beyond the
  /// Earth have that of the others, and where all do, it is NaN.
  double groundByMap(const std::vector<CountedPart>& parts) const;

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

#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsrectangle.h>

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

/// Warns when areas on the map are more than 2 % off those on the ground somewhere in a grid.
void warnOfAreaScale(const Grid& grid, const QString& name, const Progress& progress);

} // namespace prospectivity

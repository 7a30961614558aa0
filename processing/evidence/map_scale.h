#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"

#include <QString>

namespace prospectivity {

/// Warns when a length on the map differs by more than 1 % from that on the ground (the ellipsoid of the CRS)
/// in the middle of a grid, as in Web Mercator. `parameter` names the grid. Silent in a geographic CRS and
/// without one.
void warnOfMapScale(const Grid& grid, const QString& parameter, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/grid.h"

#include <qgscoordinatereferencesystem.h>

#include <string>

namespace prospectivity {

/// The CRS of a grid; invalid when it has none. Thread-safe, as is the other.
QgsCoordinateReferenceSystem crsOf(const Grid& grid);

/// A CRS as the engine takes it: WKT as GDAL prefers it; empty for an invalid one,
/// and for the "undefined" ones of GeoPackages.
std::string wktOf(const QgsCoordinateReferenceSystem& crs);

} // namespace prospectivity

#include "engine/raster/crs_units.h"

#include "engine/raster/gdal_session.h"

#include <ogr_spatialref.h>

namespace prospectivity {

CrsUnits unitsOf(const std::string& crs) {
  const GdalErrors errors;
  CrsUnits units;
  OGRSpatialReference reference;
  if (crs.empty() || reference.importFromWkt(crs.c_str()) != OGRERR_NONE)
    return units;
  units.geographic = reference.IsGeographic() != 0;
  if (!units.geographic) {
    units.metres = reference.GetLinearUnits();
    return units;
  }
  units.radians = reference.GetAngularUnits();
  units.semiMajor = reference.GetSemiMajor();
  const double inverse = reference.GetInvFlattening();
  units.flattening = inverse > 0 ? 1 / inverse : 0; // a sphere has an inverse flattening of 0
  return units;
}

} // namespace prospectivity

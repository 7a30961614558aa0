#include "engine/raster/crs.h"

#include "engine/raster/gdal_session.h"

#include <ogr_spatialref.h>

#include <cmath>
#include <memory>

namespace prospectivity {

bool sameCrs(const std::string& a, const std::string& b) {
  if (a == b)
    return true;
  OGRSpatialReference first;
  OGRSpatialReference second;
  return first.importFromWkt(a.c_str()) == OGRERR_NONE && second.importFromWkt(b.c_str()) == OGRERR_NONE &&
         first.IsSame(&second) != 0;
}

bool isGeographic(const std::string& crs) {
  OGRSpatialReference reference;
  return !crs.empty() && reference.importFromWkt(crs.c_str()) == OGRERR_NONE && reference.IsGeographic() != 0;
}

bool boundsIn(const std::string& from, const std::string& to, double& minX, double& minY, double& maxX,
              double& maxY) {
  const GdalErrors quiet;
  OGRSpatialReference source;
  OGRSpatialReference target;
  if (source.importFromWkt(from.c_str()) != OGRERR_NONE || target.importFromWkt(to.c_str()) != OGRERR_NONE)
    return false;
  source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> transformation(
      OGRCreateCoordinateTransformation(&source, &target));
  constexpr int pointsPerSide = 21; // GDAL's own choice for curved sides
  double left = 0;
  double bottom = 0;
  double right = 0;
  double top = 0;
  if (!transformation ||
      !transformation->TransformBounds(minX, minY, maxX, maxY, &left, &bottom, &right, &top, pointsPerSide))
    return false;
  for (const double edge : {left, bottom, right, top})
    if (!std::isfinite(edge))
      return false;
  minX = left;
  minY = bottom;
  maxX = right;
  maxY = top;
  return true;
}

std::string crsName(const std::string& crs) {
  OGRSpatialReference reference;
  if (crs.empty() || reference.importFromWkt(crs.c_str()) != OGRERR_NONE)
    return "no CRS";
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr)
    return std::string(authority) + ":" + code;
  const char* name = reference.GetName();
  return name == nullptr ? "an unnamed CRS" : name;
}

} // namespace prospectivity

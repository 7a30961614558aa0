#include "engine/raster/crs.h"

#include <ogr_spatialref.h>

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

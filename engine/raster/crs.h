#pragma once

#include <string>

namespace prospectivity {

/// Questions about CRS as text. All are thread-safe, and none throws: text that is no CRS equals itself only,
/// is not geographic, meets no other and has the name of none.

/// Whether two CRS (WKT) are the same, however they are written. An empty one equals an empty one only.
bool sameCrs(const std::string& a, const std::string& b);

/// Whether a CRS (WKT) counts in longitude and latitude, in whatever unit.
bool isGeographic(const std::string& crs);

/// Brings a rectangle from one CRS (WKT) to the smallest upright one around it in another; longitude comes
/// first in both. False, with the rectangle as it was, where the CRS do not meet.
bool boundsIn(const std::string& from, const std::string& to, double& minX, double& minY, double& maxX,
              double& maxY);

/// For messages: "EPSG:32650", or the name of the CRS; "no CRS".
std::string crsName(const std::string& crs);

} // namespace prospectivity

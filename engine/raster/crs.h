#pragma once

#include <string>

namespace prospectivity {

/// Whether two CRS (WKT) are the same, however they are written. An empty one equals an empty one only.
bool sameCrs(const std::string& a, const std::string& b);

/// Whether a CRS (WKT) counts in degrees of longitude and latitude.
bool isGeographic(const std::string& crs);

/// For messages: "EPSG:32650", or the name of the CRS; "no CRS".
std::string crsName(const std::string& crs);

} // namespace prospectivity

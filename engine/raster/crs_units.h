#pragma once

#include <string>

namespace prospectivity {

/// What the coordinates of a CRS measure.
struct CrsUnits {
  bool geographic = false;
  double radians = 0;    ///< of one unit, when geographic
  double metres = 1;     ///< of one unit, when not geographic; 1 without a CRS
  double semiMajor = 0;  ///< of the ellipsoid, metres, when geographic
  double flattening = 0; ///< of the ellipsoid, when geographic
};

/// `crs` is WKT; empty, or text that is no CRS: a plane in metres. Thread-safe.
CrsUnits unitsOf(const std::string& crs);

} // namespace prospectivity

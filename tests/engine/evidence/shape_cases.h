#pragma once

#include "engine/core/grid.h"
#include "engine/evidence/shapes.h"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <string>
#include <vector>

namespace prospectivity {

inline std::string crsOfCode(int epsg) {
  OGRSpatialReference reference;
  reference.importFromEPSG(epsg);
  char* text = nullptr;
  reference.exportToWkt(&text);
  std::string wkt = text;
  CPLFree(text);
  return wkt;
}

inline std::string wkbOf(const std::string& wkt) {
  OGRGeometry* geometry = nullptr;
  OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &geometry);
  std::string wkb(static_cast<std::size_t>(geometry->WkbSize()), '\0');
  geometry->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()), wkbVariantIso);
  OGRGeometryFactory::destroyGeometry(geometry);
  return wkb;
}

/// Shapes of geometries in WKT, of value 1, 2, ...
inline std::vector<Shape> shapesOf(const std::vector<std::string>& geometries, const std::string& crs = {}) {
  ShapeReader reader("shapes", crs);
  double value = 0;
  for (const std::string& geometry : geometries)
    reader.add(wkbOf(geometry), ++value);
  return reader.take();
}

/// Cells of the given size, the first of which has its upper left corner at (left, top).
inline Grid gridAt(double left, double top, double cell, int columns, int rows, const std::string& crs = {}) {
  return {{left, cell, 0, top, 0, -cell}, columns, rows, crs};
}

} // namespace prospectivity

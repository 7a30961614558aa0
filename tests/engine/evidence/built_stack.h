#pragma once

#include "engine/evidence/build_stack.h"
#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/engine/predict/memory_sink.h"

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

inline std::string wktOf(int epsg) {
  OGRSpatialReference reference;
  reference.importFromEPSG(epsg);
  char* text = nullptr;
  reference.exportToWkt(&text);
  const std::string wkt = text;
  CPLFree(text);
  return wkt;
}

/// A raster whose upper left corner and cells are given, without values.
inline EvidenceFile at(double left, double top, double cell, int columns, int rows) {
  EvidenceFile file;
  file.transform = {left, cell, 0, top, 0, -cell};
  file.columns = columns;
  file.rows = rows;
  return file;
}

/// Of a geometry that is written as text.
inline std::string wkbOf(const char* wkt) {
  OGRGeometry* geometry = nullptr;
  OGRGeometryFactory::createFromWkt(wkt, nullptr, &geometry);
  std::string wkb(static_cast<std::size_t>(geometry->WkbSize()), '\0');
  geometry->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()));
  OGRGeometryFactory::destroyGeometry(geometry);
  return wkb;
}

/// A row of cells with these values; -9999 is NoData.
inline EvidenceFile rowOf(const std::vector<double>& values) {
  EvidenceFile file = at(500000, 2900000, 100, static_cast<int>(values.size()), 1);
  file.hasNoData = true;
  file.noData = -9999;
  file.value = [values](double x, double) { return values[static_cast<std::size_t>((x - 500000) / 100)]; };
  return file;
}

inline StackRequest requestOf(const std::vector<std::string>& paths) {
  StackRequest request;
  for (const std::string& path : paths)
    request.layers.push_back(openRaster(path));
  return request;
}

/// A stack in memory: band after band, as they are named.
struct Built {
  Grid grid;
  std::vector<std::string> names;
  std::vector<float> values;
  StackAccount account;
};

inline Built build(StackRequest request) {
  StackBuilder builder(std::move(request), Progress());
  MemorySink sink(builder.grid(), static_cast<int>(builder.bandNames().size()));
  Built built{builder.grid(), builder.bandNames(), {}, builder.write(sink, Progress())};
  built.values = sink.values;
  return built;
}

} // namespace prospectivity

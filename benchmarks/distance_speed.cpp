// Distance to the lines of a file on the grid of a raster, for distance_speed.py. Prints the seconds of the
// calculation alone, those of the whole file that Vector evidence writes, and peak memory in MB.
// Usage: distance_speed OUTPUT LINES REFERENCE
#include "benchmarks/peak_memory.h"
#include "engine/evidence/vector_distance.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"

#include <ogrsf_frmts.h>

#include <chrono>
#include <iostream>

using namespace prospectivity;

namespace {

class Nowhere : public RasterSink {
 public:
  void write(const Tile&, const float*) override {}
  void finish() override {}
};

std::vector<Shape> shapesOf(const char* path, const std::string& crs) {
  auto* dataset = static_cast<GDALDataset*>(GDALOpenEx(path, GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
  ShapeReader reader(path, crs);
  for (const auto& feature : *dataset->GetLayer(0)) {
    std::string wkb(feature->GetGeometryRef()->WkbSize(), '\0');
    feature->GetGeometryRef()->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()));
    reader.add(wkb, 1);
  }
  GDALClose(dataset);
  return reader.take();
}

} // namespace

int main(int, char** arguments) {
  auto seconds = [last = std::chrono::steady_clock::now()]() mutable {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = now - last;
    last = now;
    return passed.count();
  };
  const GdalCacheLimit cache;
  const Grid grid = readGrid(arguments[3]);
  Nowhere nowhere;
  writeDistance(grid, shapesOf(arguments[2], grid.crs), nowhere, Progress());
  std::cout << seconds() << " ";
  const auto sink = createRaster(arguments[1], grid, {"distance"});
  writeDistance(grid, shapesOf(arguments[2], grid.crs), *sink, Progress());
  sink->finish();
  std::cout << seconds() << " " << peakMegabytes() << "\n";
  return 0;
}

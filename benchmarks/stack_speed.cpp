// Stacks the given rasters on the grid of the first one and writes the file that Build evidence stack writes,
// for stack_speed.py. Prints seconds and peak memory in MB. Usage: stack_speed OUTPUT LAYER ...
#include "benchmarks/peak_memory.h"
#include "engine/evidence/build_stack.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"

#include <chrono>
#include <iostream>

using namespace prospectivity;

int main(int count, char** arguments) {
  const auto start = std::chrono::steady_clock::now();
  const GdalCacheLimit cache;
  StackRequest request;
  for (int i = 2; i < count; ++i)
    request.layers.push_back(openRaster(arguments[i]));
  request.grid.reference = request.layers.front()->grid();
  StackBuilder builder(std::move(request), Progress());
  const auto sink = createRaster(arguments[1], builder.grid(), builder.bandNames());
  builder.write(*sink, Progress());
  sink->finish();
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  std::cout << passed.count() << " " << peakMegabytes() << "\n";
  return 0;
}

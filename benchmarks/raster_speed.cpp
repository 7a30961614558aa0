// A raster of 12 bands to its map, as Predict prospectivity does it, for raster_speed.py; and the two things
// it does at once, each alone. Prints seconds, seconds of processors and peak memory in MB. Usage:
//   raster_speed stack OUTPUT SIDE           writes a stack of SIDE x SIDE cells, smooth bands with noise
//   raster_speed whole|pass|compute MODEL STACK OUTPUT
//       whole: the map. pass: reads all bands and writes one, nothing computed. compute: the same tiles again
//       and again from memory, nothing read or written.
#include "benchmarks/peak_memory.h"
#include "engine/core/parallel.h"
#include "engine/network/backend.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/network/random_model.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <string>

using namespace prospectivity;

namespace {

constexpr int bands = 12;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Interpolated geochemistry, more or less: waves of some hundred cells, and noise in the last digits.
void writeStack(const std::string& path, int side) {
  Grid grid;
  grid.columns = side;
  grid.rows = side;
  grid.transform = {500000, 25, 0, 2800000, 0, -25};
  std::vector<std::string> names;
  for (int band = 0; band < bands; ++band)
    names.push_back("feature " + std::to_string(band));
  RasterOptions options;
  options.overviews = false;
  const auto sink = createRaster(path, grid, names, options);
  Random random(71);
  constexpr int stripRows = 256;
  std::vector<float> values;
  for (int row = 0; row < side; row += stripRows) {
    const Tile strip{0, row, side, std::min(stripRows, side - row)};
    values.clear();
    for (int band = 0; band < bands; ++band)
      for (int r = row; r < row + strip.rows; ++r) {
        const double wave = std::sin(r / (90.0 + 17 * band));
        for (int c = 0; c < side; ++c) {
          const double value = wave * std::cos(c / (110.0 + 13 * band)) + 0.01 * random.uniform();
          values.push_back(static_cast<float>(std::round(value * 1000) / 1000));
        }
      }
    sink->write(strip, values.data());
  }
  sink->finish();
}

void firstBand(const float* features, const Tile& tile, float* outputs) {
  std::copy_n(features, tile.cells(), outputs);
}

void throughFiles(const NetworkModel& model, const std::string& stack, const std::string& output,
                  const TileFunction& tiles) {
  const GdalCacheLimit cache;
  const auto source = openRaster(stack);
  const auto sink = createRaster(output, source->grid(), {"probability"});
  computeTiles(*source, modelBands(*source, model.features), nullptr, *sink, TilingOptions(), tiles,
               Progress());
  sink->finish();
}

void fromMemory(const NetworkModel& model, const std::string& stack) {
  const Grid grid = readGrid(stack);
  const Tile tile{0, 0, grid.columns, 64};
  const FloatMatrix values = randomRows(bands, static_cast<int>(tile.cells()), 72);
  const TileFunction compute = probabilityTiles(model);
  const SingleThreadedBlas blas;
  parallelFor(static_cast<std::size_t>(grid.rows / tile.rows), 0, [&](std::size_t) {
    std::vector<float> probabilities(tile.cells());
    compute(values.data(), tile, probabilities.data());
  });
}

} // namespace

int main(int, char** arguments) {
  const std::string mode = arguments[1];
  if (mode == "stack") {
    writeStack(arguments[2], std::stoi(arguments[3]));
    return 0;
  }
  const NetworkModel model = loadNetwork(arguments[2]);
  const double start = now();
  const std::clock_t clockBefore = std::clock();
  if (mode == "compute")
    fromMemory(model, arguments[3]);
  else
    throughFiles(model, arguments[3], arguments[4],
                 mode == "whole" ? probabilityTiles(model) : TileFunction(firstBand));
  const double processors = static_cast<double>(std::clock() - clockBefore) / CLOCKS_PER_SEC;
  std::cout << now() - start << " " << processors << " " << peakMegabytes() << "\n";
  return 0;
}

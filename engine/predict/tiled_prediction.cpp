#include "engine/predict/tiled_prediction.h"

#include "engine/core/memory_budget.h"
#include "engine/core/parallel.h"
#include "engine/predict/tile_pipeline.h"
#include "engine/predict/time_left.h"
#include "engine/raster/find_bands.h"
#include "engine/raster/raster_mask.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

/// One tile per thread is computed, one is read and one is written.
std::size_t tilesUnderWay(int threads) {
  return size(threads) + 2;
}

/// Tiles of the part, so many of which fit the memory with their features, outputs and mask.
Tiles tilesOf(const RasterSource& source, const Tile& part, std::size_t planes, int threads,
              const TilingOptions& options) {
  Grid grid;
  grid.columns = part.columns;
  grid.rows = part.rows;
  const std::size_t memory = options.memory > 0 ? options.memory : memoryBudget().of(MemoryUse::Tiles);
  const std::size_t tileBytes = memory / tilesUnderWay(threads);
  const Tiles fitting = blockTiles(grid, source.naturalBlock(),
                                   std::max<std::size_t>(tileBytes / (planes * sizeof(float)), 1024));
  const Tile tile = fitting[0];
  return {grid, options.tileColumns > 0 ? options.tileColumns : tile.columns,
          options.tileRows > 0 ? options.tileRows : tile.rows};
}

struct TileUnderWay {
  Tile place;
  std::vector<float> features;
  std::vector<float> mask;
  std::vector<float> outputs;
};

} // namespace

Tile partToCompute(const RasterSource& source, const TilingOptions& options) {
  return options.part.cells() > 0 ? options.part : Tile{0, 0, source.grid().columns, source.grid().rows};
}

std::size_t computeTiles(RasterSource& source, const std::vector<int>& bands, RasterSource* mask,
                         RasterSink& sink, const TilingOptions& options, const TileFunction& compute,
                         const Progress& progress) {
  checkMaskGrid(source, mask);
  const int threads = options.threads > 0 ? options.threads : availableThreads();
  const std::size_t planes = bands.size() + size(options.outputBands) + size(options.copiedBands) + 1;
  const Tile part = partToCompute(source, options);
  const Tiles tiles = tilesOf(source, part, planes, threads, options);
  TimeLeft timeLeft;

  std::vector<TileUnderWay> slots(tilesUnderWay(threads));
  const auto slot = [&](std::size_t i) -> TileUnderWay& { return slots[i % slots.size()]; };
  PipelineSteps steps;
  steps.read = [&](std::size_t i) {
    progress.check();
    TileUnderWay& tile = slot(i);
    tile.place = tiles[i];
    tile.place.column += part.column;
    tile.place.row += part.row;
    tile.features = readWithHalo(source, bands, tile.place, options.halo);
    readMask(mask, tile.place, tile.mask);
  };
  steps.compute = [&](std::size_t i) {
    progress.check();
    TileUnderWay& tile = slot(i);
    tile.outputs.assign(tile.place.cells() * size(options.outputBands), 0);
    maskOut(tile.mask, tile.outputs.data(), size(options.outputBands));
    compute(tile.features.data(), tile.place, tile.outputs.data());
    tile.features = {};
    maskOut(tile.mask, tile.outputs.data(), size(options.outputBands));
  };
  std::size_t mapped = 0;
  steps.write = [&](std::size_t i) {
    progress.check();
    const Tile place = tiles[i]; // in the part
    const float* outputs = slot(i).outputs.data();
    sink.write(place, outputs);
    mapped += static_cast<std::size_t>(
        std::count_if(outputs, outputs + place.cells(), [](float value) { return !std::isnan(value); }));
    const double fraction = static_cast<double>(i + 1) / static_cast<double>(tiles.count());
    progress.fraction(fraction);
    if (const std::optional<std::string> line = timeLeft.at(fraction))
      progress.message(*line);
  };
  // GDAL's objects belong to one thread at a time: the calling one reads and writes.
  runPipeline(tiles.count(), threads, slots.size(), steps);
  return mapped;
}

std::vector<int> modelBands(const RasterSource& source, const std::vector<std::string>& features) {
  return findBands(source, features, ", which the model needs: add the layer, or give the band that name.");
}

} // namespace prospectivity

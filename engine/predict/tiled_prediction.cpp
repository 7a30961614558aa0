#include "engine/predict/tiled_prediction.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/predict/tile_pipeline.h"
#include "engine/predict/time_left.h"
#include "engine/raster/find_bands.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace prospectivity {

namespace {

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

/// One tile per thread is computed, one is read and one is written.
std::size_t tilesUnderWay(int threads) {
  return size(threads) + 2;
}

/// Rows and columns of a tile: whole blocks, as wide as the raster if a handful of such tiles fits the
/// memory.
Window tileSize(const RasterSource& source, std::size_t planes, int threads, const TilingOptions& options) {
  const Grid& grid = source.grid();
  const Window block = source.naturalBlock();
  const std::size_t tileBytes = options.memory / tilesUnderWay(threads);
  const std::size_t cells = std::max<std::size_t>(tileBytes / (planes * sizeof(float)), 1024);
  Window tile;
  tile.columns = grid.columns;
  tile.rows = std::max(block.rows, 1);
  if (size(tile.columns) * size(tile.rows) > cells) {
    const int blockColumns = std::max(block.columns, 1);
    const auto fitting = static_cast<int>(std::max<std::size_t>(cells / size(tile.rows), 1));
    tile.columns = std::max(fitting / blockColumns * blockColumns, std::min(blockColumns, fitting));
  } else {
    // Enough tiles for the threads to share, enough rows for the reading to pay.
    const int rows = static_cast<int>(std::min<std::size_t>(cells / size(tile.columns), 512));
    tile.rows = std::max(rows / tile.rows, 1) * tile.rows;
  }
  if (options.tileRows > 0)
    tile.rows = options.tileRows;
  if (options.tileColumns > 0)
    tile.columns = options.tileColumns;
  return tile;
}

std::vector<Window> cutTiles(const Grid& grid, const Window& tile) {
  std::vector<Window> tiles;
  for (int row = 0; row < grid.rows; row += tile.rows)
    for (int column = 0; column < grid.columns; column += tile.columns)
      tiles.push_back(
          {column, row, std::min(tile.columns, grid.columns - column), std::min(tile.rows, grid.rows - row)});
  return tiles;
}

/// Reads a tile with its halo; what lies beyond the raster is NaN.
std::vector<float> readWithHalo(RasterSource& source, const std::vector<int>& bands, const Window& tile,
                                int halo) {
  const Grid& grid = source.grid();
  const Window wanted{tile.column - halo, tile.row - halo, tile.columns + 2 * halo, tile.rows + 2 * halo};
  const int left = std::max(wanted.column, 0);
  const int top = std::max(wanted.row, 0);
  const Window inside{left, top, std::min(wanted.column + wanted.columns, grid.columns) - left,
                      std::min(wanted.row + wanted.rows, grid.rows) - top};
  std::vector<float> read(inside.cells() * bands.size());
  source.read(bands, inside, read.data());
  if (inside.cells() == wanted.cells())
    return read;
  std::vector<float> values(wanted.cells() * bands.size(), noData);
  for (std::size_t band = 0; band < bands.size(); ++band)
    for (int row = 0; row < inside.rows; ++row)
      std::copy_n(read.begin() +
                      static_cast<std::ptrdiff_t>(band * inside.cells() + size(row) * size(inside.columns)),
                  inside.columns,
                  values.begin() +
                      static_cast<std::ptrdiff_t>(band * wanted.cells() +
                                                  size(inside.row - wanted.row + row) * size(wanted.columns) +
                                                  size(inside.column - wanted.column)));
  return values;
}

struct Tile {
  Window window;
  std::vector<float> features;
  std::vector<float> mask;
  std::vector<float> outputs;
};

void applyMask(Tile& tile) {
  for (std::size_t i = 0; i < tile.mask.size(); ++i)
    if (!(tile.mask[i] > 0))
      for (std::size_t place = i; place < tile.outputs.size(); place += tile.mask.size())
        tile.outputs[place] = noData;
}

} // namespace

std::size_t computeTiles(RasterSource& source, const std::vector<int>& bands, RasterSource* mask,
                         RasterSink& sink, const TilingOptions& options, const TileFunction& compute,
                         const Progress& progress) {
  if (mask != nullptr && !source.grid().matches(mask->grid()))
    throw Error("%1: %2 lies on another grid than %3: make the mask on the grid of the stack.", Subject::Mask,
                mask->name(), source.name());
  const int threads = options.threads > 0 ? options.threads : availableThreads();
  const std::size_t planes = bands.size() + size(options.outputBands) + 1;
  const std::vector<Window> tiles = cutTiles(source.grid(), tileSize(source, planes, threads, options));
  TimeLeft timeLeft;

  std::vector<Tile> slots(tilesUnderWay(threads));
  const auto slot = [&](std::size_t i) -> Tile& { return slots[i % slots.size()]; };
  PipelineSteps steps;
  steps.read = [&](std::size_t i) {
    progress.check();
    Tile& tile = slot(i);
    tile.window = tiles[i];
    tile.features = readWithHalo(source, bands, tile.window, options.halo);
    if (mask != nullptr) {
      tile.mask.resize(tile.window.cells());
      mask->read({0}, tile.window, tile.mask.data());
    }
  };
  steps.compute = [&](std::size_t i) {
    progress.check();
    Tile& tile = slot(i);
    tile.outputs.assign(tile.window.cells() * size(options.outputBands), 0);
    applyMask(tile);
    compute(tile.features.data(), tile.window, tile.outputs.data());
    tile.features = {};
    applyMask(tile);
  };
  std::size_t mapped = 0;
  steps.write = [&](std::size_t i) {
    progress.check();
    const float* outputs = slot(i).outputs.data();
    sink.write(tiles[i], outputs);
    mapped += static_cast<std::size_t>(
        std::count_if(outputs, outputs + tiles[i].cells(), [](float value) { return !std::isnan(value); }));
    const double fraction = static_cast<double>(i + 1) / static_cast<double>(tiles.size());
    progress.fraction(fraction);
    if (const std::optional<std::string> line = timeLeft.at(fraction))
      progress.message(*line);
  };
  // GDAL's objects belong to one thread at a time: the calling one reads and writes.
  runPipeline(tiles.size(), threads, slots.size(), steps);
  return mapped;
}

std::vector<int> modelBands(const RasterSource& source, const std::vector<std::string>& features) {
  return findBands(source, features, ", which the model needs: add the layer, or give the band that name.");
}

} // namespace prospectivity

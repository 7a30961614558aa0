#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace prospectivity {

/// Computes the output bands of a tile. `features`: one plane per feature of (tile.rows + 2 halo) x
/// (tile.columns + 2 halo) cells, NaN where there is no data or no raster; `outputs`: one plane per band of
/// tile.rows x tile.columns. They come as 0, and as NaN in cells outside of the mask, whose results nobody
/// gets: they need not be computed and must not be counted. Called from several threads at once; a cell's
/// result must not depend on the tile it lies in.
using TileFunction = std::function<void(const float* features, const Tile& tile, float* outputs)>;

struct TilingOptions {
  int threads = 0;        ///< 0: all there are
  std::size_t memory = 0; ///< bytes for tiles under way; 0: their share of memoryBudget()
  int halo = 0;           ///< cells around a tile that its results depend on
  int outputBands = 1;
  int tileRows = 0; ///< 0: from the memory and the blocks of the file
  int tileColumns = 0;
  int copiedBands = 0; ///< of the input, in copies that the function makes for itself: they count as memory
  Tile part = {};      ///< the cells to compute; without cells: all of them
};

/// The part of a raster that options ask for, or all of it.
Tile partToCompute(const RasterSource& source, const TilingOptions& options);

/// Streams a raster through a function: one thread reads ahead, all compute, finished tiles are written in
/// order. Reads whole rows of blocks where memory allows it, so that no block is decoded twice. `mask` (as in
/// raster_mask.h, may be null): outside of it all outputs are NaN. `progress` gets fractions, cancel is
/// checked per tile, and the log an estimate of the time left. Does not call finish() of the sink. Returns
/// the number of cells with a value in the first band.
///
/// With a part, the function gets its tiles where they lie on the grid of the raster, with the cells beyond
/// the part in their halo, and the mask lies on that grid as well; the sink gets them where they lie in the
/// part, whose first cell is 0, 0. No more is read than the part and its halo.
std::size_t computeTiles(RasterSource& source, const std::vector<int>& bands, RasterSource* mask,
                         RasterSink& sink, const TilingOptions& options, const TileFunction& compute,
                         const Progress& progress);

/// Positions of a model's features among the bands. Throws Error naming every band that is missing.
std::vector<int> modelBands(const RasterSource& source, const std::vector<std::string>& features);

} // namespace prospectivity

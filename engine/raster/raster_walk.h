#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace prospectivity {

/// Going over all cells of a raster, tile by tile, in memory that does not grow with the raster.

/// A grid cut into tiles of one size, smaller at its right and lower edge, numbered from 0 row by row. Each
/// cell lies in one of them. Plain data.
class Tiles {
 public:
  /// Sizes are held within the grid.
  Tiles(const Grid& grid, int columns, int rows);

  std::size_t count() const { return mAcross * mDown; }
  Tile operator[](std::size_t number) const;

  /// Of the whole grid.
  std::size_t cells() const { return Tile{0, 0, mGridColumns, mGridRows}.cells(); }

 private:
  int mGridColumns;
  int mGridRows;
  int mColumns;
  int mRows;
  std::size_t mAcross;
  std::size_t mDown;
};

/// So many cells make the reading of a tile worth its while; more only make progress and cancel wait.
constexpr std::size_t cellsThatPay = std::size_t{1} << 22;

/// Tiles of at most `cells` cells (1 at least) in which all cells of a grid are met row by row, whatever
/// their size: sums do not depend on it. They are of whole rows, so many that no block of `blockRows` rows
/// lies in two tiles where one row of blocks fits, and that are `enough` cells; parts of blocks halved
/// again and again where it does not; and parts of a single row where not even that fits.
Tiles rowTiles(const Grid& grid, int blockRows, std::size_t cells, std::size_t enough = cellsThatPay);

/// Tiles of about `cells` cells for work that is divided among threads: whole blocks of the file, as wide
/// as the raster where one row of blocks fits.
Tiles blockTiles(const RasterSource& source, std::size_t cells);

/// The same of a part of a raster of such blocks, which begins where a block does. `part`: its size alone
/// counts, and its first tile is at 0, 0.
Tiles blockTiles(const Grid& part, const Tile& block, std::size_t cells);

/// Calls `use` for one tile after the other, in the calling thread; progress.check() before each, the share
/// of the cells that are done after it.
void forEachTile(const Tiles& tiles, const Progress& progress, const std::function<void(const Tile&)>& use);

/// How the cells of a band are met.
struct BandWalk {
  int band = 0;                 ///< from 0
  RasterSource* mask = nullptr; ///< as in raster_mask.h; cells outside of it are NaN
  bool wholeRows = false;       ///< tiles hold whole rows, even where one takes more than `bytes`
  std::size_t bytes = 0;        ///< for a tile with its mask; 0: the strips' share of memoryBudget()
};

/// Hands on all cells of a band, in tiles of rowTiles(). `values` is row by row, and its own to change.
/// Throws Cancelled, Error as the rasters do, and Error when the mask lies on another grid.
void walkBand(RasterSource& source, const BandWalk& walk, const Progress& progress,
              const std::function<void(const Tile&, std::vector<float>& values)>& use);

/// Says of all cells whether they have data of a share of the layers that the bands are of (FeatureLayers; 1:
/// in every band) and lie inside the mask (may be null): 1, else 0, in tiles of rowTiles(). Holds one
/// band of a tile at a time, within the strips' share of memoryBudget(). Throws as walkBand() does.
void walkComplete(RasterSource& source, RasterSource* mask, const Progress& progress,
                  const std::function<void(const Tile&, const std::vector<unsigned char>& complete)>& use,
                  double minPresent = 1);

/// Bands of a tile and of `halo` cells around it, one plane per band; NaN beyond the raster.
std::vector<float> readWithHalo(RasterSource& source, const std::vector<int>& bands, const Tile& tile,
                                int halo);

} // namespace prospectivity

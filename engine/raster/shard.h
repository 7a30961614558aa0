#pragma once

#include "engine/core/grid.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Parts of a grid, so that work on it can be divided among machines.
///
/// A grid is looked at as blocks of 256 x 256 cells, as rasters are written, and cut into shards of whole
/// blocks: a shard is some rows of blocks, shared out as evenly as they go; where there are more shards than
/// rows of blocks, a row is cut into as many pieces as fall to it, as evenly. Shards are numbered from 1, row
/// by row. Which cells a shard has depends on the size of the grid and on the number of shards alone, not on
/// layers, masks, memory or machines. Every cell lies in one shard, and each shard has a block at least.

/// Sides of a block, in cells.
constexpr int shardBlock = 256;

/// One of so many parts.
struct Shard {
  std::size_t number = 1; ///< 1 to count
  std::size_t count = 1;

  std::string text() const; ///< "3/40"
};

/// A shard from text such as "3/40". Throws Error naming `input` for anything else, and for a number that is
/// not one of 1 to the count.
Shard readShard(const std::string& text, const SentenceValue& input);

/// How many blocks a grid has, and so how many shards at most.
std::size_t shardsAtMost(const Grid& grid, int block = shardBlock);

/// The cells of a shard. Throws Error naming `input` when the grid has fewer blocks than shards.
Tile cellsOfShard(const Grid& grid, const Shard& shard, const SentenceValue& input, int block = shardBlock);

/// A rectangle in the CRS of a grid.
struct Bounds {
  double left = 0;
  double lower = 0;
  double right = 0;
  double upper = 0;
};

/// The cells whose centre lies in the bounds: of bounds that share a side each cell lies in one. In a grid
/// that is turned, those of the smallest part of it that holds the bounds. No cells where none lies in them.
Tile cellsWithin(const Grid& grid, const Bounds& bounds);

/// The cells that two tiles share; no rows or no columns where there are none.
Tile sharedCells(const Tile& a, const Tile& b);

/// Cuts a tile of one band to the cells that it shares with a part of the grid, of which there are some: the
/// tile becomes their place in the part, whose first cell is 0, 0.
void cutToPart(const Tile& part, Tile& tile, std::vector<float>& values);

/// A part of a grid as a grid of its own. `cells` lie in it.
Grid partOf(const Grid& grid, const Tile& cells);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/ground_pieces.h"
#include "engine/raster/raster_source.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace prospectivity {

/// Pieces, by number, in ascending order.
using Candidates = std::vector<std::uint32_t>;

/// What is asked of the pieces near each cell.
class BlockSearch {
 public:
  virtual ~BlockSearch() = default;

  /// Those of `from` that a cell inside the ball can need. Called from many threads.
  virtual Candidates narrow(const Candidates& from, const GroundBall& ball) const = 0;

  /// The value of a cell from the pieces it can need. Called from many threads.
  virtual float value(const Point& cell, const Candidates& pieces) const = 0;

  /// Blocks of so many cells are not split further.
  virtual std::size_t smallestBlock() const = 0;
};

/// Asks for every cell of a grid: the grid is halved again and again, and each half keeps only the pieces
/// that its cells can need, so that few are left for a cell. Results do not depend on the number of threads.
///
/// `write` gets tiles of at most 512 x 512 cells, aligned to blocks of 256, each once, in no order of rows,
/// from the calling thread; it may change both. Calls progress.check() per tile.
///
/// `part`: the cells that are needed, of whole blocks of 256. Tiles that share none with it are left out, and
/// of others the cells beyond it are 0; those within are the same as of the whole grid.
void searchBlocks(const GroundSpace& space, std::size_t pieces, const BlockSearch& search, const Tile& part,
                  const Progress& progress,
                  const std::function<void(Tile& tile, std::vector<float>& values)>& write);

} // namespace prospectivity

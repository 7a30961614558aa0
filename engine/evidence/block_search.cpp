#include "engine/evidence/block_search.h"

#include "engine/core/parallel.h"
#include "engine/raster/shard.h"

#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

constexpr int tileSide = 512;
constexpr int partSide = 64; ///< what one thread takes at a time

using Write = std::function<void(Tile&, std::vector<float>&)>;

class Search {
 public:
  Search(const GroundSpace& space, const BlockSearch& search, const Tile& part, const Progress& progress,
         const Write& write)
      : mSpace(space), mSearch(search), mPart(part), mProgress(progress), mWrite(write) {}

  void run(const Tile& block, const Candidates& from) {
    if (sharedCells(mPart, block).cells() == 0)
      return;
    const Candidates near = mSearch.narrow(from, mSpace.ballOf(block));
    if (block.columns <= tileSide && block.rows <= tileSide) {
      tile(block, near);
      return;
    }
    const auto [first, second] = halves(block, tileSide);
    run(first, near);
    run(second, near);
  }

 private:
  /// Two halves of the longer side, the first a multiple of `unit` when the block is longer than that.
  static std::pair<Tile, Tile> halves(const Tile& block, int unit) {
    Tile first = block;
    Tile second = block;
    const bool wide = block.columns >= block.rows;
    const int side = wide ? block.columns : block.rows;
    const int half = side > unit ? (side / 2 + unit - 1) / unit * unit : side / 2;
    (wide ? first.columns : first.rows) = half;
    (wide ? second.column : second.row) += half;
    (wide ? second.columns : second.rows) = side - half;
    return {first, second};
  }

  void tile(Tile tile, const Candidates& near) {
    mProgress.check();
    std::vector<float> values(tile.cells());
    const int across = (tile.columns + partSide - 1) / partSide;
    const int down = (tile.rows + partSide - 1) / partSide;
    parallelFor(static_cast<std::size_t>(across) * static_cast<std::size_t>(down), 0,
                [&](std::size_t number) {
                  Tile part;
                  part.column = tile.column + static_cast<int>(number) % across * partSide;
                  part.row = tile.row + static_cast<int>(number) / across * partSide;
                  part.columns = std::min(partSide, tile.column + tile.columns - part.column);
                  part.rows = std::min(partSide, tile.row + tile.rows - part.row);
                  if (sharedCells(mPart, part).cells() > 0)
                    fill(part, near, tile, values);
                });
    mDone += sharedCells(mPart, tile).cells();
    mWrite(tile, values);
    mProgress.fraction(static_cast<double>(mDone) / static_cast<double>(mPart.cells()));
  }

  void fill(const Tile& block, const Candidates& from, const Tile& tile, std::vector<float>& values) const {
    const Candidates near = mSearch.narrow(from, mSpace.ballOf(block));
    if (near.size() > 1 && block.cells() > mSearch.smallestBlock()) {
      const auto [first, second] = halves(block, partSide);
      fill(first, near, tile, values);
      fill(second, near, tile, values);
      return;
    }
    for (int row = block.row; row < block.row + block.rows; ++row)
      for (int column = block.column; column < block.column + block.columns; ++column)
        values[static_cast<std::size_t>(row - tile.row) * static_cast<std::size_t>(tile.columns) +
               static_cast<std::size_t>(column - tile.column)] =
            mSearch.value(mSpace.grid().center(column, row), near);
  }

  const GroundSpace& mSpace;
  const BlockSearch& mSearch;
  const Tile& mPart;
  const Progress& mProgress;
  const Write& mWrite;
  std::size_t mDone = 0;
};

} // namespace

void searchBlocks(const GroundSpace& space, std::size_t pieces, const BlockSearch& search, const Tile& part,
                  const Progress& progress, const Write& write) {
  Candidates all(pieces);
  std::iota(all.begin(), all.end(), 0U);
  Search(space, search, part, progress, write).run({0, 0, space.grid().columns, space.grid().rows}, all);
}

} // namespace prospectivity

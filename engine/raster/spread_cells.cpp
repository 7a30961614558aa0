#include "engine/raster/spread_cells.h"

#include <algorithm>

namespace prospectivity {

namespace {

constexpr int blocksPerSide = 3;
constexpr int largestBlock = 256;

} // namespace

void walkSpreadBlocks(RasterSource& source, int band,
                      const std::function<void(const Tile&, const std::vector<float>&)>& look) {
  const Grid& grid = source.grid();
  const int columns = std::min(grid.columns, largestBlock);
  const int rows = std::min(grid.rows, largestBlock);
  std::vector<float> block;
  for (int down = 0; down < blocksPerSide; ++down)
    for (int right = 0; right < blocksPerSide; ++right) {
      const auto place = [](int step, int room) {
        return static_cast<int>(static_cast<long long>(room) * step / (blocksPerSide - 1));
      };
      const Tile tile{place(right, grid.columns - columns), place(down, grid.rows - rows), columns, rows};
      block.resize(tile.cells());
      source.read({band}, tile, block.data());
      look(tile, block);
      if (columns == grid.columns && rows == grid.rows)
        return;
    }
}

std::vector<float> spreadCells(RasterSource& source, int band) {
  std::vector<float> cells;
  walkSpreadBlocks(source, band, [&](const Tile&, const std::vector<float>& block) {
    cells.insert(cells.end(), block.begin(), block.end());
  });
  return cells;
}

} // namespace prospectivity

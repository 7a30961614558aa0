#include "engine/raster/raster_walk.h"

#include "engine/core/feature_layers.h"
#include "engine/core/memory_budget.h"
#include "engine/raster/raster_mask.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

std::size_t parts(int whole, int part) {
  return (size(whole) + size(part) - 1) / size(part);
}

/// How many cells fit that take so many bytes each, beside those of a mask.
std::size_t fittingCells(std::size_t bytes, std::size_t bytesPerCell, const RasterSource* mask) {
  const std::size_t room = bytes > 0 ? bytes : memoryBudget().of(MemoryUse::Strips);
  return room / (bytesPerCell + (mask == nullptr ? 0 : maskBytes));
}

/// Whether the cells of tiles have as much data as is asked for, band by band.
class EvidenceOfCells {
 public:
  EvidenceOfCells(RasterSource& source, double minPresent)
      : mSource(source), mLayers(source.bandNames(), descriptionsOf(source)),
        mFewest(mLayers.fewest(minPresent)) {}

  std::size_t bytesPerCell() const { return sizeof(float) + 1 + sizeof(std::uint32_t); }

  /// `values` is room for a band.
  void read(const Tile& tile, std::vector<float>& values, std::vector<unsigned char>& enough,
            const Progress& progress) {
    values.resize(tile.cells());
    mPresent.assign(tile.cells(), 0);
    for (std::size_t layer = 0; layer < mLayers.count(); ++layer) {
      enough.assign(tile.cells(), 1); // first whether the cells have data in this layer
      for (const std::size_t band : mLayers.bands(layer)) {
        progress.check();
        mSource.read({static_cast<int>(band)}, tile, values.data());
        FeatureLayers::keepPresent(values.data(), values.size(), enough.data());
      }
      for (std::size_t i = 0; i < mPresent.size(); ++i)
        mPresent[i] += enough[i];
    }
    for (std::size_t i = 0; i < mPresent.size(); ++i)
      enough[i] = mPresent[i] >= mFewest ? 1 : 0;
  }

 private:
  RasterSource& mSource;
  FeatureLayers mLayers;
  std::size_t mFewest;
  std::vector<std::uint32_t> mPresent; ///< layers with data, by cell
};

} // namespace

Tiles::Tiles(const Grid& grid, int columns, int rows)
    : mGridColumns(grid.columns), mGridRows(grid.rows),
      mColumns(std::clamp(columns, 1, std::max(grid.columns, 1))),
      mRows(std::clamp(rows, 1, std::max(grid.rows, 1))), mAcross(parts(grid.columns, mColumns)),
      mDown(parts(grid.rows, mRows)) {}

Tile Tiles::operator[](std::size_t number) const {
  // Both begin within the grid, so that they are numbers of an int.
  const auto column = static_cast<int>(number % mAcross * size(mColumns));
  const auto row = static_cast<int>(number / mAcross * size(mRows));
  return {column, row, std::min(mColumns, mGridColumns - column), std::min(mRows, mGridRows - row)};
}

Tiles rowTiles(const Grid& grid, int blockRows, std::size_t cells, std::size_t enough) {
  const std::size_t columns = size(std::max(grid.columns, 1));
  const std::size_t fitting = std::max<std::size_t>(cells, 1);
  if (fitting < columns)
    return {grid, static_cast<int>(fitting), 1};
  std::size_t block = size(std::clamp(blockRows, 1, std::max(grid.rows, 1)));
  while (block > 1 && block > fitting / columns)
    block /= 2;
  const std::size_t blocks = std::max<std::size_t>(std::min(fitting, enough) / columns / block, 1);
  return {grid, grid.columns, static_cast<int>(std::min(blocks * block, size(grid.rows)))};
}

Tiles blockTiles(const RasterSource& source, std::size_t cells) {
  return blockTiles(source.grid(), source.naturalBlock(), cells);
}

Tiles blockTiles(const Grid& part, const Tile& block, std::size_t cells) {
  constexpr std::size_t mostRows = 512; // enough tiles for the threads to share
  int columns = part.columns;
  int rows = std::max(block.rows, 1);
  if (size(columns) * size(rows) > cells) {
    const int blockColumns = std::max(block.columns, 1);
    const auto fitting = static_cast<int>(std::max<std::size_t>(cells / size(rows), 1));
    columns = std::max(fitting / blockColumns * blockColumns, std::min(blockColumns, fitting));
  } else {
    const auto fitting = static_cast<int>(std::min(cells / size(columns), mostRows));
    rows = std::max(fitting / rows, 1) * rows;
  }
  return {part, columns, rows};
}

void forEachTile(const Tiles& tiles, const Progress& progress, const std::function<void(const Tile&)>& use) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < tiles.count(); ++i) {
    progress.check();
    const Tile tile = tiles[i];
    use(tile);
    done += tile.cells();
    progress.fraction(static_cast<double>(done) / static_cast<double>(tiles.cells()));
  }
}

void walkBand(RasterSource& source, const BandWalk& walk, const Progress& progress,
              const std::function<void(const Tile&, std::vector<float>& values)>& use) {
  checkMaskGrid(source, walk.mask);
  std::size_t fitting = fittingCells(walk.bytes, sizeof(float), walk.mask);
  if (walk.wholeRows)
    fitting = std::max(fitting, size(source.grid().columns));
  std::vector<float> values;
  std::vector<float> mask;
  forEachTile(rowTiles(source.grid(), source.naturalBlock().rows, fitting), progress, [&](const Tile& tile) {
    values.resize(tile.cells());
    source.read({walk.band}, tile, values.data());
    readMask(walk.mask, tile, mask);
    maskOut(mask, values.data(), 1);
    use(tile, values);
  });
}

void walkComplete(RasterSource& source, RasterSource* mask, const Progress& progress,
                  const std::function<void(const Tile&, const std::vector<unsigned char>& complete)>& use,
                  double minPresent) {
  checkMaskGrid(source, mask);
  EvidenceOfCells evidence(source, minPresent);
  const std::size_t fitting = fittingCells(0, evidence.bytesPerCell(), mask);
  std::vector<float> values;
  std::vector<unsigned char> complete;
  forEachTile(rowTiles(source.grid(), source.naturalBlock().rows, fitting), progress, [&](const Tile& tile) {
    evidence.read(tile, values, complete, progress);
    readMask(mask, tile, values);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!isInside(values[i]))
        complete[i] = 0;
    use(tile, complete);
  });
}

std::vector<float> readWithHalo(RasterSource& source, const std::vector<int>& bands, const Tile& tile,
                                int halo) {
  const Grid& grid = source.grid();
  const Tile wanted{tile.column - halo, tile.row - halo, tile.columns + 2 * halo, tile.rows + 2 * halo};
  const int left = std::max(wanted.column, 0);
  const int top = std::max(wanted.row, 0);
  const Tile inside{left, top, std::min(wanted.column + wanted.columns, grid.columns) - left,
                    std::min(wanted.row + wanted.rows, grid.rows) - top};
  std::vector<float> read(inside.cells() * bands.size());
  source.read(bands, inside, read.data());
  if (inside.cells() == wanted.cells())
    return read;
  std::vector<float> values(wanted.cells() * bands.size(), std::numeric_limits<float>::quiet_NaN());
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

} // namespace prospectivity

#include "engine/raster/mosaic_raster.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/shard.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// As many as a row of blocks is cut into on most maps, so that walking along it opens no file twice.
constexpr std::size_t mostOpen = 64;

} // namespace

MosaicRaster::MosaicRaster(Grid grid, std::string name, std::vector<Tile> places, Open open)
    : mGrid(std::move(grid)), mName(std::move(name)), mPlaces(std::move(places)), mOpen(std::move(open)) {
  mBandNames = mOpen(0)->bandNames();
  // What all that are open keep of their numbers, as doubles, is within the share of reading.
  mCellsAtOnce = std::max<std::size_t>(memoryBudget().of(MemoryUse::Reading) / mostOpen / sizeof(double), 1);
}

Tile MosaicRaster::naturalBlock() const {
  return {0, 0, std::min(mGrid.columns, shardBlock), std::min(mGrid.rows, shardBlock)};
}

RasterSource& MosaicRaster::partAt(std::size_t number) {
  auto found = mParts.find(number);
  if (found == mParts.end()) {
    if (mParts.size() >= mostOpen)
      mParts.erase(std::min_element(mParts.begin(), mParts.end(), [](const auto& a, const auto& b) {
        return a.second.used < b.second.used;
      }));
    std::unique_ptr<RasterSource> raster = mOpen(number);
    if (!raster->grid().matches(partOf(mGrid, mPlaces[number])) || raster->bandNames() != mBandNames)
      throw Error("The raster %1 does not fit its place in %2: make it again.", raster->name(), mName);
    found = mParts.emplace(number, OpenPart{std::move(raster), 0}).first;
  }
  found->second.used = ++mUses;
  return *found->second.raster;
}

void MosaicRaster::read(const std::vector<int>& bands, const Tile& tile, float* values) {
  std::fill(values, values + tile.cells() * bands.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t number = 0; number < mPlaces.size(); ++number) {
    const Tile& place = mPlaces[number];
    const Tile both = sharedCells(place, tile);
    if (both.cells() == 0)
      continue;
    // Some rows at a time, so that what parts keep of their numbers and the copy stay small.
    const auto rows = static_cast<int>(std::clamp<std::size_t>(
        mCellsAtOnce / static_cast<std::size_t>(both.columns), 1, static_cast<std::size_t>(both.rows)));
    RasterSource& part = partAt(number);
    for (int row = 0; row < both.rows; row += rows)
      readRows(part, place, {both.column, both.row + row, both.columns, std::min(rows, both.rows - row)},
               bands, tile, values);
  }
}

/// `cells`: of the part at `place`, within the tile.
void MosaicRaster::readRows(RasterSource& part, const Tile& place, const Tile& cells,
                            const std::vector<int>& bands, const Tile& tile, float* values) {
  mCells.resize(cells.cells());
  const auto columns = static_cast<std::size_t>(tile.columns);
  for (std::size_t band = 0; band < bands.size(); ++band) {
    part.read({bands[band]}, {cells.column - place.column, cells.row - place.row, cells.columns, cells.rows},
              mCells.data());
    float* to = values + band * tile.cells() + static_cast<std::size_t>(cells.row - tile.row) * columns +
                static_cast<std::size_t>(cells.column - tile.column);
    auto from = mCells.begin();
    for (int row = 0; row < cells.rows; ++row, from += cells.columns)
      std::copy_n(from, cells.columns, to + static_cast<std::size_t>(row) * columns);
  }
}

std::unique_ptr<RasterSource> MosaicRaster::clone() const {
  return std::make_unique<MosaicRaster>(mGrid, mName, mPlaces, mOpen);
}

void copyRaster(RasterSource& from, BandwiseSink& to, const Progress& progress) {
  const auto bands = static_cast<int>(from.bandNames().size());
  for (int band = 0; band < bands; ++band) {
    BandWalk walk;
    walk.band = band;
    walkBand(
        from, walk, progress.part(static_cast<double>(band) / bands, static_cast<double>(band + 1) / bands),
        [&](const Tile& tile, const std::vector<float>& values) { to.writeBand(band, tile, values.data()); });
  }
}

} // namespace prospectivity

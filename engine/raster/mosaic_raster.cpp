#include "engine/raster/mosaic_raster.h"

#include "engine/core/error.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/shard.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// As many as a row of blocks is cut into on most maps, so that walking along it opens no file twice.
constexpr std::size_t mostOpen = 64;

/// The cells that two tiles share; no rows or no columns where there are none.
Tile shared(const Tile& a, const Tile& b) {
  const int column = std::max(a.column, b.column);
  const int row = std::max(a.row, b.row);
  return {column, row, std::max(std::min(a.column + a.columns, b.column + b.columns) - column, 0),
          std::max(std::min(a.row + a.rows, b.row + b.rows) - row, 0)};
}

} // namespace

MosaicRaster::MosaicRaster(Grid grid, std::string name, std::vector<Tile> places, Open open)
    : mGrid(std::move(grid)), mName(std::move(name)), mPlaces(std::move(places)), mOpen(std::move(open)) {
  mBandNames = mOpen(0)->bandNames();
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
  const std::size_t plane = tile.cells();
  std::fill(values, values + plane * bands.size(), std::numeric_limits<float>::quiet_NaN());
  std::vector<float> cells;
  for (std::size_t number = 0; number < mPlaces.size(); ++number) {
    const Tile& place = mPlaces[number];
    const Tile both = shared(place, tile);
    if (both.cells() == 0)
      continue;
    cells.resize(both.cells() * bands.size());
    partAt(number).read(bands, {both.column - place.column, both.row - place.row, both.columns, both.rows},
                        cells.data());
    auto from = cells.begin();
    for (std::size_t band = 0; band < bands.size(); ++band)
      for (int row = 0; row < both.rows; ++row, from += both.columns)
        std::copy_n(from, both.columns,
                    values + band * plane +
                        static_cast<std::size_t>(both.row - tile.row + row) *
                            static_cast<std::size_t>(tile.columns) +
                        static_cast<std::size_t>(both.column - tile.column));
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

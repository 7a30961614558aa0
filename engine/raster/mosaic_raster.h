#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// Rasters that lie side by side on one grid and have the same bands, as one: each is opened when a tile
/// needs it, and few are open at a time; they are read in pieces of which all that are open may keep one
/// within the share of memoryBudget() for reading. A cell that none of them has is NaN. Reading throws Error
/// as the parts do, and when a part has other cells or bands than its place says.
class MosaicRaster : public RasterSource {
 public:
  using Open = std::function<std::unique_ptr<RasterSource>(std::size_t part)>;

  /// `places`: the cells of each part on the grid, without overlaps. There is one at least, and the first is
  /// opened at once, for its bands. `name`: how messages call the whole.
  MosaicRaster(Grid grid, std::string name, std::vector<Tile> places, Open open);

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return mName; }
  Tile naturalBlock() const override;
  void read(const std::vector<int>& bands, const Tile& tile, float* values) override;
  std::unique_ptr<RasterSource> clone() const override;

 private:
  RasterSource& partAt(std::size_t number);
  void readRows(RasterSource& part, const Tile& place, const Tile& cells, const std::vector<int>& bands,
                const Tile& tile, float* values);

  struct OpenPart {
    std::unique_ptr<RasterSource> raster;
    std::uint64_t used = 0;
  };

  Grid mGrid;
  std::string mName;
  std::vector<Tile> mPlaces;
  Open mOpen;
  std::vector<std::string> mBandNames;
  std::map<std::size_t, OpenPart> mParts; ///< those that are open
  std::uint64_t mUses = 0;
  std::size_t mCellsAtOnce = 0; ///< read of a part, of wider rows one row
  std::vector<float> mCells;
};

/// Writes all bands of a raster to a sink on the same grid, band by band, in tiles of rowTiles(). Does not
/// call finish(). Throws Cancelled, and Error as both do.
void copyRaster(RasterSource& from, BandwiseSink& to, const Progress& progress);

} // namespace prospectivity

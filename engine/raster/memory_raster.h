#pragma once

#include "engine/raster/raster_source.h"

namespace prospectivity {

/// The in-memory twin of a raster file, for tests and small work. Values are band after band, rows within.
class MemoryRaster : public RasterSource {
 public:
  MemoryRaster(Grid grid, std::vector<std::string> bandNames, std::vector<float> values);

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return "memory"; }
  Tile naturalBlock() const override { return {0, 0, mGrid.columns, 1}; }
  void read(const std::vector<int>& bands, const Tile& tile, float* values) override;
  std::unique_ptr<RasterSource> clone() const override;

 private:
  Grid mGrid;
  std::vector<std::string> mBandNames;
  std::vector<float> mValues;
};

} // namespace prospectivity

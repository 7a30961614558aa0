#pragma once

#include "engine/core/grid.h"
#include "engine/raster/raster_source.h"

#include <limits>
#include <vector>

namespace prospectivity {

/// Keeps what is written, band after band; cells never written hold -1.
class MemorySink : public BandwiseSink {
 public:
  MemorySink(const Grid& grid, int bands)
      : values(grid.cells() * static_cast<std::size_t>(bands), -1.0F), mGrid(grid), mBands(bands) {}

  void write(const Tile& tile, const float* from) override {
    for (int band = 0; band < mBands; ++band)
      writeBand(band, tile, from + static_cast<std::size_t>(band) * tile.cells());
  }
  void writeBand(int band, const Tile& tile, const float* from) override {
    for (int row = tile.row; row < tile.row + tile.rows; ++row)
      for (int column = tile.column; column < tile.column + tile.columns; ++column)
        values[static_cast<std::size_t>(band) * mGrid.cells() +
               static_cast<std::size_t>(row) * static_cast<std::size_t>(mGrid.columns) +
               static_cast<std::size_t>(column)] = *from++;
  }
  void finish() override { finished = true; }

  std::vector<float> values;
  bool finished = false;

 private:
  Grid mGrid;
  int mBands;
};

} // namespace prospectivity

#include "engine/raster/memory_raster.h"

#include "engine/core/number_text.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

void RasterSink::describe(int, const std::vector<std::pair<std::string, std::string>>&) {}

std::string RasterSource::className(int, float value) const {
  return numberText(static_cast<double>(value));
}

MemoryRaster::MemoryRaster(Grid grid, std::vector<std::string> bandNames, std::vector<float> values)
    : mGrid(std::move(grid)), mBandNames(std::move(bandNames)), mValues(std::move(values)) {}

void MemoryRaster::read(const std::vector<int>& bands, const Window& window, float* values) {
  for (const int band : bands)
    for (int row = window.row; row < window.row + window.rows; ++row) {
      const std::size_t start = static_cast<std::size_t>(band) * mGrid.cells() +
                                static_cast<std::size_t>(row) * static_cast<std::size_t>(mGrid.columns) +
                                static_cast<std::size_t>(window.column);
      values = std::copy_n(mValues.begin() + static_cast<std::ptrdiff_t>(start), window.columns, values);
    }
}

std::unique_ptr<RasterSource> MemoryRaster::clone() const {
  return std::make_unique<MemoryRaster>(*this);
}

} // namespace prospectivity

#include "engine/raster/memory_raster.h"

#include "engine/core/number_text.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

void RasterSink::describe(int, const std::vector<std::pair<std::string, std::string>>&) {}

void RasterSink::describeFeature(int, const FeatureDescription&) {}

void RasterSource::readCodes(int band, const Tile& tile, double* values) {
  std::vector<float> cells(tile.cells());
  read({band}, tile, cells.data());
  std::copy(cells.begin(), cells.end(), values);
}

bool RasterSource::holdsWideCodes(int) const {
  return false;
}

bool RasterSource::isThematic(int) const {
  return false;
}

FeatureDescription RasterSource::description(int) const {
  return {};
}

std::string RasterSource::className(int, double value) const {
  return exactText(value);
}

std::vector<FeatureDescription> descriptionsOf(const RasterSource& source) {
  std::vector<FeatureDescription> descriptions;
  for (std::size_t band = 0; band < source.bandNames().size(); ++band)
    descriptions.push_back(source.description(static_cast<int>(band)));
  return descriptions;
}

MemoryRaster::MemoryRaster(Grid grid, std::vector<std::string> bandNames, std::vector<float> values)
    : mGrid(std::move(grid)), mBandNames(std::move(bandNames)), mValues(std::move(values)) {}

void MemoryRaster::read(const std::vector<int>& bands, const Tile& tile, float* values) {
  for (const int band : bands)
    for (int row = tile.row; row < tile.row + tile.rows; ++row) {
      const std::size_t start = static_cast<std::size_t>(band) * mGrid.cells() +
                                static_cast<std::size_t>(row) * static_cast<std::size_t>(mGrid.columns) +
                                static_cast<std::size_t>(tile.column);
      values = std::copy_n(mValues.begin() + static_cast<std::ptrdiff_t>(start), tile.columns, values);
    }
}

std::unique_ptr<RasterSource> MemoryRaster::clone() const {
  return std::make_unique<MemoryRaster>(*this);
}

} // namespace prospectivity

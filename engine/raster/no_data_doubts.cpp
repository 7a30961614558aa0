#include "engine/raster/no_data_doubts.h"

#include "engine/core/grid.h"
#include "engine/core/number_text.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/raster_source.h"

#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

namespace prospectivity {

namespace {

constexpr int blocksPerSide = 3;
constexpr int largestBlock = 256;

/// Numbers that programs of the field write where they have no data.
constexpr std::array<float, 12> customary = {
    -9999.0F, -99999.0F, -999999.0F,     -32768.0F,        -1e30F,        1e30F,
    1e20F,    -1e20F,    -3.4028235e38F, -3.40282306e+38F, 3.4028235e38F, 1.70141e38F};

bool isCustomary(float value) {
  return std::any_of(customary.begin(), customary.end(),
                     [value](float one) { return std::abs(value - one) <= std::abs(one) * 1e-6F; });
}

std::vector<float> spreadCells(RasterSource& source, int band) {
  const Grid& grid = source.grid();
  const int columns = std::min(grid.columns, largestBlock);
  const int rows = std::min(grid.rows, largestBlock);
  std::vector<float> cells;
  std::vector<float> block;
  for (int down = 0; down < blocksPerSide; ++down)
    for (int right = 0; right < blocksPerSide; ++right) {
      const auto place = [](int step, int room) {
        return static_cast<int>(static_cast<long long>(room) * step / (blocksPerSide - 1));
      };
      const Window window{place(right, grid.columns - columns), place(down, grid.rows - rows), columns, rows};
      block.resize(window.cells());
      source.read({band}, window, block.data());
      cells.insert(cells.end(), block.begin(), block.end());
      if (columns == grid.columns && rows == grid.rows)
        return cells;
    }
  return cells;
}

/// The customary number among the cells, when all others lie in a range that it is far outside of.
std::optional<float> undeclared(const std::vector<float>& cells) {
  std::optional<float> suspect;
  float least = std::numeric_limits<float>::infinity();
  float most = -least;
  for (const float value : cells) {
    if (std::isnan(value))
      continue;
    if (isCustomary(value)) {
      suspect = value;
      continue;
    }
    least = std::min(least, value);
    most = std::max(most, value);
  }
  if (!suspect || least > most)
    return std::nullopt;
  const double range = static_cast<double>(most) - least;
  const double gap =
      *suspect < least ? static_cast<double>(least) - *suspect : static_cast<double>(*suspect) - most;
  return gap > 2 * range && gap > 0 ? suspect : std::nullopt;
}

bool canHold(GDALDataType type, double value) {
  if (std::isnan(value))
    return GDALDataTypeIsFloating(type) != 0;
  if (GDALDataTypeIsFloating(type) != 0)
    return true;
  int clamped = 0;
  int rounded = 0;
  GDALAdjustValueToDataType(type, value, &clamped, &rounded);
  return clamped == 0 && rounded == 0;
}

} // namespace

std::vector<std::string> noDataDoubts(const std::string& path, const std::string& parameter) {
  const std::unique_ptr<RasterSource> source = openRaster(path);
  const GdalErrors errors;
  const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
  std::vector<std::string> doubts;
  std::string sentinels;
  std::string impossible;
  for (std::size_t band = 0; band < source->bandNames().size(); ++band) {
    GDALRasterBand* raster = file ? file->GetRasterBand(static_cast<int>(band) + 1) : nullptr;
    int declared = 0;
    const double noData = raster == nullptr ? 0 : raster->GetNoDataValue(&declared);
    // Whoever declares NaN has dealt with NoData; stacks of many bands are not searched at each use.
    if (declared != 0 && std::isnan(noData) && GDALDataTypeIsFloating(raster->GetRasterDataType()) != 0)
      continue;
    const std::string layer =
        parameter + ": the band '" + source->bandNames()[band] + "' of " + source->name();
    if (const auto value = undeclared(spreadCells(*source, static_cast<int>(band)));
        value && sentinels.empty())
      sentinels = layer + " has cells of " + numberText(*value) +
                  ", which looks like NoData but is not declared so and would count as a value; declare it "
                  "with Translate, if it is.";
    if (declared != 0 && !canHold(raster->GetRasterDataType(), noData) && impossible.empty())
      impossible =
          layer + " declares " + numberText(noData) + " as NoData, which its cells of type " +
          GDALGetDataTypeName(raster->GetRasterDataType()) +
          " cannot hold, so that no cell is NoData; declare another value with Translate, if some are.";
  }
  for (const std::string& sentence : {sentinels, impossible})
    if (!sentence.empty())
      doubts.push_back(sentence);
  return doubts;
}

} // namespace prospectivity

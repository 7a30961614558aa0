#pragma once

#include "engine/core/choices.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

enum class CellType { Float32, Byte };

/// How the file of a raster is laid out: the numbers are those of rasterFormatChoices().
enum class RasterFormat {
  GeoTiff,
  CloudOptimized ///< a GeoTIFF that a web server gives in parts: directories and overviews in front
};

const Choices& rasterFormatChoices();

/// Tags of a whole file: names and values, UTF-8. They are part of its bytes.
using RasterTags = std::vector<std::pair<std::string, std::string>>;

/// How a raster file is written.
struct RasterOptions {
  CellType type = CellType::Float32; ///< Byte: classes 1 to 255, NoData 0
  bool overviews = true;
  RasterTags tags = {}; ///< how the raster came to be
  RasterFormat format = RasterFormat::GeoTiff;

  /// The same for cells of another type.
  RasterOptions ofType(CellType other) const {
    RasterOptions options = *this;
    options.type = other;
    return options;
  }
};

/// A tiled, compressed GeoTIFF (BigTIFF when it may need to be) with NoData NaN (0 for Byte), tags, band
/// descriptions, statistics and overviews. It is written beside `path` under a temporary name and renamed by
/// finish(), which removes the statistics, overviews and masks that GDAL keeps beside a file of that name; an
/// object destroyed before that leaves nothing behind. A cloud optimized one holds the same cells, overviews
/// and descriptions, and until it is finished needs room for both. Throws Error naming the path when the
/// disk is full or the folder cannot be written.
std::unique_ptr<BandwiseSink> createRaster(const std::string& path, const Grid& grid,
                                           const std::vector<std::string>& bandNames,
                                           const RasterOptions& options = {});

} // namespace prospectivity

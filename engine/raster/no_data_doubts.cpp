#include "engine/raster/no_data_doubts.h"

#include "engine/core/number_text.h"
#include "engine/raster/declared_no_data.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/raster_source.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/remote_raster.h"
#include "engine/raster/spread_cells.h"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostTold = 3;

/// Larger bands are not read once more only to count: layers are looked at while their user waits.
constexpr std::size_t mostCounted = std::size_t{1} << 28;

std::string numberOf(double value) {
  constexpr double longest = 1e15;
  return std::abs(value) < longest ? exactText(value) : numberText(value);
}

/// Reads all of a band, each cell once, and says what is suspected.
std::vector<Sentinel> sentinelsOf(const RasterFile& file, int band) {
  RasterFile watched = file;
  watched.watch = std::make_shared<ValueWatch>();
  const std::unique_ptr<RasterSource> source = openRaster(watched);
  BandWalk walk;
  walk.band = band;
  walkBand(*source, walk, Progress(), [](const Tile&, const std::vector<float>&) {}); // the watch looks
  return watched.watch->found(band);
}

/// How to declare NoData so that nothing which is declared already is lost.
Sentence remedy(GDALRasterBand* band) {
  int declared = 0;
  const double noData = band == nullptr ? 0 : declaredNoData(*band, &declared);
  if (declared != 0 && !std::isnan(noData))
    return "give it as additional no data value in the layer's properties";
  return "declare it with Translate, or as additional no data value in the layer's properties";
}

std::optional<Sentence> sentinelDoubt(const RasterFile& file, const RasterSource& source, int band,
                                      const ValueWatch& met, const std::string& parameter) {
  const std::size_t cells = source.grid().cells();
  const bool areCounted = cells <= mostCounted;
  const std::vector<Sentinel> sentinels = areCounted ? sentinelsOf(file, band) : met.found(band);
  if (sentinels.empty())
    return std::nullopt;
  const GdalErrors errors;
  const GDALDatasetUniquePtr dataset = openDataset(file.path);
  const auto count = [&](const Sentinel& sentinel) {
    return areCounted ? SentenceValue(sentinel.count) : SentenceValue(Sentence("some"));
  };
  const Sentinel& first = sentinels.front();
  Sentence others = "";
  for (std::size_t i = 1; i < std::min(sentinels.size(), mostTold); ++i)
    others = Sentence("%1, and %2 are %3", others, count(sentinels[i]), numberOf(sentinels[i].value));
  return Sentence(
      "%1: the band '%2' of %3 has cells of %4, which looks like NoData but is not declared so and "
      "would count as a value (%5 of %6 cells%7); %8, if it is.",
      parameter, source.bandNames()[static_cast<std::size_t>(band)], source.name(), numberOf(first.value),
      count(first), cells, others, remedy(dataset ? dataset->GetRasterBand(band + 1) : nullptr));
}

bool canHold(GDALRasterBand& band, double value) {
  const GDALDataType type = band.GetRasterDataType();
  const char* pixelType = band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
  if (type == GDT_Byte && pixelType != nullptr && EQUAL(pixelType, "SIGNEDBYTE"))
    return value >= -128 && value <= 255 && value == std::trunc(value);
  if (std::isnan(value))
    return GDALDataTypeIsFloating(type) != 0;
  if (GDALDataTypeIsFloating(type) != 0)
    return true;
  // The largest ones are a double that is larger by one.
  if (type == GDT_Int64)
    return value >= -0x1p63 && value <= 0x1p63 && value == std::trunc(value);
  if (type == GDT_UInt64)
    return value >= 0 && value <= 0x1p64 && value == std::trunc(value);
  int clamped = 0;
  int rounded = 0;
  GDALAdjustValueToDataType(type, value, &clamped, &rounded);
  return clamped == 0 && rounded == 0;
}

} // namespace

std::vector<Sentence> noDataDoubtsOf(const RasterFile& file, const std::string& parameter,
                                     const ValueWatch& met) {
  std::vector<Sentence> doubts;
  const std::unique_ptr<RasterSource> source = openRaster(file);
  for (const int band : met.suspects())
    if (std::optional<Sentence> doubt = sentinelDoubt(file, *source, band, met, parameter))
      doubts.push_back(std::move(*doubt));
  return doubts;
}

std::vector<Sentence> noDataDoubts(const RasterFile& file, const std::string& parameter) {
  RasterFile watched = file;
  watched.watch = std::make_shared<ValueWatch>();
  const std::unique_ptr<RasterSource> source = openRaster(watched);
  for (std::size_t band = 0; band < source->bandNames().size(); ++band)
    spreadCells(*source, static_cast<int>(band));
  std::vector<Sentence> doubts = noDataDoubtsOf(file, parameter, *watched.watch);
  const GdalErrors errors;
  const GDALDatasetUniquePtr dataset = openDataset(file.path);
  for (int number = 1; dataset && number <= dataset->GetRasterCount(); ++number) {
    GDALRasterBand& band = *dataset->GetRasterBand(number);
    int declared = 0;
    const double noData = declaredNoData(band, &declared);
    if (declared == 0 || canHold(band, noData))
      continue;
    const std::vector<std::string>& names = source->bandNames();
    const std::string name = static_cast<std::size_t>(number) <= names.size()
                                 ? names[static_cast<std::size_t>(number) - 1]
                                 : std::to_string(number);
    doubts.push_back(
        {"%1: the band '%2' of %3 declares %4 as NoData, which its cells of type %5 cannot hold, so "
         "that no cell is NoData; declare another value with Translate, if some are.",
         parameter, name, source->name(), numberText(noData), GDALGetDataTypeName(band.GetRasterDataType())});
    break; // the others of the file will be alike
  }
  return doubts;
}

} // namespace prospectivity

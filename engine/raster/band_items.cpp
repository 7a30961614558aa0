#include "engine/raster/band_items.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_session.h"

#include <gdal_priv.h>

namespace prospectivity {

std::vector<std::pair<std::string, std::string>> bandItems(const std::string& path, int band) {
  useGdal();
  const GdalErrors quiet;
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  if (!dataset || band >= dataset->GetRasterCount())
    throw Error("The raster '%1' cannot be read: check the file.", path);
  std::vector<std::pair<std::string, std::string>> items;
  char** all = dataset->GetRasterBand(band + 1)->GetMetadata();
  for (int i = 0; all != nullptr && all[i] != nullptr; ++i) {
    const std::string item = all[i];
    const std::size_t sign = item.find('=');
    if (sign != std::string::npos && item.compare(0, 11, "STATISTICS_") != 0)
      items.emplace_back(item.substr(0, sign), item.substr(sign + 1));
  }
  return items;
}

} // namespace prospectivity

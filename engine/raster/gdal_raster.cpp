#include "engine/raster/gdal_raster.h"

#include "engine/core/error.h"
#include "engine/raster/crs.h"
#include "engine/raster/gdal_session.h"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <gdal_rat.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace prospectivity {

namespace {

GDALDatasetUniquePtr open(const std::string& path) {
  useGdal();
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset(static_cast<GDALDataset*>(
      GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr)));
  if (!dataset)
    throw Error("The raster '" + path + "' cannot be opened: check that the file exists and is a raster.");
  if (dataset->GetRasterCount() == 0)
    throw Error("The raster '" + path + "' has no bands: choose one of its sub-datasets.");
  for (int band = 1; band <= dataset->GetRasterCount(); ++band)
    if (GDALDataTypeIsComplex(dataset->GetRasterBand(band)->GetRasterDataType()) != 0)
      throw Error("The raster '" + path +
                  "' holds complex numbers: make real ones of it, the amplitude say.");
  return dataset;
}

Grid gridOf(GDALDataset& dataset) {
  Grid grid;
  grid.columns = dataset.GetRasterXSize();
  grid.rows = dataset.GetRasterYSize();
  dataset.GetGeoTransform(grid.transform.data());
  if (const OGRSpatialReference* reference = dataset.GetSpatialRef()) {
    char* text = nullptr;
    if (reference->exportToWkt(&text) == OGRERR_NONE && text != nullptr)
      grid.crs = text;
    CPLFree(text);
  }
  return grid;
}

std::vector<std::string> namesOf(GDALDataset& dataset, const std::string& path) {
  const std::string stem = std::filesystem::path(path).stem().string();
  std::vector<std::string> names;
  for (int band = 1; band <= dataset.GetRasterCount(); ++band) {
    std::string name = dataset.GetRasterBand(band)->GetDescription();
    if (name.empty())
      name = dataset.GetRasterCount() == 1 ? stem : stem + "_" + std::to_string(band);
    names.push_back(name);
  }
  return names;
}

constexpr int cellsAtOnce = 1 << 19;

class GdalRaster : public RasterSource {
 public:
  explicit GdalRaster(const std::string& path)
      : mPath(path), mDataset(open(path)), mGrid(gridOf(*mDataset)), mBandNames(namesOf(*mDataset, path)) {}

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return "'" + std::filesystem::path(mPath).filename().string() + "'"; }

  Window naturalBlock() const override {
    Window block;
    mDataset->GetRasterBand(1)->GetBlockSize(&block.columns, &block.rows);
    return block;
  }

  void read(const std::vector<int>& bands, const Window& window, float* values) override {
    for (const int band : bands) {
      readBand(*mDataset->GetRasterBand(band + 1), window, values);
      values += window.cells();
    }
  }

  std::string className(int band, float value) const override {
    GDALRasterBand& raster = *mDataset->GetRasterBand(band + 1);
    const int code = static_cast<int>(value);
    char** names = raster.GetCategoryNames();
    if (code >= 0 && code < CSLCount(names) && names[code][0] != '\0')
      return names[code];
    GDALRasterAttributeTable* table = raster.GetDefaultRAT();
    if (table != nullptr && table->GetColOfUsage(GFU_Name) >= 0) {
      const int row = table->GetRowOfValue(code);
      if (row >= 0)
        return table->GetValueAsString(row, table->GetColOfUsage(GFU_Name));
    }
    return RasterSource::className(band, value);
  }

  std::unique_ptr<RasterSource> clone() const override { return std::make_unique<GdalRaster>(mPath); }

 private:
  /// In parts of whole rows, so that what is kept for reading does not grow with the window.
  void readBand(GDALRasterBand& band, const Window& window, float* values) {
    const int rows = std::max(cellsAtOnce / std::max(window.columns, 1), 1);
    for (int row = 0; row < window.rows; row += rows) {
      const Window part{window.column, window.row + row, window.columns, std::min(rows, window.rows - row)};
      readPart(band, part, values + static_cast<std::size_t>(row) * static_cast<std::size_t>(window.columns));
    }
  }

  void readPart(GDALRasterBand& band, const Window& window, float* values) {
    const GdalErrors errors;
    // Read as double: the declared NoData of an integer or float64 band may not be a float32 number.
    mBuffer.resize(window.cells());
    if (band.RasterIO(GF_Read, window.column, window.row, window.columns, window.rows, mBuffer.data(),
                      window.columns, window.rows, GDT_Float64, 0, 0, nullptr) != CE_None)
      throw Error("The raster '" + mPath + "' cannot be read (" + errors.last() + "): check the file.");
    int hasNoData = 0;
    const double noData = band.GetNoDataValue(&hasNoData);
    const bool single = band.GetRasterDataType() == GDT_Float32;
    const double scale = band.GetScale();
    const double offset = band.GetOffset();
    const bool scaled = scale != 1 || offset != 0;
    for (std::size_t i = 0; i < mBuffer.size(); ++i) {
      const double value = mBuffer[i];
      // Beyond the range of float32, -1.8e308 say, there is no evidence but a NoData nobody declared.
      const auto kept = static_cast<float>(scaled ? value * scale + offset : value);
      const bool missing = (hasNoData != 0 && isNoData(value, noData, single)) || !std::isfinite(kept);
      values[i] = missing ? std::numeric_limits<float>::quiet_NaN() : kept;
    }
    const int flags = band.GetMaskFlags();
    if ((flags & (GMF_ALL_VALID | GMF_NODATA)) == 0)
      applyMask(*band.GetMaskBand(), window, values);
  }

  /// A float32 band declares its NoData as a double that may have been rounded on the way.
  static bool isNoData(double value, double noData, bool single) {
    return value == noData || (single && static_cast<float>(value) == static_cast<float>(noData));
  }

  void applyMask(GDALRasterBand& mask, const Window& window, float* values) {
    std::vector<unsigned char> valid(window.cells());
    if (mask.RasterIO(GF_Read, window.column, window.row, window.columns, window.rows, valid.data(),
                      window.columns, window.rows, GDT_Byte, 0, 0, nullptr) != CE_None)
      throw Error("The mask of the raster '" + mPath + "' cannot be read: check the file.");
    for (std::size_t i = 0; i < valid.size(); ++i)
      if (valid[i] == 0)
        values[i] = std::numeric_limits<float>::quiet_NaN();
  }

  std::string mPath;
  GDALDatasetUniquePtr mDataset;
  Grid mGrid;
  std::vector<std::string> mBandNames;
  std::vector<double> mBuffer;
};

/// Bands of several sources, one behind the other.
class JoinedRaster : public RasterSource {
 public:
  explicit JoinedRaster(std::vector<std::unique_ptr<RasterSource>> parts) : mParts(std::move(parts)) {
    for (std::size_t part = 0; part < mParts.size(); ++part)
      for (std::size_t band = 0; band < mParts[part]->bandNames().size(); ++band) {
        mBandNames.push_back(mParts[part]->bandNames()[band]);
        mPlaces.emplace_back(part, static_cast<int>(band));
      }
  }

  const Grid& grid() const override { return mParts.front()->grid(); }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return mParts.size() == 1 ? mParts.front()->name() : "the layers"; }
  Window naturalBlock() const override { return mParts.front()->naturalBlock(); }

  void read(const std::vector<int>& bands, const Window& window, float* values) override {
    for (const int band : bands) {
      const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
      mParts[part]->read({bandOfPart}, window, values);
      values += window.cells();
    }
  }

  std::string className(int band, float value) const override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    return mParts[part]->className(bandOfPart, value);
  }

  std::unique_ptr<RasterSource> clone() const override {
    std::vector<std::unique_ptr<RasterSource>> copies;
    for (const auto& part : mParts)
      copies.push_back(part->clone());
    return std::make_unique<JoinedRaster>(std::move(copies));
  }

 private:
  std::vector<std::unique_ptr<RasterSource>> mParts;
  std::vector<std::string> mBandNames;
  std::vector<std::pair<std::size_t, int>> mPlaces;
};

} // namespace

std::unique_ptr<RasterSource> openRaster(const std::string& path) {
  return std::make_unique<GdalRaster>(path);
}

std::unique_ptr<RasterSource> openLayers(const std::vector<std::string>& paths) {
  if (paths.empty())
    throw Error("LAYERS is empty: choose at least one raster.");
  std::vector<std::unique_ptr<RasterSource>> parts;
  for (const std::string& path : paths) {
    parts.push_back(openRaster(path));
    const Grid& first = parts.front()->grid();
    const Grid& grid = parts.back()->grid();
    if (!first.matches(grid) || !(first.crs.empty() || grid.crs.empty() || sameCrs(first.crs, grid.crs)))
      throw Error("The raster " + parts.back()->name() + " lies on another grid than " +
                  parts.front()->name() + ": bring the layers together with Build evidence stack first.");
  }
  return std::make_unique<JoinedRaster>(std::move(parts));
}

Grid readGrid(const std::string& path) {
  return gridOf(*open(path));
}

} // namespace prospectivity

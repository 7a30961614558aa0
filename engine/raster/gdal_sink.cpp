#include "engine/raster/gdal_sink.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/raster/feature_tags.h"
#include "engine/raster/gdal_session.h"

#include <cpl_string.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <new>

namespace prospectivity {

namespace {

constexpr int smallestOverview = 256; ///< cells of the longer side

class GdalSink : public BandwiseSink {
 public:
  GdalSink(const std::string& path, const Grid& grid, const std::vector<std::string>& bandNames,
           const RasterOptions& options)
      : mPath(path), mTemporary(partNameFor(path)), mGrid(grid), mOptions(options) {
    useGdal();
    const GdalErrors errors;
    const bool classes = options.type == CellType::Byte;
    CPLStringList creation;
    creation.SetNameValue("TILED", "YES");
    creation.SetNameValue("BLOCKXSIZE", "256");
    creation.SetNameValue("BLOCKYSIZE", "256");
    creation.SetNameValue("COMPRESS", "DEFLATE");
    creation.SetNameValue("ZLEVEL", "6");
    creation.SetNameValue("PREDICTOR", classes ? "2" : "3");
    creation.SetNameValue("BIGTIFF", "IF_SAFER");
    // Tiles are compressed side by side but written in order: the bytes do not depend on the threads.
    creation.SetNameValue("NUM_THREADS", "ALL_CPUS");
    creation.SetNameValue("INTERLEAVE", "BAND");
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    mDataset = driver->Create(mTemporary.c_str(), grid.columns, grid.rows, static_cast<int>(bandNames.size()),
                              classes ? GDT_Byte : GDT_Float32, creation.List());
    if (mDataset == nullptr)
      throw Error("The raster '%1' cannot be created: choose a folder that exists and is writable.", mPath);
    std::array<double, 6> transform = grid.transform;
    if (mDataset->SetGeoTransform(transform.data()) != CE_None ||
        (!grid.crs.empty() && mDataset->SetProjection(grid.crs.c_str()) != CE_None)) {
      discard();
      throw Error(
          "The raster '%1' cannot hold the grid or the CRS of the stack (%2): check the CRS of the layers.",
          mPath, errors.last());
    }
    for (const auto& [name, value] : options.tags)
      mDataset->SetMetadataItem(name.c_str(), value.c_str());
    for (std::size_t i = 0; i < bandNames.size(); ++i) {
      GDALRasterBand* band = mDataset->GetRasterBand(static_cast<int>(i) + 1);
      band->SetDescription(bandNames[i].c_str());
      band->SetNoDataValue(classes ? 0 : std::numeric_limits<double>::quiet_NaN());
    }
  }

  ~GdalSink() override {
    const GdalErrors errors;
    discard();
  }

  void write(const Tile& tile, const float* values) override {
    for (int band = 0; band < mDataset->GetRasterCount(); ++band)
      writeBand(band, tile, values + static_cast<std::size_t>(band) * tile.cells());
  }

  void writeBand(int band, const Tile& tile, const float* values) override {
    const GdalErrors errors;
    const void* data = values;
    GDALDataType type = GDT_Float32;
    if (mOptions.type == CellType::Byte) {
      mClasses.resize(tile.cells());
      std::transform(values, values + tile.cells(), mClasses.begin(), [](float value) {
        return std::isnan(value) ? static_cast<unsigned char>(0) : static_cast<unsigned char>(value);
      });
      data = mClasses.data();
      type = GDT_Byte;
    }
    if (mDataset->GetRasterBand(band + 1)->RasterIO(GF_Write, tile.column, tile.row, tile.columns, tile.rows,
                                                    const_cast<void*>(data), tile.columns, tile.rows, type, 0,
                                                    0, nullptr) != CE_None)
      fail();
    // Tiles are kept in GDAL's cache: a full disk shows when they leave it.
    if (CPLGetLastErrorType() >= CE_Failure)
      fail();
  }

  void describe(int band, const std::vector<std::pair<std::string, std::string>>& items) override {
    for (const auto& [name, value] : items)
      mDataset->GetRasterBand(band + 1)->SetMetadataItem(name.c_str(), value.c_str());
  }

  void describeFeature(int band, const FeatureDescription& description) override {
    const GdalErrors quiet;
    GDALRasterBand& raster = *mDataset->GetRasterBand(band + 1);
    if (!description.transform.empty())
      raster.SetMetadataItem(transformTag, description.transform.c_str());
    const std::string kind = FeatureDescription{description.kind, {}, {}}.nature();
    if (!kind.empty())
      raster.SetMetadataItem(kindTag, kind.c_str());
    if (const std::string classes = description.classText(); !classes.empty())
      raster.SetMetadataItem(classesTag, classes.c_str());
    if (!description.unit.empty())
      raster.SetUnitType(description.unit.c_str());
  }

  void finish() override {
    const GdalErrors errors;
    finishGeoTiff();
    if (mOptions.format == RasterFormat::CloudOptimized)
      arrangeForTheCloud();
    if (std::rename(mTemporary.c_str(), mPath.c_str()) != 0)
      fail();
    removeSideCars();
  }

 private:
  void finishGeoTiff() {
    flush();
    close();
    // What was written is read again from the file: GDAL passes over writes that fail while its buffers are
    // emptied. Opened without threads: GDAL 3.6 reading tiles side by side reports errors where there are
    // none.
    open(GA_Update);
    std::vector<int> factors = overviewFactors();
    for (int i = 1; i <= mDataset->GetRasterCount(); ++i) {
      GDALRasterBand* band = mDataset->GetRasterBand(i);
      addStatistics(band);
      if (factors.empty())
        checkCells(band); // the overviews read them otherwise
    }
    if (!factors.empty())
      addOverviews(factors);
    flush();
    close();
    open(GA_ReadOnly);
    checkOverviews();
    close();
  }

  void checkOverviews() {
    for (int i = 1; i <= mDataset->GetRasterCount(); ++i) {
      GDALRasterBand* band = mDataset->GetRasterBand(i);
      if (band->GetOverviewCount() != static_cast<int>(overviewFactors().size()))
        fail(); // a directory that could not be written is a file without it
      for (int level = 0; level < band->GetOverviewCount(); ++level)
        checkCells(band->GetOverview(level));
    }
  }

  /// GDAL lays such a file out from a whole raster alone. All cells and overviews are those of that one.
  void arrangeForTheCloud() {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
    if (driver == nullptr)
      throw Error("The raster '%1' cannot be written as Cloud optimized GeoTIFF, which this GDAL does not "
                  "know: choose GeoTIFF.",
                  mPath);
    CPLStringList creation;
    creation.SetNameValue("BLOCKSIZE", "256");
    creation.SetNameValue("COMPRESS", "DEFLATE");
    creation.SetNameValue("LEVEL", "6");
    creation.SetNameValue("PREDICTOR", "YES");
    creation.SetNameValue("BIGTIFF", "IF_SAFER");
    creation.SetNameValue("NUM_THREADS", "ALL_CPUS");
    creation.SetNameValue("OVERVIEWS", overviewFactors().empty() ? "NONE" : "FORCE_USE_EXISTING");
    open(GA_ReadOnly);
    mPlain = mTemporary;
    mTemporary = partNameFor(mPath);
    GDALDataset* arranged =
        driver->CreateCopy(mTemporary.c_str(), mDataset, FALSE, creation.List(), nullptr, nullptr);
    close();
    if (arranged == nullptr)
      fail();
    GDALClose(arranged);
    removePlain();
    open(GA_ReadOnly);
    checkPixels();
    close();
  }

  void removePlain() {
    if (!mPlain.empty())
      std::remove(mPlain.c_str());
    mPlain.clear();
  }

  /// Statistics, overviews and masks of a file that stood here before: GDAL would show them as those of this
  /// one.
  void removeSideCars() const {
    for (const char* ending : {".aux.xml", ".ovr", ".msk", ".msk.ovr"})
      std::remove((mPath + ending).c_str());
  }

  [[noreturn]] void fail() {
    if (CPLGetLastErrorNo() == CPLE_OutOfMemory)
      throw std::bad_alloc();
    throw Error(
        "The raster '%1' could not be written whole: free some space on the disk or choose another folder.",
        mPath);
  }

  void flush() {
    mDataset->FlushCache(false);
    if (CPLGetLastErrorType() >= CE_Failure)
      fail();
  }

  void open(GDALAccess access) {
    mDataset = static_cast<GDALDataset*>(GDALOpen(mTemporary.c_str(), access));
    if (mDataset == nullptr)
      fail();
  }

  void addStatistics(GDALRasterBand* band) {
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double deviation = 0;
    if (band->GetMetadataItem("STATISTICS_MINIMUM") != nullptr ||
        band->ComputeStatistics(false, &minimum, &maximum, &mean, &deviation, nullptr, nullptr) == CE_None)
      return; // described by whoever wrote it, or now
    // A band without any valid cell needs no statistics.
    checkCells(band);
    CPLErrorReset();
  }

  /// The tiles are compressed with a checksum: one that is cut short or overwritten cannot be read.
  void checkCells(GDALRasterBand* band) { checkCells(std::vector<GDALRasterBand*>{band}); }

  /// `bands`: of one size.
  void checkCells(const std::vector<GDALRasterBand*>& bands) {
    int columns = 0;
    int rows = 0;
    bands.front()->GetBlockSize(&columns, &rows);
    std::vector<float> block(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int row = 0; row * rows < bands.front()->GetYSize(); ++row)
      for (int column = 0; column * columns < bands.front()->GetXSize(); ++column)
        for (GDALRasterBand* band : bands)
          if (band->ReadBlock(column, row, block.data()) != CE_None)
            fail();
  }

  /// The same where a tile holds all bands: it is decoded once for all of them.
  void checkPixels() {
    const int bands = mDataset->GetRasterCount();
    const auto levels = static_cast<int>(overviewFactors().size());
    for (int i = 1; i <= bands; ++i)
      if (mDataset->GetRasterBand(i)->GetOverviewCount() != levels)
        fail();
    for (int level = -1; level < levels; ++level) {
      std::vector<GDALRasterBand*> all;
      for (int i = 1; i <= bands; ++i) {
        GDALRasterBand* band = mDataset->GetRasterBand(i);
        all.push_back(level < 0 ? band : band->GetOverview(level));
      }
      checkCells(all);
    }
  }

  std::vector<int> overviewFactors() const {
    std::vector<int> factors;
    for (int factor = 2; std::max(mGrid.columns, mGrid.rows) / factor >= smallestOverview; factor *= 2)
      if (mOptions.overviews)
        factors.push_back(factor);
    return factors;
  }

  void addOverviews(std::vector<int>& factors) {
    if (mDataset->BuildOverviews(mOptions.type == CellType::Byte ? "NEAREST" : "AVERAGE",
                                 static_cast<int>(factors.size()), factors.data(), 0, nullptr, nullptr,
                                 nullptr) != CE_None)
      fail();
  }

  void close() {
    if (mDataset != nullptr)
      GDALClose(mDataset);
    mDataset = nullptr;
  }

  void discard() {
    close();
    std::remove(mTemporary.c_str());
    removePlain();
  }

  std::string mPath;
  std::string mTemporary;
  std::string mPlain; ///< what is laid out anew
  Grid mGrid;
  RasterOptions mOptions;
  GDALDataset* mDataset = nullptr;
  std::vector<unsigned char> mClasses;
};

} // namespace

const Choices& rasterFormatChoices() {
  static const Choices choices{{"geotiff", "GeoTIFF"}, {"cog", "Cloud optimized GeoTIFF"}};
  return choices;
}

std::unique_ptr<BandwiseSink> createRaster(const std::string& path, const Grid& grid,
                                           const std::vector<std::string>& bandNames,
                                           const RasterOptions& options) {
  return std::make_unique<GdalSink>(path, grid, bandNames, options);
}

} // namespace prospectivity

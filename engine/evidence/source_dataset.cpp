#include "engine/evidence/source_dataset.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

class SourceBand : public GDALRasterBand {
 public:
  SourceBand(GDALDataset* dataset, int band, std::shared_ptr<RasterSource> source,
             std::exception_ptr& failure, const Tile& block)
      : mSource(std::move(source)), mFailure(failure) {
    poDS = dataset;
    nBand = band;
    eDataType = GDT_Float32;
    nBlockXSize = block.columns;
    nBlockYSize = block.rows;
    SetDescription(mSource->bandNames()[static_cast<std::size_t>(band - 1)].c_str());
  }

  double GetNoDataValue(int* hasNoData) override {
    if (hasNoData != nullptr)
      *hasNoData = TRUE;
    return std::numeric_limits<double>::quiet_NaN();
  }

 protected:
  CPLErr IReadBlock(int blockColumn, int blockRow, void* image) override {
    const Tile tile{blockColumn * nBlockXSize, blockRow * nBlockYSize,
                    std::min(nBlockXSize, nRasterXSize - blockColumn * nBlockXSize),
                    std::min(nBlockYSize, nRasterYSize - blockRow * nBlockYSize)};
    auto* block = static_cast<float*>(image);
    try {
      if (tile.columns == nBlockXSize) {
        mSource->read({nBand - 1}, tile, block);
      } else {
        mRow.resize(tile.cells());
        mSource->read({nBand - 1}, tile, mRow.data());
        for (int row = 0; row < tile.rows; ++row)
          std::copy_n(mRow.begin() + static_cast<std::ptrdiff_t>(row) * tile.columns, tile.columns,
                      block + static_cast<std::ptrdiff_t>(row) * nBlockXSize);
      }
    } catch (...) {
      mFailure = std::current_exception();
      CPLError(CE_Failure, CPLE_AppDefined, "the source failed");
      return CE_Failure;
    }
    return CE_None;
  }

 private:
  std::shared_ptr<RasterSource> mSource;
  std::exception_ptr& mFailure;
  std::vector<float> mRow;
};

class SourceDataset : public GDALDataset {
 public:
  SourceDataset(const std::shared_ptr<RasterSource>& source, std::exception_ptr& failure)
      : mGrid(source->grid()) {
    nRasterXSize = mGrid.columns;
    nRasterYSize = mGrid.rows;
    if (!mGrid.crs.empty() && mReference.importFromWkt(mGrid.crs.c_str()) == OGRERR_NONE)
      mReference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    // Blocks of strips one row high would be asked for one by one.
    Tile block = source->naturalBlock();
    block.columns = std::clamp(block.columns, 1, mGrid.columns);
    if (block.rows < 16)
      block.rows = std::min(16, mGrid.rows);
    block.rows = std::min(block.rows, mGrid.rows);
    for (std::size_t band = 1; band <= source->bandNames().size(); ++band)
      SetBand(static_cast<int>(band), new SourceBand(this, static_cast<int>(band), source, failure, block));
  }

  CPLErr GetGeoTransform(double* transform) override {
    std::copy(mGrid.transform.begin(), mGrid.transform.end(), transform);
    return CE_None;
  }

  const OGRSpatialReference* GetSpatialRef() const override {
    return mReference.IsEmpty() ? nullptr : &mReference;
  }

 private:
  Grid mGrid;
  OGRSpatialReference mReference;
};

} // namespace

GDALDatasetUniquePtr datasetOf(const std::shared_ptr<RasterSource>& source, std::exception_ptr& failure) {
  return GDALDatasetUniquePtr(new SourceDataset(source, failure));
}

} // namespace prospectivity

#include "engine/evidence/warp_source.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/number_text.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/evidence/source_dataset.h"
#include "engine/raster/gdal_session.h"

#include <cpl_string.h>
#include <gdal_alg.h>
#include <gdalwarper.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace prospectivity {

namespace {

/// Bytes for a warper: one of each thread may be at work. GDAL refuses to warp with next to nothing.
double warpMemory() {
  constexpr std::size_t least = MemoryBudget::megabyte;
  const std::size_t share =
      memoryBudget().of(MemoryUse::Warping) / static_cast<std::size_t>(availableThreads());
  return static_cast<double>(std::max(share, least));
}

[[noreturn]] void cannotTransform(const RasterSource& source, const std::string& crs) {
  throw Error("The layer %1 cannot be brought from %2 to %3: check its CRS and extent, or leave it out.",
              source.name(), crsName(source.grid().crs), crsName(crs));
}

/// Cells of the grid per cell of the source along its columns and rows: what bilinear and cubic resampling
/// widen their kernel by. GDAL measures it by the block that it warps, which makes seams between blocks, and
/// blurs small grids from 3.7 on, whose blocks reach beyond them. Here it is one for the whole grid: the
/// median over places of it. Empty when no place of the grid lies in the source's reach.
CPLStringList warpScales(void* transformer, const Grid& grid) {
  constexpr int placesPerSide = 9;
  constexpr double slightTurn = 0.1; // beyond it, columns and rows have no scale of their own
  std::vector<double> alongColumns;
  std::vector<double> alongRows;
  for (int i = 0; i < placesPerSide * placesPerSide; ++i) {
    const double x = grid.columns * (i % placesPerSide + 0.5) / placesPerSide;
    const double y = grid.rows * (i / placesPerSide + 0.5) / placesPerSide;
    double xs[] = {x - 0.5, x + 0.5, x, x};
    double ys[] = {y, y, y - 0.5, y + 0.5};
    double zs[4] = {};
    int reached[4] = {};
    GDALGenImgProjTransform(transformer, TRUE, 4, xs, ys, zs, reached);
    if (std::count(reached, reached + 4, 0) > 0)
      continue;
    const double columnByX = std::abs(xs[1] - xs[0]);
    const double rowByX = std::abs(ys[1] - ys[0]);
    const double columnByY = std::abs(xs[3] - xs[2]);
    const double rowByY = std::abs(ys[3] - ys[2]);
    const double area = std::abs((xs[1] - xs[0]) * (ys[3] - ys[2]) - (xs[3] - xs[2]) * (ys[1] - ys[0]));
    if (!(area > 0) || !std::isfinite(area))
      continue;
    const bool isTurned = rowByX > slightTurn * columnByX || columnByY > slightTurn * rowByY;
    alongColumns.push_back(1 / (isTurned ? std::sqrt(area) : columnByX));
    alongRows.push_back(1 / (isTurned ? std::sqrt(area) : rowByY));
  }
  CPLStringList scales;
  if (alongColumns.empty())
    return scales;
  scales.SetNameValue("XSCALE", numberText(quantile(alongColumns, 0.5), 12).c_str());
  scales.SetNameValue("YSCALE", numberText(quantile(alongRows, 0.5), 12).c_str());
  return scales;
}

class WarpedRaster : public RasterSource {
 public:
  WarpedRaster(const std::shared_ptr<RasterSource>& source, Grid grid, Resampling resampling)
      : mSource(source), mGrid(std::move(grid)), mResampling(resampling),
        mInput(datasetOf(source, mFailure)) {
    const GdalErrors errors;
    GDALWarpOptions* options = GDALCreateWarpOptions();
    options->eResampleAlg = algorithm(resampling);
    options->hSrcDS = mInput.get();
    options->nBandCount = mInput->GetRasterCount();
    options->panSrcBands =
        static_cast<int*>(CPLMalloc(sizeof(int) * static_cast<std::size_t>(options->nBandCount)));
    options->panDstBands =
        static_cast<int*>(CPLMalloc(sizeof(int) * static_cast<std::size_t>(options->nBandCount)));
    for (int band = 0; band < options->nBandCount; ++band)
      options->panSrcBands[band] = options->panDstBands[band] = band + 1;
    options->eWorkingDataType = GDT_Float32;
    options->dfWarpMemoryLimit = warpMemory();
    GDALWarpInitSrcNoDataReal(options, std::nan(""));
    GDALWarpInitDstNoDataReal(options, std::nan(""));
    options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "INIT_DEST", "NO_DATA");
    // Each band keeps its own holes: a cell missing in one is no reason to drop it in another.
    options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "UNIFIED_SRC_NODATA", "NO");
    CPLStringList transformer;
    transformer.SetNameValue("DST_SRS", mGrid.crs.c_str());
    if (mGrid.crs.empty() || source->grid().crs.empty()) {
      transformer.Clear();
      transformer.SetNameValue("SRC_METHOD", "GEOTRANSFORM");
    }
    options->pTransformerArg = GDALCreateGenImgProjTransformer2(mInput.get(), nullptr, transformer.List());
    if (options->pTransformerArg == nullptr) {
      GDALDestroyWarpOptions(options);
      cannotTransform(*source, mGrid.crs);
    }
    options->pfnTransformer = GDALGenImgProjTransform;
    GDALSetGenImgProjTransformerDstGeoTransform(options->pTransformerArg, mGrid.transform.data());
    options->papszWarpOptions =
        CSLMerge(options->papszWarpOptions, warpScales(options->pTransformerArg, mGrid).List());
    mOutput.reset(static_cast<GDALDataset*>(
        GDALCreateWarpedVRT(mInput.get(), mGrid.columns, mGrid.rows, mGrid.transform.data(), options)));
    GDALDestroyWarpOptions(options);
    if (!mOutput)
      cannotTransform(*source, mGrid.crs);
  }

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mSource->bandNames(); }
  std::string name() const override { return mSource->name(); }

  Tile naturalBlock() const override {
    Tile block;
    mOutput->GetRasterBand(1)->GetBlockSize(&block.columns, &block.rows);
    return block;
  }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    const GdalErrors errors;
    for (const int band : bands) {
      if (mOutput->GetRasterBand(band + 1)->RasterIO(GF_Read, tile.column, tile.row, tile.columns, tile.rows,
                                                     values, tile.columns, tile.rows, GDT_Float32, 0, 0,
                                                     nullptr) != CE_None) {
        if (mFailure)
          std::rethrow_exception(std::exchange(mFailure, nullptr));
        errors.checkMemory();
        throw Error("The layer %1 cannot be read (%2): check the file, or the connection to it.", name(),
                    errors.last());
      }
      values += tile.cells();
    }
  }

  bool isThematic(int band) const override { return mSource->isThematic(band); }
  std::string className(int band, double value) const override { return mSource->className(band, value); }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<WarpedRaster>(std::shared_ptr<RasterSource>(mSource->clone()), mGrid,
                                          mResampling);
  }

 private:
  static GDALResampleAlg algorithm(Resampling resampling) {
    static constexpr GDALResampleAlg algorithms[] = {GRA_NearestNeighbour, GRA_Bilinear, GRA_Cubic,
                                                     GRA_Average, GRA_Mode};
    return algorithms[static_cast<int>(resampling)];
  }

  std::shared_ptr<RasterSource> mSource;
  Grid mGrid;
  Resampling mResampling;
  std::exception_ptr mFailure; ///< of mSource, read through GDAL
  GDALDatasetUniquePtr mInput;
  GDALDatasetUniquePtr mOutput; ///< reads from mInput, so it is closed first
};

} // namespace

const Choices& resamplingChoices() {
  static const Choices choices{{"nearest", "Nearest neighbour"},
                               {"bilinear", "Bilinear"},
                               {"cubic", "Cubic"},
                               {"average", "Average"},
                               {"mode", "Mode"}};
  return choices;
}

std::string resamplingName(Resampling resampling) {
  return resamplingChoices()[static_cast<std::size_t>(resampling)].id;
}

std::unique_ptr<RasterSource> warpTo(std::unique_ptr<RasterSource> source, const Grid& grid,
                                     Resampling resampling) {
  useGdal();
  return std::make_unique<WarpedRaster>(std::shared_ptr<RasterSource>(std::move(source)), grid, resampling);
}

double Footprint::cellSize() const {
  return cellWidth == cellHeight ? cellWidth : std::sqrt(cellWidth * cellHeight);
}

Footprint footprintIn(const RasterSource& source, const std::string& crs) {
  const GdalErrors errors;
  std::exception_ptr none; // the grid is looked at, and no cell
  const GDALDatasetUniquePtr dataset = datasetOf(std::shared_ptr<RasterSource>(source.clone()), none);
  CPLStringList options;
  if (!crs.empty() && !source.grid().crs.empty())
    options.SetNameValue("DST_SRS", crs.c_str());
  void* transformer = GDALCreateGenImgProjTransformer2(dataset.get(), nullptr, options.List());
  if (transformer == nullptr)
    cannotTransform(source, crs);
  double transform[6] = {};
  double extent[4] = {};
  int columns = 0;
  int rows = 0;
  const CPLErr status = GDALSuggestedWarpOutput2(dataset.get(), GDALGenImgProjTransform, transformer,
                                                 transform, &columns, &rows, extent, 0);
  GDALDestroyGenImgProjTransformer(transformer);
  if (status != CE_None)
    cannotTransform(source, crs);
  Footprint footprint{extent[0], extent[1], extent[2], extent[3], transform[1], std::abs(transform[5])};
  const std::array<double, 6>& own = source.grid().transform;
  if (sameCrs(source.grid().crs, crs) && own[2] == 0 && own[4] == 0) {
    footprint.cellWidth = source.grid().cellWidth();
    footprint.cellHeight = source.grid().cellHeight();
    if (footprint.cellWidth != footprint.cellHeight) {
      // GDAL suggests whole square cells, which end elsewhere.
      const double right = own[0] + own[1] * source.grid().columns;
      const double bottom = own[3] + own[5] * source.grid().rows;
      footprint.minX = std::min(own[0], right);
      footprint.maxX = std::max(own[0], right);
      footprint.minY = std::min(own[3], bottom);
      footprint.maxY = std::max(own[3], bottom);
    }
  }
  return footprint;
}

} // namespace prospectivity

#include "engine/evidence/build_stack.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/number_text.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/evidence/band_plan.h"
#include "engine/evidence/band_statistics.h"
#include "engine/evidence/longitudes.h"
#include "engine/evidence/mask_cells.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_mask.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t correlatedCells = 20000;

/// "the layer 'a' " or "the layers 'a', 'b' ", then what there is to say of one or of several.
Sentence ofLayers(const std::vector<std::string>& names, const Sentence& one, const Sentence& several) {
  std::string all;
  for (const std::string& name : names)
    all += (all.empty() ? "'" : ", '") + name + "'";
  return names.size() == 1 ? Sentence("the layer %1 %2", all, one)
                           : Sentence("the layers %1 %2", all, several);
}

/// Every layer that tells nothing is named, not the first alone: they come by the dozen.
void checkInformative(const std::vector<PlannedBand>& bands, const std::vector<RunningMoments>& moments,
                      bool isMasked) {
  std::vector<std::string> empty;
  std::vector<std::string> constant;
  for (std::size_t b = 0; b < bands.size(); ++b) {
    if (moments[b].count() == 0)
      empty.push_back(bands[b].account.name);
    else if (moments[b].minimum() == moments[b].maximum())
      constant.push_back(bands[b].account.name);
  }
  const Sentence where =
      isMasked ? "no data on the grid of the stack inside the mask" : "no data on the grid of the stack";
  if (!empty.empty())
    throw Error(
        "%1: %2", Subject::Layers,
        ofLayers(empty, Sentence("has %1: check its NoData value and extent, or leave it out.", where),
                 Sentence("have %1: check their NoData values and extents, or leave them out.", where)));
  if (!constant.empty())
    throw Error("%1: %2", Subject::Layers,
                ofLayers(constant, "is constant on the grid of the stack and tells nothing: leave it out.",
                         "are constant on the grid of the stack and tell nothing: leave them out."));
}

void computeBand(const PlannedBand& band, const Window& strip, const std::vector<float>& mask,
                 std::vector<float>& plane, RunningMoments& moments) {
  plane.resize(strip.cells());
  band.source->read({band.band}, strip, plane.data());
  maskOut(mask, plane.data(), 1);
  for (float& value : plane) {
    if (band.change && !std::isnan(value))
      value = band.change(value);
    moments.add(value);
  }
}

/// How the bands of a stack are written.
struct StripPlan {
  Windows strips;
  std::size_t bandsAtOnce = 1; ///< as many as there are threads, where so many planes fit
};

/// Strips as high as the tiles of the file, so that each tile is written once.
StripPlan planStrips(const Grid& grid, std::size_t bands, const RasterSource* mask) {
  constexpr int tileRows = 256;
  const std::size_t share = memoryBudget().of(MemoryUse::Tiles);
  // A plane of one band, which cells are complete, and the mask.
  const std::size_t cellBytes = sizeof(float) + 1 + (mask == nullptr ? 0 : maskBytes);
  StripPlan plan{rowWindows(grid, tileRows, share / cellBytes, 0)};
  const std::size_t cells = plan.strips[0].cells();
  const std::size_t morePlanes = (share - std::min(share, cells * cellBytes)) / (cells * sizeof(float));
  plan.bandsAtOnce = std::min({PlannedBand::mostAtOnce(), bands, morePlanes + 1});
  return plan;
}

std::string exactly(double value) {
  return numberText(value, 17);
}

/// GDAL's names for what it would have to read the whole file again for.
std::vector<std::pair<std::string, std::string>> statisticsOf(const RunningMoments& moments,
                                                              std::size_t cells) {
  const auto count = static_cast<double>(moments.count());
  return {{"STATISTICS_MINIMUM", exactly(moments.minimum())},
          {"STATISTICS_MAXIMUM", exactly(moments.maximum())},
          {"STATISTICS_MEAN", exactly(moments.mean())},
          {"STATISTICS_STDDEV", exactly(moments.standardDeviation() * std::sqrt((count - 1) / count))},
          {"STATISTICS_VALID_PERCENT", exactly(100 * count / static_cast<double>(cells))}};
}

} // namespace

struct StackBuilder::Work {
  StackRequest request;
  DerivedGrid grid;
  std::vector<std::unique_ptr<RasterSource>> warped;
  std::vector<PlannedBand> bands;
  std::vector<ClassAccount> classes;
  std::unique_ptr<RasterSource> mask; ///< null: none
};

StackBuilder::StackBuilder(StackRequest request, const Progress& progress) : mWork(std::make_unique<Work>()) {
  mWork->request = std::move(request);
  alignLongitudes(mWork->request.layers, mWork->request.grid);
  mWork->grid = deriveGrid(mWork->request.layers, mWork->request.grid);
  for (const std::string& reason : mWork->grid.reasons)
    progress.message(reason);
  mWork->mask = maskRaster(mWork->grid.grid, std::move(mWork->request.mask), mWork->request.maskPolygons,
                           mWork->request.maskCrs);
  mWork->bands =
      planBands(mWork->request, mWork->grid.grid, mWork->mask.get(), mWork->warped, mWork->classes, progress);
  for (const PlannedBand& band : mWork->bands)
    progress.message(band.account.name + ": " + band.account.sourceGrid + "; " + band.account.treatment +
                     ".");
}

StackBuilder::~StackBuilder() = default;

const Grid& StackBuilder::grid() const {
  return mWork->grid.grid;
}

std::vector<std::string> StackBuilder::bandNames() const {
  std::vector<std::string> names;
  for (const PlannedBand& band : mWork->bands)
    names.push_back(band.account.name);
  return names;
}

StackAccount StackBuilder::write(BandwiseSink& sink, const Progress& progress) {
  const Grid& grid = mWork->grid.grid;
  std::vector<PlannedBand>& bands = mWork->bands;
  StackAccount account;
  account.grid = mWork->grid;
  account.classes = mWork->classes;
  std::vector<RunningMoments> moments(bands.size());
  const std::size_t correlatedStep = std::max<std::size_t>(grid.cells() / correlatedCells, 1);
  std::vector<double> correlated;
  std::size_t correlatedRows = 0;

  // Bands are computed side by side and written one after the other, so that the file does not depend on the
  // threads.
  const StripPlan plan = planStrips(grid, bands.size(), mWork->mask.get());
  const std::size_t atOnce = plan.bandsAtOnce;
  std::vector<std::vector<float>> planes(atOnce);
  std::vector<float> mask;
  std::vector<unsigned char> complete;
  std::vector<std::vector<float>> spread(bands.size());
  for (std::size_t number = 0; number < plan.strips.count(); ++number) {
    const Window strip = plan.strips[number];
    readMask(mWork->mask.get(), strip, mask);
    complete.assign(strip.cells(), 1);
    for (std::size_t i = 0; i < mask.size(); ++i)
      complete[i] = isInside(mask[i]) ? 1 : 0;
    account.cells += static_cast<std::size_t>(std::count(complete.begin(), complete.end(), 1));
    const auto firstCell = static_cast<std::size_t>(cellIndex(grid, strip.column, strip.row));
    const std::size_t firstSpread = (correlatedStep - firstCell % correlatedStep) % correlatedStep;
    for (std::size_t first = 0; first < bands.size(); first += atOnce) {
      progress.check();
      const std::size_t count = std::min(atOnce, bands.size() - first);
      parallelFor(count, static_cast<int>(count), [&](std::size_t part) {
        computeBand(bands[first + part], strip, mask, planes[part], moments[first + part]);
      });
      for (std::size_t part = 0; part < count; ++part) {
        const std::vector<float>& plane = planes[part];
        for (std::size_t i = 0; i < strip.cells(); ++i)
          if (std::isnan(plane[i]))
            complete[i] = 0;
        std::vector<float>& kept = spread[first + part];
        kept.clear();
        for (std::size_t i = firstSpread; i < strip.cells(); i += correlatedStep)
          kept.push_back(plane[i]);
        sink.writeBand(static_cast<int>(first + part), strip, plane.data());
      }
      const double ofStrip = static_cast<double>(first + count) / static_cast<double>(bands.size());
      progress.fraction((static_cast<double>(firstCell) + ofStrip * static_cast<double>(strip.cells())) /
                        static_cast<double>(grid.cells()));
    }
    account.completeCells += static_cast<std::size_t>(std::count(complete.begin(), complete.end(), 1));
    for (std::size_t i = firstSpread, s = 0; i < strip.cells(); i += correlatedStep, ++s)
      if (complete[i] != 0) {
        ++correlatedRows;
        for (const std::vector<float>& band : spread)
          correlated.push_back(band[s]);
      }
  }

  if (account.cells == 0)
    throw Error("%1 removes every cell of the stack: choose a mask that overlaps the layers.", Subject::Mask);
  checkInformative(bands, moments, account.cells < grid.cells());
  for (std::size_t b = 0; b < bands.size(); ++b) {
    BandAccount& band = bands[b].account;
    band.cellsWithData = moments[b].count();
    band.minimum = moments[b].minimum();
    band.maximum = moments[b].maximum();
    band.mean = moments[b].mean();
    band.standardDeviation = moments[b].standardDeviation();
    band.skewness = moments[b].skewness();
    account.bands.push_back(band);
    sink.describe(static_cast<int>(b), statisticsOf(moments[b], grid.cells()));
  }
  if (correlatedRows > 2)
    account.correlation =
        spearmanMatrix(Eigen::Map<const Matrix>(correlated.data(), static_cast<Eigen::Index>(correlatedRows),
                                                static_cast<Eigen::Index>(bands.size())));
  return account;
}

} // namespace prospectivity

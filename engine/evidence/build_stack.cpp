#include "engine/evidence/build_stack.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/evidence/band_plan.h"
#include "engine/evidence/band_statistics.h"
#include "engine/evidence/longitudes.h"
#include "engine/evidence/mask_cells.h"
#include "engine/evidence/strips.h"

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

void computeBand(const PlannedBand& band, const Window& strip, const std::vector<unsigned char>& inside,
                 std::vector<float>& plane, RunningMoments& moments) {
  plane.resize(strip.cells());
  band.source->read({band.band}, strip, plane.data());
  for (std::size_t i = 0; i < plane.size(); ++i) {
    if (inside[i] == 0)
      plane[i] = std::numeric_limits<float>::quiet_NaN();
    else if (band.change && !std::isnan(plane[i]))
      plane[i] = band.change(plane[i]);
    moments.add(plane[i]);
  }
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
  std::unique_ptr<MaskCells> mask;
};

StackBuilder::StackBuilder(StackRequest request, const Progress& progress) : mWork(std::make_unique<Work>()) {
  mWork->request = std::move(request);
  alignLongitudes(mWork->request.layers, mWork->request.grid);
  mWork->grid = deriveGrid(mWork->request.layers, mWork->request.grid);
  for (const std::string& reason : mWork->grid.reasons)
    progress.message(reason);
  mWork->mask = std::make_unique<MaskCells>(mWork->grid.grid, std::move(mWork->request.mask),
                                            mWork->request.maskPolygons, mWork->request.maskCrs);
  mWork->bands = planBands(mWork->request, mWork->grid.grid, *mWork->mask, mWork->warped, progress);
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
  std::vector<RunningMoments> moments(bands.size());
  const std::size_t correlatedStep = std::max<std::size_t>(grid.cells() / correlatedCells, 1);
  std::vector<double> correlated;
  std::size_t correlatedRows = 0;

  // Bands are computed side by side, as many as there are threads, and written one after the other, so that
  // the file does not depend on the threads.
  const auto atOnce = std::min(static_cast<std::size_t>(availableThreads()), bands.size());
  std::vector<std::vector<float>> planes(atOnce);
  std::vector<std::vector<float>> spread(bands.size());
  for (const Window& strip : stripsOf(grid)) {
    const std::vector<unsigned char> inside = mWork->mask->inside(strip);
    std::vector<unsigned char> complete = inside;
    const std::size_t firstCell =
        static_cast<std::size_t>(strip.row) * static_cast<std::size_t>(grid.columns);
    const std::size_t firstSpread = (correlatedStep - firstCell % correlatedStep) % correlatedStep;
    for (std::size_t first = 0; first < bands.size(); first += atOnce) {
      progress.check();
      const std::size_t count = std::min(atOnce, bands.size() - first);
      parallelFor(count, static_cast<int>(count), [&](std::size_t part) {
        computeBand(bands[first + part], strip, inside, planes[part], moments[first + part]);
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
      progress.fraction(
          (strip.row + strip.rows * static_cast<double>(first + count) / static_cast<double>(bands.size())) /
          grid.rows);
    }
    account.cells += static_cast<std::size_t>(std::count(inside.begin(), inside.end(), 1));
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

#include "engine/evidence/build_stack.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/number_text.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/evidence/band_plan.h"
#include "engine/evidence/band_statistics.h"
#include "engine/evidence/class_doubts.h"
#include "engine/evidence/log_ratios.h"
#include "engine/evidence/longitudes.h"
#include "engine/evidence/mask_cells.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_mask.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/shard.h"

#include <algorithm>
#include <cmath>
#include <optional>
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
void checkInformative(const StackAccount& account) {
  std::vector<std::string> empty;
  std::vector<std::string> constant;
  for (const BandAccount& band : account.bands) {
    if (band.cellsWithData == 0)
      empty.push_back(band.name);
    else if (band.minimum == band.maximum)
      constant.push_back(band.name);
  }
  const bool isMasked = account.cells < account.grid.grid.cells();
  const Sentence where =
      isMasked ? "no data on the grid of the stack inside the mask" : "no data on the grid of the stack";
  if (!empty.empty())
    throw Error(
        "%1: %2", Subject::Layers,
        ofLayers(empty, Sentence("has %1: check its NoData value and extent, or leave it out.", where),
                 Sentence("have %1: check their NoData values and extents, or leave them out.", where)));
  if (!constant.empty())
    throw Error(
        "%1: %2", Subject::Layers,
        ofLayers(constant, Sentence("is constant on the grid of the stack and tells nothing: leave it out."),
                 Sentence("are constant on the grid of the stack and tell nothing: leave them out.")));
}

void computeBand(const PlannedBand& band, const Tile& strip, const std::vector<float>& mask,
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

/// Reads the layers of a group, and makes their planes into those of its bands.
void computeGroup(PlannedGroup& group, const Tile& strip, const std::vector<float>& mask,
                  std::vector<std::vector<float>>& planes, std::vector<RunningMoments>& moments) {
  const std::size_t count = group.members.size();
  std::vector<float*> values(count);
  parallelFor(count, 0, [&](std::size_t k) {
    std::vector<float>& plane = planes[k];
    plane.resize(strip.cells());
    group.members[k].source->read({group.members[k].band}, strip, plane.data());
    maskOut(mask, plane.data(), 1);
    values[k] = plane.data();
  });
  const std::size_t cells = strip.cells();
  const std::size_t parts = std::min(static_cast<std::size_t>(availableThreads()), cells);
  std::vector<LogRatioCounts> counts(parts);
  parallelFor(parts, 0, [&](std::size_t part) {
    counts[part] = makeLogRatios(group.logRatio, values, cells * part / parts, cells * (part + 1) / parts);
  });
  LogRatioAccount& account = group.account;
  for (const LogRatioCounts& counted : counts) {
    account.cells += counted.cells;
    account.cellsOfZeros += counted.cellsOfZeros;
    for (std::size_t k = 0; k < count; ++k)
      account.members[k].cellsReplaced += counted.replaced[k];
  }
  parallelFor(group.bands.size(), 0, [&](std::size_t k) {
    for (const float value : planes[k])
      moments[group.bands[k]].add(value);
  });
}

/// A group whose bands are empty is told by its layers, which are not.
void checkGroups(const StackAccount& account) {
  for (const LogRatioAccount& group : account.logRatios) {
    if (group.cells > 0)
      continue;
    if (group.cellsOfZeros == 0)
      throw Error("%1: the layers of '%2' have data together in no cell of the stack: check their NoData "
                  "values and extents, or leave those out of the group that lie elsewhere.",
                  Subject::Transforms, group.group);
    throw Error(
        "%1: in no cell do the layers of '%2' amount to more than what stands for their zeros: declare "
        "zeros as NoData, or give smaller numbers for them, as in '%2 zeros 0.01'.",
        Subject::Transforms, group.group);
  }
}

void tellOfZeros(const StackAccount& account, const Progress& progress) {
  for (const LogRatioAccount& group : account.logRatios)
    if (group.cellsOfZeros > 0)
      progress.warning(
          {"%1: cells in which the layers of '%2' amount to no more than what stands for their "
           "zeros have no log-ratios and are NoData (%3 of them): give smaller numbers for zeros "
           "if they are to have some.",
           Subject::Transforms, group.group, group.cellsOfZeros});
}

/// What a whole stack must have, and what is told of it.
void checkWhole(const StackAccount& account, const Progress& progress) {
  if (account.cells == 0)
    throw Error("%1 removes every cell of the stack: choose a mask that overlaps the layers.", Subject::Mask);
  checkGroups(account);
  checkInformative(account);
  tellOfZeros(account, progress);
}

/// How the bands of a stack are written.
struct StripPlan {
  Tiles strips;
  std::size_t bandsAtOnce = 1; ///< as many as there are threads, where so many planes fit
};

/// Strips as high as the tiles of the file, so that each tile is written once. `together` planes are needed
/// at the least.
StripPlan planStrips(const Grid& grid, const StackPlan& stack, std::size_t together,
                     const RasterSource* mask) {
  constexpr int tileRows = 256;
  const std::size_t share = memoryBudget().of(MemoryUse::Tiles);
  // The planes, which cells are complete, and the mask.
  const std::size_t cellBytes = together * sizeof(float) + 1 + (mask == nullptr ? 0 : maskBytes);
  StripPlan plan{rowTiles(grid, tileRows, share / cellBytes, 0)};
  const std::size_t cells = plan.strips[0].cells();
  const std::size_t morePlanes = (share - std::min(share, cells * cellBytes)) / (cells * sizeof(float));
  plan.bandsAtOnce = std::min({stack.mostAtOnce, stack.bands.size(), morePlanes + together});
  return plan;
}

/// Bands of a strip that are computed at the same time, in the order in which they are written.
struct Batch {
  std::vector<std::size_t> bands;
  PlannedGroup* group = nullptr; ///< whose bands they are; null: each is one by itself
};

std::vector<Batch> batchesOf(StackPlan& plan, std::size_t bandsAtOnce) {
  std::vector<Batch> batches;
  for (std::size_t band = 0; band < plan.bands.size(); ++band) {
    if (plan.bands[band].isOfGroup)
      continue;
    if (batches.empty() || batches.back().bands.size() == bandsAtOnce)
      batches.emplace_back();
    batches.back().bands.push_back(band);
  }
  for (PlannedGroup& group : plan.groups)
    batches.push_back({group.bands, &group});
  return batches;
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

/// The cells of a stack, and how they are made.
struct StackCells {
  DerivedGrid grid;
  StackPlan plan;
  std::unique_ptr<RasterSource> mask; ///< null: none
};

StackAccount plannedAccount(const StackCells& cells) {
  StackAccount account;
  account.grid = cells.grid;
  account.classes = cells.plan.classes;
  for (const PlannedBand& band : cells.plan.bands)
    account.bands.push_back(band.account);
  for (const PlannedGroup& group : cells.plan.groups)
    account.logRatios.push_back(group.account);
  return account;
}

/// Writes the cells of a part of the grid to a sink on that part, and counts them.
StackAccount writeCells(StackCells& stack, const Tile& part, BandwiseSink& sink, const Progress& progress) {
  const Grid grid = partOf(stack.grid.grid, part);
  const std::vector<PlannedBand>& bands = stack.plan.bands;
  std::size_t cells = 0;
  std::size_t completeCells = 0;
  std::vector<RunningMoments> moments(bands.size());
  const std::size_t correlatedStep = std::max<std::size_t>(grid.cells() / correlatedCells, 1);
  std::vector<double> correlated;
  std::size_t correlatedRows = 0;

  // Bands are computed side by side and written one after the other, so that the file does not depend on the
  // threads.
  std::size_t together = 1; // layers of the largest group
  for (const PlannedGroup& group : stack.plan.groups)
    together = std::max(together, group.members.size());
  const StripPlan plan = planStrips(grid, stack.plan, together, stack.mask.get());
  const std::vector<Batch> batches = batchesOf(stack.plan, plan.bandsAtOnce);
  std::vector<std::vector<float>> planes(std::max(plan.bandsAtOnce, together));
  std::vector<float> mask;
  std::vector<unsigned char> complete;
  std::vector<std::vector<float>> spread(bands.size());
  for (std::size_t number = 0; number < plan.strips.count(); ++number) {
    const Tile strip = plan.strips[number]; // of the part
    const Tile place{part.column + strip.column, part.row + strip.row, strip.columns, strip.rows};
    readMask(stack.mask.get(), place, mask);
    complete.assign(strip.cells(), 1);
    for (std::size_t i = 0; i < mask.size(); ++i)
      complete[i] = isInside(mask[i]) ? 1 : 0;
    cells += static_cast<std::size_t>(std::count(complete.begin(), complete.end(), 1));
    const auto firstCell = static_cast<std::size_t>(cellIndex(grid, strip.column, strip.row));
    const std::size_t firstSpread = (correlatedStep - firstCell % correlatedStep) % correlatedStep;
    std::size_t done = 0;
    for (const Batch& batch : batches) {
      progress.check();
      const std::size_t count = batch.bands.size();
      if (batch.group != nullptr)
        computeGroup(*batch.group, place, mask, planes, moments);
      else
        parallelFor(count, static_cast<int>(count), [&](std::size_t each) {
          const std::size_t band = batch.bands[each];
          computeBand(bands[band], place, mask, planes[each], moments[band]);
        });
      for (std::size_t each = 0; each < count; ++each) {
        const std::vector<float>& plane = planes[each];
        for (std::size_t i = 0; i < strip.cells(); ++i)
          if (std::isnan(plane[i]))
            complete[i] = 0;
        std::vector<float>& kept = spread[batch.bands[each]];
        kept.clear();
        for (std::size_t i = firstSpread; i < strip.cells(); i += correlatedStep)
          kept.push_back(plane[i]);
        sink.writeBand(static_cast<int>(batch.bands[each]), strip, plane.data());
      }
      done += count;
      const double ofStrip = static_cast<double>(done) / static_cast<double>(bands.size());
      progress.fraction((static_cast<double>(firstCell) + ofStrip * static_cast<double>(strip.cells())) /
                        static_cast<double>(grid.cells()));
    }
    completeCells += static_cast<std::size_t>(std::count(complete.begin(), complete.end(), 1));
    for (std::size_t i = firstSpread, s = 0; i < strip.cells(); i += correlatedStep, ++s)
      if (complete[i] != 0) {
        ++correlatedRows;
        for (const std::vector<float>& band : spread)
          correlated.push_back(band[s]);
      }
  }

  StackAccount account = plannedAccount(stack); // with what became of the groups
  account.cells = cells;
  account.completeCells = completeCells;
  for (std::size_t b = 0; b < bands.size(); ++b) {
    BandAccount& band = account.bands[b];
    band.cellsWithData = moments[b].count();
    band.minimum = moments[b].minimum();
    band.maximum = moments[b].maximum();
    band.mean = moments[b].mean();
    band.standardDeviation = moments[b].standardDeviation();
    band.skewness = moments[b].skewness();
    if (band.cellsWithData > 0)
      sink.describe(static_cast<int>(b), statisticsOf(moments[b], grid.cells()));
  }
  if (correlatedRows > 2)
    account.correlation =
        spearmanMatrix(Eigen::Map<const Matrix>(correlated.data(), static_cast<Eigen::Index>(correlatedRows),
                                                static_cast<Eigen::Index>(bands.size())));
  return account;
}

Tile allOf(const Grid& grid) {
  return {0, 0, grid.columns, grid.rows};
}

} // namespace

struct StackBuilder::Work {
  StackRequest request;
  std::vector<std::unique_ptr<RasterSource>> warped;
  StackCells cells;
};

StackBuilder::StackBuilder(StackRequest request, const Progress& progress, const StackFindings* known)
    : mWork(std::make_unique<Work>()) {
  mWork->request = std::move(request);
  StackCells& cells = mWork->cells;
  alignLongitudes(mWork->request.layers, mWork->request.grid);
  cells.grid = deriveGrid(mWork->request.layers, mWork->request.grid);
  for (const Sentence& reason : cells.grid.reasons)
    progress.message(reason);
  cells.mask = maskRaster(cells.grid.grid, std::move(mWork->request.mask), mWork->request.maskPolygons,
                          mWork->request.maskCrs);
  cells.plan = planBands(mWork->request, cells.grid.grid, cells.mask.get(), known, mWork->warped, progress);
  for (const PlannedBand& band : cells.plan.bands)
    progress.message(
        {"%1: %2; %3.", band.account.name, band.account.sourceGrid, Sentence(band.account.treatment)});
}

StackBuilder::~StackBuilder() = default;

const Grid& StackBuilder::grid() const {
  return mWork->cells.grid.grid;
}

std::vector<std::string> StackBuilder::bandNames() const {
  std::vector<std::string> names;
  for (const PlannedBand& band : mWork->cells.plan.bands)
    names.push_back(band.account.name);
  return names;
}

const StackFindings& StackBuilder::findings() const {
  return mWork->cells.plan.findings;
}

StackAccount StackBuilder::planned() const {
  return plannedAccount(mWork->cells);
}

StackAccount StackBuilder::write(BandwiseSink& sink, const Progress& progress) {
  StackAccount account = writeCells(mWork->cells, allOf(grid()), sink, progress);
  checkWhole(account, progress);
  for (const PlannedBand& band : mWork->cells.plan.bands)
    if (band.watch && !band.isOfGroup)
      if (const std::optional<Sentence> doubt =
              classDoubt(*band.watch, band.account.name, band.account.source))
        tellOfClasses(*doubt, progress);
  return account;
}

StackAccount StackBuilder::writePart(const Tile& part, BandwiseSink& sink, const Progress& progress) {
  return writeCells(mWork->cells, part, sink, progress);
}

StackAccount writeJoined(const RasterSource& cells, StackAccount planned, BandwiseSink& sink,
                         const Progress& progress) {
  StackCells stack;
  stack.grid = planned.grid;
  const std::unique_ptr<RasterSource> source = cells.clone();
  for (std::size_t band = 0; band < planned.bands.size(); ++band)
    stack.plan.bands.push_back({planned.bands[band], source.get(), static_cast<int>(band), {}, false});
  StackAccount account = writeCells(stack, allOf(planned.grid.grid), sink, progress);
  account.classes = std::move(planned.classes);
  account.logRatios = std::move(planned.logRatios);
  account.cells = planned.cells; // nobody sees in a cell without data whether it lies inside the mask
  checkWhole(account, progress);
  return account;
}

} // namespace prospectivity

#include "engine/samples/create_samples.h"

#include "engine/core/counted_reasons.h"
#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_mask.h"
#include "engine/samples/negatives.h"
#include "engine/samples/point_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace prospectivity {

const Choices& negativeMethodChoices() {
  static const Choices choices{{"random", "Random"},
                               {"distance-constrained", "Distance-constrained"},
                               {"dissimilar-evidence", "Dissimilar evidence"}};
  return choices;
}

const Choices& incompletePlacesChoices() {
  static const Choices choices{{"exclude", "Leave places out that lack a layer"},
                               {"keep", "Keep them, with empty values"}};
  return choices;
}

namespace {

/// Points on cells with data, one per cell.
std::vector<OccupiedCell> place(const std::vector<Point>& points, RasterSource& stack, RasterSource* mask,
                                double minPresent, DroppedPoints& dropped, const Progress& progress) {
  CellReader reader(stack, mask, minPresent);
  PointsOnCells placed = placeOnCells(points, reader, progress);
  dropped.outside = placed.outside;
  dropped.noData = placed.noData + placed.outsideMask;
  dropped.tooFewLayers = placed.tooFewLayers;
  for (const OccupiedCell& cell : placed.cells)
    dropped.sameCell += cell.points - 1;
  return std::move(placed.cells);
}

/// The points of which none that was kept before them is nearer than `spacing`.
std::vector<OccupiedCell> apart(const std::vector<OccupiedCell>& points, double spacing,
                                DroppedPoints& dropped) {
  if (!(spacing > 0))
    return points;
  PointIndex kept(spacing);
  std::vector<OccupiedCell> result;
  for (const OccupiedCell& point : points) {
    if (kept.hasNearer(point.point)) {
      ++dropped.tooClose;
      continue;
    }
    kept.add(point.point);
    result.push_back(point);
  }
  return result;
}

void checkEnough(std::size_t left, std::size_t given, const DroppedPoints& dropped, Subject input,
                 const Sentence& kind) {
  if (left >= 2)
    return;
  throw Error("%1: %2 of %3 %4 remain%5, and at least 2 are needed: check the CRS of the points, the mask "
              "and the NoData of the layers.",
              input, left, given, kind,
              dropped.sum() == 0 ? Sentence("") : Sentence(" (%1)", dropped.reasons()));
}

/// `set`: as SampleTable::sets, where the table has some.
void append(SampleTable& table, const OccupiedCell& point, int label, std::optional<int> set) {
  const Eigen::Index row = static_cast<Eigen::Index>(table.size());
  for (std::size_t j = 0; j < point.values.size(); ++j)
    table.values(row, static_cast<Eigen::Index>(j)) = point.values[j];
  table.labels.push_back(label);
  table.ids.push_back(row + 1);
  table.origins.push_back(SampleTable::observedOrigin);
  table.parentA.emplace_back();
  table.parentB.emplace_back();
  table.points.push_back(point.point);
  if (set)
    table.sets.push_back(*set);
}

Matrix valuesOf(const std::vector<OccupiedCell>& points, std::size_t bands) {
  Matrix values(static_cast<Eigen::Index>(points.size()), static_cast<Eigen::Index>(bands));
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < bands; ++j)
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = points[i].values[j];
  return values;
}

/// The user's own non-deposits, less those in the cell of a deposit.
std::vector<OccupiedCell> givenNegatives(RasterSource& stack, RasterSource* mask,
                                         const SampleRequest& request, const std::set<CellIndex>& occupied,
                                         CreatedSamples& result, const Progress& progress) {
  std::vector<OccupiedCell> placed =
      place(request.nonDeposits, stack, mask, request.minPresent, result.nonDeposits, progress);
  const auto end = std::remove_if(placed.begin(), placed.end(),
                                  [&](const OccupiedCell& point) { return occupied.count(point.cell) > 0; });
  result.nonDeposits.onDeposit = static_cast<std::size_t>(placed.end() - end);
  placed.erase(end, placed.end());
  checkEnough(placed.size(), request.nonDeposits.size(), result.nonDeposits, Subject::NonDeposits,
              "non-deposits");
  return placed;
}

/// One set of negatives after the other.
std::vector<std::vector<OccupiedCell>> chosenNegatives(RasterSource& stack, RasterSource* mask,
                                                       const SampleRequest& request,
                                                       const std::set<CellIndex>& occupied,
                                                       const Matrix& depositValues, CreatedSamples& result,
                                                       const Progress& progress) {
  const auto count = static_cast<std::size_t>(
      std::llround(request.negativeRatio * static_cast<double>(depositValues.rows())));
  if (count < 2)
    throw Error("%1 leaves fewer than 2 negatives: choose a larger ratio, such as 1.",
                Subject::NegativeRatio);
  const ChosenNegatives chosen =
      chooseNegatives(stack, mask, request, occupied, depositValues, count, progress);
  result.candidates = chosen.candidates;
  CellReader reader(stack, nullptr);
  std::vector<std::vector<OccupiedCell>> sets;
  std::map<CellIndex, int> drawn;
  for (const std::vector<CellIndex>& cells : chosen.sets) {
    std::vector<OccupiedCell>& placed = sets.emplace_back();
    for (const CellIndex cell : cells) {
      placed.push_back({cell, 1, cellCenter(stack.grid(), cell), {}});
      reader.read(cell, placed.back().values);
      result.sharedCells += ++drawn[cell] == 2 ? 1 : 0;
    }
  }
  return sets;
}

} // namespace

Sentence DroppedPoints::reasons() const {
  return countedReasons({{outside, "outside the stack"},
                         {noData, "on NoData or outside the mask"},
                         {tooFewLayers, Sentence("with data of too few layers (%1)", Subject::MinPresent)},
                         {sameCell, "in the cell of another"},
                         {tooClose, Sentence("closer than %1", Subject::Spacing)},
                         {onDeposit, "in the cell of a deposit"}});
}

CreatedSamples createSamples(RasterSource& stack, RasterSource* mask, const SampleRequest& request,
                             const Progress& progress) {
  checkMaskGrid(stack, mask);
  checkMinPresent(request.minPresent);
  if (request.deposits.empty())
    throw Error("%1 has no points: choose a layer of deposit points.", Subject::Deposits);
  if (request.sets < 1)
    throw Error("%1 must be at least 1: choose a number such as 1 or 20.", Subject::NegativeSets);
  if (request.sets > 1 && !request.nonDeposits.empty())
    throw Error(
        "%1 is %2, but the points of %3 are one set: leave %3 out to have the sets drawn, or choose 1 "
        "for %1.",
        Subject::NegativeSets, request.sets, Subject::NonDeposits);
  CreatedSamples result;
  const std::vector<OccupiedCell> onData =
      place(request.deposits, stack, mask, request.minPresent, result.deposits, progress);
  const std::vector<OccupiedCell> deposits = apart(onData, request.spacing, result.deposits);
  checkEnough(deposits.size(), request.deposits.size(), result.deposits, Subject::Deposits, "deposits");

  // No negative in the cell of any deposit, also of one that was left out.
  std::set<CellIndex> occupied;
  for (const Point& point : request.deposits)
    if (const std::optional<CellIndex> cell = cellOf(stack.grid(), point))
      occupied.insert(*cell);
  const std::size_t bands = stack.bandNames().size();
  std::vector<std::vector<OccupiedCell>> negatives;
  if (request.nonDeposits.empty())
    negatives = chosenNegatives(stack, mask, request, occupied, valuesOf(deposits, bands), result, progress);
  else
    negatives.push_back(givenNegatives(stack, mask, request, occupied, result, progress));
  std::size_t rows = deposits.size();
  for (const std::vector<OccupiedCell>& set : negatives)
    rows += set.size();
  result.table.features = stack.bandNames();
  result.table.descriptions = descriptionsOf(stack);
  result.table.hasDissimilarNegatives =
      request.nonDeposits.empty() && request.method == NegativeMethod::DissimilarEvidence;
  result.table.values.resize(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(bands));
  const auto numbered = [&](int set) { return request.sets > 1 ? std::optional<int>(set) : std::nullopt; };
  for (const OccupiedCell& point : deposits)
    append(result.table, point, 1, numbered(0));
  for (std::size_t set = 0; set < negatives.size(); ++set)
    for (const OccupiedCell& point : negatives[set])
      append(result.table, point, 0, numbered(static_cast<int>(set) + 1));
  return result;
}

} // namespace prospectivity

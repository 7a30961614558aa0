#include "engine/explain/target_drivers.h"

#include "engine/core/number_format.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

/// The model's input rows of the cells that can be explained.
FloatMatrix rowsOf(const Model& model, RasterSource& stack, const std::vector<int>& bands,
                   const std::vector<CellIndex>& cells, const Progress& progress) {
  const Grid& grid = stack.grid();
  std::vector<std::vector<float>> rows;
  for (const CellIndex cell : cells) {
    progress.check();
    const Tile place{static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns), 1, 1};
    std::vector<float> row = readWithHalo(stack, bands, place, model.layout().halo());
    const auto isMissing = [](float value) { return std::isnan(value); };
    if (model.takesMissing() || std::none_of(row.begin(), row.end(), isMissing))
      rows.push_back(std::move(row));
  }
  FloatMatrix matrix(static_cast<Eigen::Index>(rows.size()),
                     static_cast<Eigen::Index>(model.layout().columns()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows[i].size(); ++j)
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
  return matrix;
}

} // namespace

std::vector<TargetReasons> targetReasons(const Model& model, const LayerPlayers& players,
                                         const FloatMatrix& background, RasterSource& stack,
                                         const std::vector<CellRuns>& targets, const ShapleyOptions& options,
                                         const Progress& progress) {
  const std::vector<int> bands = modelBands(stack, model.features);
  ShapleyOptions logOdds = options;
  logOdds.space = OutputSpace::Logit;
  logOdds.tellsMembersApart = false;
  const SingleThreadedBlas blas;
  Progress inside = progress;
  inside.onFraction = nullptr; // of a target; the share of the targets is told
  std::vector<TargetReasons> reasons(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const FloatMatrix rows =
        rowsOf(model, stack, bands, latticeCells(targets[i], stack.grid(), explainedCells), progress);
    if (rows.rows() == 0)
      continue;
    const ShapleyValues explained = explainModel(model, rows, background, logOdds, inside);
    TargetReasons& reason = reasons[i];
    reason.cells = static_cast<std::size_t>(rows.rows());
    reason.baseValue = explained.baseValue;
    reason.prediction = mean(explained.prediction);
    for (std::size_t player = 0; player < players.names.size(); ++player)
      reason.values.push_back(explained.values.col(static_cast<Eigen::Index>(player)).mean());
    progress.fraction(static_cast<double>(i + 1) / static_cast<double>(targets.size()));
  }
  return reasons;
}

std::vector<Driver> driversOf(const TargetReasons& reasons) {
  std::vector<Driver> drivers;
  double sum = 0;
  for (std::size_t player = 0; player < reasons.values.size(); ++player) {
    const double value = reasons.values[player];
    if (!(value > 0))
      continue;
    drivers.push_back({player, value});
    sum += value;
  }
  std::stable_sort(drivers.begin(), drivers.end(),
                   [](const Driver& a, const Driver& b) { return a.share > b.share; });
  for (Driver& driver : drivers)
    driver.share /= sum;
  return drivers;
}

std::string driverText(const std::vector<Driver>& drivers, const LayerPlayers& players, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, drivers.size()); ++i)
    text += (text.empty() ? "" : "; ") + players.names[drivers[i].player] + " " +
            formatPercent(drivers[i].share, 2);
  return text;
}

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/explain/explain_model.h"
#include "engine/raster/cell_runs.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Cells of a target that are explained: of larger targets so many at most, on a lattice (latticeCells()).
constexpr std::size_t explainedCells = 64;

/// How the model comes to its scores in a target: the mean over its explained cells, in log-odds.
struct TargetReasons {
  std::size_t cells = 0;      ///< that were explained; 0: none could be, and the rest says nothing
  std::vector<double> values; ///< mean Shapley value of each player
  double baseValue = 0;       ///< mean output over the background
  double prediction = 0;      ///< mean output over the cells: base value and values together
};

/// The reasons of each target, in their order. `stack`: the layers as the model learnt them. Cells whose rows
/// lack values are explained where the model takes missing ones. Explains by options.method, in log-odds,
/// whatever options.space says; all cells of a target in parallel, so that nothing depends on the threads.
/// Memory: the rows of a target's explained cells. Throws Error naming bands that the stack lacks, and
/// METHOD.
std::vector<TargetReasons> targetReasons(const Model& model, const LayerPlayers& players,
                                         const FloatMatrix& background, RasterSource& stack,
                                         const std::vector<CellRuns>& targets, const ShapleyOptions& options,
                                         const Progress& progress);

/// A layer that raises the score of a target.
struct Driver {
  std::size_t player = 0;
  double share = 0; ///< of the sum of all mean Shapley values above 0; up to 1
};

/// The players with a mean Shapley value above 0, the strongest first; equal ones in their own order.
std::vector<Driver> driversOf(const TargetReasons& reasons);

/// The first `most` drivers as text: "tungsten 41 %; gravity 22 %".
std::string driverText(const std::vector<Driver>& drivers, const LayerPlayers& players, std::size_t most);

} // namespace prospectivity

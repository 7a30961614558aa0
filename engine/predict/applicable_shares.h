#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/predict/applicability.h"
#include "engine/raster/cell_runs.h"

#include <memory>
#include <vector>

namespace prospectivity {

/// The share of the cells of each part, such as a target, that lie in the area of applicability: 0 to 1, the
/// mean of what withApplicability() says of them. `stack`: the layers as the model learnt them. Cells that
/// lack a value which the model needs do not count; NaN where no cell does. Reads a run of cells at a time,
/// with the halo of the model's window. Throws Error naming bands that the stack lacks, and Cancelled.
std::vector<double> applicableShares(const Model& model, const std::shared_ptr<const Applicability>& area,
                                     RasterSource& stack, const std::vector<CellRuns>& parts,
                                     const Progress& progress);

} // namespace prospectivity

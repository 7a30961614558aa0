#pragma once

#include "engine/raster/point_cells.h"
#include "engine/samples/create_samples.h"

#include <cstddef>
#include <set>
#include <vector>

namespace prospectivity {

/// The cells chosen as non-deposits.
struct ChosenNegatives {
  std::vector<std::vector<CellIndex>> sets; ///< as many as asked for, each in rising order
  std::size_t candidates = 0;
};

/// Chooses `count` cells for each set by the method of the request: with data, inside the mask, and in no
/// cell of `occupied`. `depositValues`: the evidence of the deposits, one row each; NaN: missing. Errors as
/// createSamples().
ChosenNegatives chooseNegatives(RasterSource& stack, RasterSource* mask, const SampleRequest& request,
                                const std::set<CellIndex>& occupied, const Matrix& depositValues,
                                std::size_t count, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/augment/augmenter.h"
#include "engine/augment/neighbors.h"

namespace prospectivity {

/// The k nearest of the samples `points` of each of the samples `queries` (rows of the input), never itself,
/// as positions in `points`: nearest first, of equally near ones the earlier first. Needs k < points.
///
/// Where values are missing, two samples are compared by the layers that both have, and the square of their
/// distance is divided by the share of the layers that these are (Dixon 1979, Pattern recognition with partly
/// missing data, IEEE Transactions on Systems, Man, and Cybernetics 9, doi 10.1109/TSMC.1979.4310090);
/// samples without a layer in common are farther from each other than any. Columns of classes are one layer.
/// These are searched pair by pair; complete samples as nearestNeighbors() does.
NeighborTable neighborsAmong(const AugmentInput& input, const std::vector<std::size_t>& queries,
                             const std::vector<std::size_t>& points, std::size_t k, const Progress& progress);

} // namespace prospectivity

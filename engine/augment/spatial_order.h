#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The rows of `points` in an order that keeps near ones together: halves are split where they reach
/// farthest, at the median, until at most `leaf` points are left, each leaf but the last exactly full (the
/// order of the leaves of Bentley's k-d tree, 1975). Single-threaded, n log n.
std::vector<std::size_t> spatialOrder(const FloatMatrix& points, std::size_t leaf);

} // namespace prospectivity

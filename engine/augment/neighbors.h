#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// For each query the rows of its nearest points, nearest first; of equally near ones the lower row first.
using NeighborTable = std::vector<std::vector<std::size_t>>;

/// The k nearest points (Euclidean) of each query, never the point at the query's own place in the table: row
/// `itself[i]` for query i. Exact: a search of all pairs in single precision finds the candidates, with a
/// margin for its rounding, and double precision decides. Parallel over blocks of queries; the result does
/// not depend on the threads. Needs k < points. (In a dozen dimensions a tree visits nearly all points, and
/// costs more for each.)
NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               const std::vector<std::size_t>& itself, const Progress& progress);

/// The same for queries that are the points themselves.
NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               bool queriesAreThePoints, const Progress& progress);

} // namespace prospectivity

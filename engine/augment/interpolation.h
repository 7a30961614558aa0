#pragma once

#include "engine/augment/augmenter.h"
#include "engine/augment/neighbors.h"

namespace prospectivity {

/// A point between a sample and one of its neighbours, drawn among all of them, at a uniformly drawn share of
/// the way (less than 1). `neighbors` are positions in `input.own`, as is `from`.
SyntheticSample interpolate(const AugmentInput& input, std::size_t from,
                            const std::vector<std::size_t>& neighbors, Random& random);

/// Rows of a matrix, in the given order.
Matrix rowsOf(const Matrix& values, const std::vector<std::size_t>& rows);

/// How many neighbours among `samples` there can be of the `asked` ones.
std::size_t neighborsAllowed(int asked, std::size_t samples);

} // namespace prospectivity

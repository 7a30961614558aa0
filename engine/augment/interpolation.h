#pragma once

#include "engine/augment/augmenter.h"
#include "engine/augment/neighbors.h"

namespace prospectivity {

/// A point between a sample and one of its neighbours, drawn among all of them, at a uniformly drawn share of
/// the way (less than 1). Its classes are those that most of the neighbours have, of equally frequent ones
/// that of the nearest (SMOTE-NC, Chawla et al. 2002, doi 10.1613/jair.953, section 6.1). `neighbors` are
/// positions in `input.own`, as is `from`.
///
/// Where one of the two lacks values (NaN), the point lacks what one of them lacks: the neighbour with the
/// probability of the share, else the sample. What the other one lacks it takes from that one as it is. Its
/// classes are those that most of the neighbours who have one have, if that one has a class at all; its own
/// where no neighbour has.
SyntheticSample interpolate(const AugmentInput& input, std::size_t from,
                            const std::vector<std::size_t>& neighbors, Random& random);

/// `scaled` of AugmentInput for one class, from the one without classes: two samples that differ in a class
/// are farther apart by the median standard deviation of the other features over `own` (Chawla et al. 2002,
/// section 6.1); by 1 where there are none. A missing class (NaN) is NaN in the columns that stand for it.
/// Needs rows in `own`.
Matrix withClassDistances(const Matrix& scaled, const Matrix& values,
                          const std::vector<std::vector<int>>& classes, const std::vector<std::size_t>& own);

/// Rows of a matrix, in the given order.
Matrix rowsOf(const Matrix& values, const std::vector<std::size_t>& rows);

/// How many neighbours among `samples` there can be of the `asked` ones.
std::size_t neighborsAllowed(int asked, std::size_t samples);

} // namespace prospectivity

#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What Shapley values (samples x features) say about features as a whole.

/// Mean |value| of each feature.
std::vector<double> meanAbsolute(const Matrix& shapley);

/// The same of each member of a model alone: members x features.
Matrix importanceOfMembers(const std::vector<Matrix>& ofMembers);

/// Features by descending mean |value|; equal ones in their own order.
std::vector<std::size_t> ranking(const std::vector<double>& importance);

/// Whether high values of a feature raise (1) or lower (-1) the prediction: rank correlation of `values` and
/// Shapley values above 0.5 or below -0.5 (Spearman 1904); 0 between, which is mixed. Of samples that have
/// a value of the feature (NaN: missing).
int effectSign(const Matrix& shapley, const Matrix& values, std::size_t feature);

/// The feature with the largest value in a row: what pushes the sample up most. Where nothing pushes up,
/// the feature that pulls down least.
std::size_t driverOf(const Matrix& shapley, Eigen::Index row);

/// The other feature whose values go along most with what is left of `feature`'s Shapley values among
/// samples of like value of `feature` (as Lundberg 2020 chooses the colour of dependence plots): mean
/// |correlation| over groups of neighbours in the order of that feature. `feature` itself when it is the
/// only one. Samples where either value is missing (NaN) do not count.
std::size_t strongestPartner(const Matrix& shapley, const Matrix& values, std::size_t feature);

} // namespace prospectivity

#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/matrix.h"

#include <string>
#include <vector>

namespace prospectivity {

/// For each row of `pool`, the squared distance in evidence to its nearest row of `deposits`. Rows hold a
/// value per band, NaN where it is missing; `names` are those of the bands, and `descriptions` what is known
/// of them (none: nothing).
///
/// The square is a sum over the layers of evidence (FeatureLayers), each of which counts once. A layer of one
/// band adds the squared difference of its values over their variance in the pool. A layer of classes adds 0
/// where both places have one class and else 2 over the sum of the variances of its classes in the pool, as
/// one band of 0 and 1 per class has them, whether the layer is in such bands or in codes: between codes
/// there is no distance. Thereby any layer adds 2 on average over pairs of places of the pool, however many
/// classes it has. Layers that do not vary in the pool add nothing. Bands named layer=class with values below
/// 0 or above 1 are no shares of a class, and layers of their own.
///
/// Where places lack layers, two of them are compared in those that both have, and the sum is raised in
/// proportion to the layers left out (as scikit-learn's nan_euclidean_distances does with features), so that
/// a hole brings nobody nearer. -1 for a row that shares no layer with any deposit. Thread-safe.
std::vector<double> dissimilarities(const Matrix& pool, const Matrix& deposits,
                                    const std::vector<std::string>& names,
                                    const std::vector<FeatureDescription>& descriptions);

} // namespace prospectivity

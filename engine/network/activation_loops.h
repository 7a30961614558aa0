#pragma once

#include "engine/core/random.h"
#include "engine/network/activation_plane.h"
#include "engine/network/network.h"

#include <vector>

namespace prospectivity {

/// Adds a bias to each row, then ReLU.
void addBiasAndClip(const MatrixView& view, const std::vector<float>& bias);

/// Sets the given share of the values to zero, to 2^-16 exactly, and scales the others by `keep`.
void dropOut(const MatrixView& view, double share, float keep, Random& random);

/// What ReLU or dropout set to zero passes no slope back; the rest passes it times `keep`.
void passSlopes(ActivationPlane& plane, float keep);

/// sums[row] = sum of the row, in an order of additions that does not depend on the compiler.
void sumRows(const MatrixView& view, std::vector<float>& sums);

/// Values of `to` from pairs of positions of `from`; a last single position stays as it is.
void poolPositions(Pooling pooling, ActivationPlane& from, ActivationPlane& to);
/// Slopes of `from` from those of `to`; of two equal maxima the first one takes the slope.
void unpoolSlopes(Pooling pooling, ActivationPlane& from, const ActivationPlane& to);

} // namespace prospectivity

#pragma once

#include "engine/core/matrix.h"

#include <vector>

namespace prospectivity {

/// How far the members of a model lie apart: sample standard deviations (n - 1), NaN below two members.

/// What a bar or band of one deviation to both sides is called in a legend.
constexpr const char* memberSpreadName = "\u00b1 1 sd over members";

/// `ofMembers`: members x quantities; one deviation per quantity.
std::vector<double> spreadOfColumns(const Matrix& ofMembers);

/// `ofMembers`: one matrix of the same quantities per member; the deviation of each quantity.
Matrix spreadOfEach(const std::vector<Matrix>& ofMembers);

} // namespace prospectivity

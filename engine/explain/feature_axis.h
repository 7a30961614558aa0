#pragma once

#include "engine/core/feature_description.h"
#include "engine/report/chart.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// An axis of the values of a feature: its name, and in brackets its unit and transform as far as they are
/// known. Values that are logarithms stand on a logarithmic axis of what was measured, as far as an exact
/// inverse leads back to it. Where its values are codes of few classes that have names, these stand at the
/// codes. `descriptions`: one per feature, or none.
Axis featureAxis(const std::vector<std::string>& features,
                 const std::vector<FeatureDescription>& descriptions, std::size_t feature);

/// What a caption says of an axis that is logarithmic; empty of others.
std::string logAxisNote(const Axis& axis);

} // namespace prospectivity

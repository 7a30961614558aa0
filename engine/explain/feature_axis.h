#pragma once

#include "engine/core/feature_description.h"
#include "engine/report/chart.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// An axis of the values of a feature: its name, and in brackets its unit and transform as far as they are
/// known. Where its values are codes of few classes that have names, these stand at the codes.
/// `descriptions`: one per feature, or none.
Axis featureAxis(const std::vector<std::string>& features,
                 const std::vector<FeatureDescription>& descriptions, std::size_t feature);

} // namespace prospectivity

#pragma once

#include "engine/core/feature_description.h"
#include "engine/report/report.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Adds a table of the features that are codes and of what their classes are called; none where no class has
/// a name. `descriptions`: one per feature, or none.
void addClassTable(Report& report, const std::vector<std::string>& features,
                   const std::vector<FeatureDescription>& descriptions);

} // namespace prospectivity

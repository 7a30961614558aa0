#pragma once

#include "engine/explain/comparison.h"
#include "engine/samples/sample_table.h"

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// The two models side by side on common axes: a sentence per measure, then charts and tables.
/// `samples.values` has one column per feature of the first model.
void saveComparisonReport(const Comparison& comparison, const SampleTable& samples, const std::string& path,
                          const std::vector<std::pair<std::string, std::string>>& provenance);

} // namespace prospectivity

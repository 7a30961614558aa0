#pragma once

#include "engine/explain/explained_samples.h"
#include "engine/report/report.h"

#include <cstddef>

namespace prospectivity {

/// How single samples get from the base value to their predictions.
void addDecisionPaths(Report& report, const ExplainedSamples& explained);
void addWaterfall(Report& report, const ExplainedSamples& explained, std::size_t row);

} // namespace prospectivity

#pragma once

#include "engine/explain/explained_samples.h"
#include "engine/report/report.h"

namespace prospectivity {

/// How much each feature matters: on average over the samples, and in each of them.
void addBarChart(Report& report, const ExplainedSamples& explained);
void addHeatMap(Report& report, const ExplainedSamples& explained);

} // namespace prospectivity

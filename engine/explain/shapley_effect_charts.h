#pragma once

#include "engine/explain/explained_samples.h"
#include "engine/report/report.h"

#include <cstddef>

namespace prospectivity {

/// What the values of a feature do to the prediction: one dot per sample.
void addBeeswarm(Report& report, const ExplainedSamples& explained);
void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature);

} // namespace prospectivity

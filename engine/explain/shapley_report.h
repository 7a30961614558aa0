#pragma once

#include "engine/explain/explained_samples.h"
#include "engine/report/report.h"

namespace prospectivity {

/// The account of an explanation in plain words, charts and tables.
Report shapleyReport(const ExplainedSamples& explained);

} // namespace prospectivity

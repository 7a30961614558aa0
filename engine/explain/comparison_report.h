#pragma once

#include "engine/explain/comparison.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// The two models side by side on common axes: a sentence per measure, then charts and tables.
/// `samples.values` has one column per feature of the first model.
Report comparisonReport(const Comparison& comparison, const SampleTable& samples);

} // namespace prospectivity

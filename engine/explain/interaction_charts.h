#pragma once

#include "engine/explain/explained_samples.h"
#include "engine/report/report.h"

namespace prospectivity {

/// Adds what pairs of features give together: a sentence, the strongest pairs as bars and as a table. Where
/// values were sampled, the sentence that there is nothing to tell.
void addInteractions(Report& report, const ExplainedSamples& explained);

} // namespace prospectivity

#pragma once

#include "engine/reference/weights_of_evidence_model.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// The weights of each class of each layer and the test of conditional independence. Of a model of several
/// members those of the first. `samples`: the observed ones that this member was fitted on.
void addEvidenceWeights(Report& report, const SampleTable& samples, const WeightsOfEvidenceModel& model);

} // namespace prospectivity

#pragma once

#include "engine/reference/weights_of_evidence_model.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// The weights of each class of each layer and the test of conditional independence, on the observed samples
/// of the table. Of an ensemble those of its first member.
void addEvidenceWeights(Report& report, const SampleTable& table, const WeightsOfEvidenceModel& model);

} // namespace prospectivity

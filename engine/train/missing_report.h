#pragma once

#include "engine/core/sentence.h"
#include "engine/model/model.h"
#include "engine/model/training_record.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"
#include "engine/train/learner.h"

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What is told of samples that lack layers.

/// The part of the record; nothing with `missing` exclude. `features`: of the model, by which the table's
/// columns are ordered.
std::optional<MissingRecord> missingRecordOf(const SampleTable& table,
                                             const std::vector<std::string>& features, int window,
                                             MissingEvidence missing, double minPresent);

/// A sentence that names the layers whose holes differ strongly between the classes (LayerHoles::differ());
/// nothing where there are none. Surveys go where deposits are known.
std::optional<Sentence> doubtOfPresence(const MissingRecord& record, const SampleTable& table);

/// Heading, what the models of a learner do and a table of the layers that some sample lacks.
void addMissing(Report& report, const MissingRecord& record, const SampleTable& table,
                const Learner& learner);

} // namespace prospectivity

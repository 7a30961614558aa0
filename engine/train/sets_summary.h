#pragma once

#include "engine/core/sentence.h"
#include "engine/train/metrics_summary.h"
#include "engine/train/training_folds.h"

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What the sets of non-deposits say of a model: each alone, and the spread between them against the spread
/// within one. `results` and `rows` (metricsRows() of them): of foldsOfSets(). Nothing for a table without
/// sets.
std::optional<SetsSummary> setsSummaryOf(const SampleTable& table, const std::vector<FoldResult>& results,
                                         const std::vector<MetricsRow>& rows);

/// Where test parts hold one class of a set alone, since one division serves all sets: in how many of the
/// rows, and by which option of the division larger parts are held out. Nothing where there are none.
std::optional<Sentence> doubtOfEmptyTests(const MetricsSummary& summary, SplitMethod method);

/// What the spreads are and how they were computed, a sentence each, for log and report.
std::vector<std::string> sentencesOf(const SetsSummary& summary);

/// With how many members a fold's model is made, of those that are the default: many sets are an ensemble
/// already, and one member for each is enough.
int membersBesideSets(int members, int sets);

} // namespace prospectivity

#pragma once

#include "engine/model/training_record.h"
#include "engine/train/cross_validation.h"
#include "engine/train/metrics_summary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// The record of a model that was judged on `folds`: every part is there. `summary`: of the same folds.
/// `finalHistory`: of the refit, empty for an ensemble. `version`: of Prospectivity Lens. Opens the training
/// library, whose version and kernels are recorded; throws its Error.
TrainingRecord modelRecord(GivenOptions options, std::uint64_t seed, const std::string& splitMethod,
                           const std::vector<FoldResult>& folds, const MetricsSummary& summary,
                           const FitHistory& finalHistory, const std::string& version);

/// The part of the sets of non-deposits; nothing where there was one. `memberSets`: as in FittedModel.
std::optional<SetsRecord> setsRecord(const MetricsSummary& summary, const std::vector<int>& memberSets);

} // namespace prospectivity

#pragma once

#include "engine/train/final_model.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace prospectivity {

/// The `record` of a model: what was asked for and what came out, for whoever opens the file later.
///
///   seed, options (as given), versions
///   computed_with  what the last bits depend on: jsonOf(ComputedWith)
///   split      method, per fold: training, test and augmented counts, best epoch
///   metrics    mean and standard_deviation of the model, under the id of its kind, and of both baselines;
///              rows per fold or repeat
///   history    per fold (up to 30), and of the final fit: training_loss, validation_loss,
///              training_accuracy, validation_accuracy, best_epoch
nlohmann::json modelRecord(const ModelKind& kind, const nlohmann::json& options, std::uint64_t seed,
                           const std::string& splitMethod, const std::vector<FoldResult>& folds,
                           const std::vector<MetricsRow>& rows, const FitHistory& finalHistory,
                           const std::string& version);

/// Numbers to six digits, which is more than they mean; NaN as null.
nlohmann::json roundedJson(double value);
nlohmann::json metricsJson(const Metrics& metrics);

} // namespace prospectivity

#include "engine/train/model_record.h"

#include "engine/core/number_text.h"
#include "engine/train/computed_with.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr std::size_t mostHistories = 30;

json roundedJson(const std::vector<double>& values) {
  json result = json::array();
  for (const double value : values)
    result.push_back(prospectivity::roundedJson(value));
  return result;
}

json historyJson(const FitHistory& history) {
  return {{"best_epoch", history.bestEpoch},
          {"training_loss", roundedJson(history.trainingLoss)},
          {"validation_loss", roundedJson(history.validationLoss)},
          {"training_accuracy", roundedJson(history.trainingAccuracy)},
          {"validation_accuracy", roundedJson(history.validationAccuracy)}};
}

json spreadJson(const std::vector<MetricsRow>& rows, Metrics MetricsRow::*model) {
  std::vector<Metrics> parts;
  for (const MetricsRow& row : rows)
    parts.push_back(row.*model);
  const MetricSpread spread = spreadOf(parts);
  return {{"mean", metricsJson(spread.mean)}, {"standard_deviation", metricsJson(spread.standardDeviation)}};
}

} // namespace

json roundedJson(double value) {
  if (!std::isfinite(value))
    return nullptr;
  return rounded(value, 6);
}

json metricsJson(const Metrics& metrics) {
  json result;
  for (const MetricEntry& entry : metricEntries())
    result[entry.name] = roundedJson(metrics.*entry.value);
  return result;
}

json modelRecord(const ModelKind& kind, const json& options, std::uint64_t seed,
                 const std::string& splitMethod, const std::vector<FoldResult>& folds,
                 const std::vector<MetricsRow>& rows, const FitHistory& finalHistory,
                 const std::string& version) {
  json record{{"seed", seed}, {"options", options}};
  record["computed_with"] = jsonOf(computedWith());
  record["versions"] = {{"prospectivity_lens", version}, {"training_library", modelBackend().version()}};
  record["split"] = {{"method", splitMethod}, {"folds", json::array()}};
  for (const FoldResult& fold : folds)
    record["split"]["folds"].push_back({{"repeat", fold.rows.repeat + 1},
                                        {"fold", fold.rows.fold + 1},
                                        {"fitted", fold.trained.fitRows.size()},
                                        {"validation", fold.trained.validationRows.size()},
                                        {"augmented", fold.trained.augmented},
                                        {"test", fold.rows.test.size()},
                                        {"best_epoch", fold.trained.history.bestEpoch}});
  record["metrics"] = {{"logistic_regression", spreadJson(rows, &MetricsRow::logistic)},
                       {"best_single_layer", spreadJson(rows, &MetricsRow::bestLayer)},
                       {"rows", json::array()}};
  record["metrics"][kind.id] = spreadJson(rows, &MetricsRow::model);
  for (const MetricsRow& row : rows)
    record["metrics"]["rows"].push_back({{"repeat", row.repeat + 1},
                                         {"fold", row.fold + 1},
                                         {kind.id, metricsJson(row.model)},
                                         {"training_accuracy", roundedJson(row.trainingAccuracy)},
                                         {"overfitting", roundedJson(row.overfitting)}});
  record["history"] = {{"folds", json::array()}, {"final", historyJson(finalHistory)}};
  for (std::size_t i = 0; i < std::min(folds.size(), mostHistories); ++i)
    record["history"]["folds"].push_back(historyJson(folds[i].trained.history));
  return record;
}

} // namespace prospectivity

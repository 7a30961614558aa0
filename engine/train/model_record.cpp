#include "engine/train/model_record.h"

#include "engine/network/backend.h"
#include "engine/reference/tree_grower.h"
#include "engine/train/computed_with.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

SplitRecord splitOf(const std::string& method, const std::vector<FoldResult>& folds) {
  SplitRecord split{method, {}};
  for (const FoldResult& fold : folds) {
    FoldRecord record;
    record.repeat = fold.rows.repeat;
    record.fold = fold.rows.fold;
    record.fitted = fold.trained.fitRows.size();
    record.validation = fold.trained.validationRows.size();
    record.augmented = fold.trained.augmented;
    record.test = fold.rows.test.size();
    record.bestEpoch = fold.trained.history.bestEpoch;
    record.set = fold.rows.set;
    split.folds.push_back(record);
  }
  return split;
}

MetricsRecord metricsRecordOf(const MetricsSummary& summary) {
  MetricsRecord metrics;
  metrics.model = summary.model;
  for (const BaselineSummary& baseline : summary.baselines)
    metrics.baselines.push_back({baseline.name.id, baseline.metrics});
  for (const MetricsRow& row : summary.rows)
    metrics.parts.push_back(
        {row.repeat, row.fold, row.model, row.trainingAccuracy, row.overfitting, row.set});
  return metrics;
}

/// The library that grew forest or boosting, as the model or beside it: at least one of them is beside it.
std::string treeLibraryOf(const MetricsSummary& summary) {
  for (const BaselineSummary& baseline : summary.baselines)
    if (baseline.name.id == TreeModel::forests().id || baseline.name.id == TreeModel::boostings().id)
      return treeGrower().version();
  return {};
}

EpochsRecord epochsOf(const std::vector<FoldResult>& folds, const FitHistory& refit) {
  EpochsRecord epochs;
  for (std::size_t i = 0; i < std::min(folds.size(), EpochsRecord::mostFolds); ++i)
    epochs.folds.push_back(folds[i].trained.history);
  epochs.refit = refit;
  return epochs;
}

} // namespace

TrainingRecord modelRecord(GivenOptions options, std::uint64_t seed, const std::string& splitMethod,
                           const std::vector<FoldResult>& folds, const MetricsSummary& summary,
                           const FitHistory& finalHistory, const std::string& version) {
  TrainingRecord record;
  record.seed = seed;
  record.options = std::move(options);
  record.computedWith = computedWith();
  record.computedWith->treeLibrary = treeLibraryOf(summary);
  record.versions = SoftwareVersions{version, modelBackend().version()};
  record.split = splitOf(splitMethod, folds);
  record.metrics = metricsRecordOf(summary);
  record.epochs = epochsOf(folds, finalHistory);
  return record;
}

std::optional<SetsRecord> setsRecord(const MetricsSummary& summary, const std::vector<int>& memberSets) {
  if (!summary.sets)
    return std::nullopt;
  const SetsSummary& sets = *summary.sets;
  return SetsRecord{memberSets, sets.auc.sets, sets.auc.within(), sets.depositScores.sets,
                    sets.depositScores.within()};
}

} // namespace prospectivity

#include "engine/train/model_record.h"

#include "engine/network/backend.h"
#include "engine/train/computed_with.h"
#include "engine/train/logistic_learner.h"

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

MetricsRecord metricsRecordOf(const ModelKind& kind, const MetricsSummary& summary) {
  MetricsRecord metrics;
  metrics.model = summary.model;
  if (!isLogisticRegression(kind))
    metrics.logistic = summary.logistic;
  metrics.bestLayer = summary.bestLayer;
  for (const MetricsRow& row : summary.rows)
    metrics.parts.push_back(
        {row.repeat, row.fold, row.model, row.trainingAccuracy, row.overfitting, row.set});
  return metrics;
}

EpochsRecord epochsOf(const std::vector<FoldResult>& folds, const FitHistory& refit) {
  EpochsRecord epochs;
  for (std::size_t i = 0; i < std::min(folds.size(), EpochsRecord::mostFolds); ++i)
    epochs.folds.push_back(folds[i].trained.history);
  epochs.refit = refit;
  return epochs;
}

} // namespace

TrainingRecord modelRecord(const ModelKind& kind, GivenOptions options, std::uint64_t seed,
                           const std::string& splitMethod, const std::vector<FoldResult>& folds,
                           const MetricsSummary& summary, const FitHistory& finalHistory,
                           const std::string& version) {
  TrainingRecord record;
  record.seed = seed;
  record.options = std::move(options);
  record.computedWith = computedWith();
  record.versions = SoftwareVersions{version, modelBackend().version()};
  record.split = splitOf(splitMethod, folds);
  record.metrics = metricsRecordOf(kind, summary);
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

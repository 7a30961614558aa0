#include "engine/train/cross_validation.h"

#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/samples/missing_values.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostFoldsWithCurvesInTheLog = 30;

/// Folds report side by side; what the listener hears is their mean.
class SharedProgress {
 public:
  SharedProgress(const Progress& listener, std::size_t parts) : mListener(listener), mDone(parts, 0.0) {}

  Progress part(std::size_t index, const Sentence& prefix, bool talks) {
    Progress progress;
    progress.isCancelled = mListener.isCancelled;
    progress.onWarning = mListener.onWarning;
    if (talks)
      progress.onMessage = [this, prefix](const Sentence& line) {
        mListener.message({"%1%2", prefix, line});
      };
    progress.onFraction = [this, index](double value) { set(index, value); };
    return progress;
  }

  void set(std::size_t index, double value) {
    const std::lock_guard<std::mutex> lock(mGuard);
    mSum += value - mDone[index];
    mDone[index] = value;
    mListener.fraction(mSum / static_cast<double>(mDone.size()));
  }

 private:
  const Progress& mListener;
  std::mutex mGuard;
  std::vector<double> mDone;
  double mSum = 0;
};

std::vector<int> labelsOf(const SampleTable& table, const std::vector<std::size_t>& rows) {
  std::vector<int> labels;
  for (const std::size_t row : rows)
    labels.push_back(table.labels[row]);
  return labels;
}

double accuracyOf(const std::vector<int>& labels, const std::vector<double>& probabilities) {
  return metricsOf(confusion(labels, probabilities, 0.5)).accuracy;
}

/// Of rows of a table (original units, the model's inputs).
std::vector<double> logitsOf(const Model& model, const Matrix& values) {
  if (values.rows() == 0)
    return {};
  const FloatMatrix rows = values.cast<float>();
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  model.predictor()->logits(rows.data(), logits.size(), logits.data());
  return {logits.begin(), logits.end()};
}

std::vector<double> sigmoidsOf(std::vector<double> logits) {
  for (double& logit : logits)
    logit = sigmoid(logit);
  return logits;
}

std::size_t observedCount(const SampleTable& table, const std::vector<std::size_t>& rows) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](std::size_t row) { return table.isObserved(row); }));
}

MetricsRow rowOf(const SampleTable& table, const FoldResult& result) {
  MetricsRow row{result.rows.repeat,
                 result.rows.fold,
                 observedCount(table, result.rows.training),
                 result.rows.test.size(),
                 result.trained.augmented,
                 result.metrics,
                 result.trainingAccuracy,
                 result.overfitting(),
                 {},
                 result.baselines.bestLayerName,
                 result.rows.set};
  for (const BaselineResult& baseline : result.baselines.each)
    row.baselines.push_back({baseline.name, baseline.metrics, baseline.trainingAccuracy,
                             baseline.trainingAccuracy - baseline.metrics.accuracy});
  return row;
}

/// The layer chosen most often; the first by name among equals.
std::string mostFrequent(const std::vector<const FoldResult*>& folds) {
  std::map<std::string, int> counts;
  for (const FoldResult* fold : folds)
    ++counts[fold->baselines.bestLayerName];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

void append(std::vector<double>& all, const std::vector<double>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

/// The baseline of that place in every fold, its test predictions judged together.
BaselineRow pooledBaseline(const std::vector<const FoldResult*>& folds, std::size_t place,
                           const std::vector<int>& labels) {
  std::vector<double> scores;
  std::vector<double> trainingAccuracy;
  for (const FoldResult* fold : folds) {
    const BaselineResult& baseline = fold->baselines.each[place];
    append(scores, baseline.scores);
    trainingAccuracy.push_back(baseline.trainingAccuracy);
  }
  BaselineRow row{folds.front()->baselines.each[place].name, {}, mean(trainingAccuracy), 0};
  row.metrics = baselineMetrics(row.name, labels, scores);
  row.overfitting = row.trainingAccuracy - row.metrics.accuracy;
  return row;
}

MetricsRow pooledRow(const SampleTable& table, const std::vector<const FoldResult*>& folds) {
  std::vector<int> labels;
  std::vector<double> probabilities;
  std::vector<double> trainingAccuracy;
  MetricsRow row = rowOf(table, *folds.front());
  row.fold = -1;
  row.testCount = 0;
  for (const FoldResult* fold : folds) {
    const std::vector<int> mine = labelsOf(table, fold->rows.test);
    labels.insert(labels.end(), mine.begin(), mine.end());
    append(probabilities, fold->probabilities);
    trainingAccuracy.push_back(fold->trainingAccuracy);
    row.testCount += fold->rows.test.size();
  }
  row.model = metricsOf(labels, probabilities);
  for (std::size_t place = 0; place < row.baselines.size(); ++place)
    row.baselines[place] = pooledBaseline(folds, place, labels);
  row.bestLayerName = mostFrequent(folds);
  row.trainingAccuracy = mean(trainingAccuracy);
  row.overfitting = row.trainingAccuracy - row.model.accuracy;
  return row;
}

} // namespace

std::vector<double> probabilitiesOf(const Model& model, const Matrix& values) {
  return sigmoidsOf(logitsOf(model, values));
}

FoldResult trainFold(const SampleTable& table, const TrainingFold& fold, const Learner& learner,
                     std::uint64_t seed, const Progress& progress) {
  FoldResult result;
  result.rows = fold;
  requireKnownValues(table, fold.training, learner.window(), true);
  result.trained = learner.fit(table, fold.training, seed, progress);
  const SampleTable test = table.rows(fold.test);
  result.logits = logitsOf(*result.trained.model, test.values);
  result.probabilities = sigmoidsOf(result.logits);
  result.metrics = metricsOf(test.labels, result.probabilities);
  const SampleTable fitted = table.rows(result.trained.fitRows);
  result.trainingAccuracy = accuracyOf(fitted.labels, probabilitiesOf(*result.trained.model, fitted.values));
  return result;
}

std::uint64_t foldSeed(std::uint64_t seed, std::size_t index) {
  return Random(seed).fork(index).bits();
}

std::vector<FoldResult> crossValidate(const SampleTable& table, const std::vector<TrainingFold>& folds,
                                      const Learner& learner, std::uint64_t seed, int threads,
                                      const Progress& progress, const Baselines& baselines,
                                      const ClassEncodingOptions& classes) {
  std::vector<std::size_t> all(folds.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return validateFolds(table, folds, all, learner, seed, threads, progress, baselines, classes);
}

std::vector<FoldResult> validateFolds(const SampleTable& table, const std::vector<TrainingFold>& folds,
                                      const std::vector<std::size_t>& numbers, const Learner& learner,
                                      std::uint64_t seed, int threads, const Progress& progress,
                                      const Baselines& baselines, const ClassEncodingOptions& classes) {
  std::vector<FoldResult> results(folds.size());
  SharedProgress shared(progress, numbers.size());
  const bool talks = numbers.size() <= mostFoldsWithCurvesInTheLog;
  parallelFor(numbers.size(), threads, [&](std::size_t turn) {
    progress.check();
    const std::size_t i = numbers[turn];
    const Sentence prefix =
        folds[i].set > 0
            ? Sentence("Set %1, repeat %2, fold %3: ", folds[i].set, folds[i].repeat + 1, folds[i].fold + 1)
            : Sentence("Repeat %1, fold %2: ", folds[i].repeat + 1, folds[i].fold + 1);
    results[i] = trainFold(table, folds[i], learner, foldSeed(seed, i), shared.part(turn, prefix, talks));
    results[i].baselines = baselineResults(table, folds[i].training, folds[i].test, baselines,
                                           foldSeed(seed, i), progress, classes);
    shared.set(turn, 1);
  });
  return results;
}

std::vector<MetricsRow> metricsRows(const SampleTable& table, const std::vector<FoldResult>& results,
                                    bool pooled) {
  std::vector<MetricsRow> rows;
  if (!pooled) {
    for (const FoldResult& result : results)
      rows.push_back(rowOf(table, result));
    return rows;
  }
  std::map<std::pair<int, int>, std::vector<const FoldResult*>> repeats;
  for (const FoldResult& result : results)
    repeats[{result.rows.set, result.rows.repeat}].push_back(&result);
  for (const auto& [repeat, folds] : repeats)
    rows.push_back(pooledRow(table, folds));
  return rows;
}

} // namespace prospectivity

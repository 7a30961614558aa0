#pragma once

#include "engine/train/baselines.h"
#include "engine/train/learner.h"
#include "engine/train/metrics.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// One way to divide the samples: `test` holds observed rows only; what is in neither is not used.
struct TrainingFold {
  int repeat = 0; ///< from 0
  int fold = 0;   ///< from 0, within the repeat
  std::vector<std::size_t> training;
  std::vector<std::size_t> test;
  int set = 0; ///< of the non-deposits in both parts (engine/samples/negative_sets.h); 0: of all of them
};

/// What one training gave.
struct FoldResult {
  TrainingFold rows;
  TrainedPart trained;
  std::vector<double> logits;        ///< of the test rows
  std::vector<double> probabilities; ///< of the test rows: the sigmoids of the logits
  Metrics metrics;                   ///< on the test rows
  double trainingAccuracy = 0;       ///< on the observed rows that the model was fitted on
  BaselineResults baselines;

  double overfitting() const { return trainingAccuracy - metrics.accuracy; }
};

/// A baseline in a line of the table of metrics.
struct BaselineRow {
  BaselineName name;
  Metrics metrics;
  double trainingAccuracy = 0;
  double overfitting = 0;
};

/// One line of the table of metrics: a fold of a repeat, or a whole repeat where folds are too small to be
/// judged alone (leave-one-out).
struct MetricsRow {
  int repeat = 0;
  int fold = -1; ///< -1: all folds of the repeat together
  std::size_t trainingCount = 0;
  std::size_t testCount = 0;
  std::size_t augmented = 0;
  Metrics model;
  double trainingAccuracy = 0;
  double overfitting = 0;
  std::vector<BaselineRow> baselines; ///< the best single layer last
  std::string bestLayerName;
  int set = 0; ///< as in TrainingFold
};

/// Trains and judges one model; the baselines are left empty. Throws Error where the training part cannot
/// teach anything of a feature (requireKnownValues()).
FoldResult trainFold(const SampleTable& table, const TrainingFold& fold, const Learner& learner,
                     std::uint64_t seed, const Progress& progress);

/// Probabilities of rows of a table (original units, the model's inputs).
std::vector<double> probabilitiesOf(const Model& model, const Matrix& values);

/// The seed of the fold numbered `index` in the division; the same for every method that is compared on it.
std::uint64_t foldSeed(std::uint64_t seed, std::size_t index);

/// Trains and judges one model per fold, with the baselines and the best single layer on the same rows and
/// with the same seed; `classes`: as baselineResults() has it. Folds run in parallel (one thread each,
/// `threads` 0: all there are); the result depends on the seed and not on the threads. Messages carry set,
/// repeat and fold; `progress` gets a fraction over all epochs.
std::vector<FoldResult> crossValidate(const SampleTable& table, const std::vector<TrainingFold>& folds,
                                      const Learner& learner, std::uint64_t seed, int threads,
                                      const Progress& progress, const Baselines& baselines = {},
                                      const ClassEncodingOptions& classes = {});

/// The same of the folds of these numbers alone; the results of the others are left empty.
std::vector<FoldResult> validateFolds(const SampleTable& table, const std::vector<TrainingFold>& folds,
                                      const std::vector<std::size_t>& numbers, const Learner& learner,
                                      std::uint64_t seed, int threads, const Progress& progress,
                                      const Baselines& baselines, const ClassEncodingOptions& classes);

/// Per fold, or per repeat (of each set) when `pooled` (test predictions of its folds judged together).
std::vector<MetricsRow> metricsRows(const SampleTable& table, const std::vector<FoldResult>& results,
                                    bool pooled);

} // namespace prospectivity

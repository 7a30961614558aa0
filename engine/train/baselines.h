#pragma once

#include "engine/train/class_encoder.h"
#include "engine/train/learner.h"
#include "engine/train/metrics.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// Learners whose models are held against another on the same divisions of the samples. The best single layer
/// is held against every model beside them.
using Baselines = std::vector<std::shared_ptr<const Learner>>;

/// Who a baseline is.
struct BaselineName {
  std::string id;    ///< of its kind of model, or bestLayerId
  std::string title; ///< as a reader sees it, such as "random forest"
};

/// One baseline on one division.
struct BaselineResult {
  BaselineName name;
  std::vector<double> scores; ///< one per test row: probabilities, or of the best layer any numbers
  Metrics metrics;
  double trainingAccuracy = 0; ///< on the observed rows of the training part
};

/// All baselines on a division, the best single layer last.
struct BaselineResults {
  std::vector<BaselineResult> each;
  std::string bestLayerName;
};

/// Fits each on the observed rows `training` (they have no use for a validation part) and judges it on the
/// rows `test`. `classes`: which features enter as log-odds of their classes. Learners have been told
/// themselves; to the best single layer they are layers of numbers that stand for classes, and it is chosen,
/// oriented and cut by those out of fold (ClassEncoder). Deterministic for a seed; one thread.
BaselineResults baselineResults(const SampleTable& table, const std::vector<std::size_t>& training,
                                const std::vector<std::size_t>& test, const Baselines& baselines,
                                std::uint64_t seed, const Progress& progress,
                                const ClassEncodingOptions& classes = {});

/// The metrics of a baseline's scores. Those of the best single layer are cut at 0 and have no Brier score:
/// they are no probabilities.
Metrics baselineMetrics(const BaselineName& name, const std::vector<int>& labels,
                        const std::vector<double>& scores);

} // namespace prospectivity

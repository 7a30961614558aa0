#pragma once

#include "engine/model/quality_metrics.h"

#include <vector>

namespace prospectivity {

/// Counts of decisions: deposits and non-deposits, found right or wrong.
struct Confusion {
  double truePositives = 0;
  double falseNegatives = 0;
  double falsePositives = 0;
  double trueNegatives = 0;
};

/// A sample is called a deposit when its probability is at least `threshold`.
Confusion confusion(const std::vector<int>& labels, const std::vector<double>& probabilities,
                    double threshold = 0.5);

/// The metrics that counts allow; auc, prAuc and brier are NaN.
Metrics metricsOf(const Confusion& counts);

/// All metrics. `labels` 0 or 1, one probability per label, at least one sample.
Metrics metricsOf(const std::vector<int>& labels, const std::vector<double>& probabilities,
                  double threshold = 0.5);

/// Over folds or repeats.
MetricSpread spreadOf(const std::vector<Metrics>& parts);

} // namespace prospectivity

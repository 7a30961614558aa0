#pragma once

#include <array>

namespace prospectivity {

/// How good decisions and probabilities are. Undefined values are NaN, except where the convention of
/// scikit-learn is 0: precision and F1 when nothing is called a deposit, kappa and Matthews when either side
/// is constant.
struct Metrics {
  double accuracy = 0;
  double precision = 0;
  double recall = 0; ///< share of deposits found
  double specificity = 0;
  double f1 = 0;
  double kappa = 0;    ///< Cohen (1960)
  double matthews = 0; ///< Matthews (1975)
  double auc = 0;      ///< area under the ROC curve, ties counted half
  double prAuc = 0;    ///< average precision: sum of precision times step of recall, ties as one step
  double brier = 0;    ///< mean squared error of the probability (Brier 1950)
};

struct MetricEntry {
  const char* name; ///< as in column names and model files: accuracy, precision, ...
  double Metrics::*value;
};

/// All metrics in the order in which tables show them.
const std::array<MetricEntry, 10>& metricEntries();

/// Mean and sample standard deviation of each metric over folds or repeats; NaN entries are left out.
struct MetricSpread {
  Metrics mean;
  Metrics standardDeviation;
};

} // namespace prospectivity

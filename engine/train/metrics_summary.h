#pragma once

#include "engine/train/cross_validation.h"

#include <vector>

namespace prospectivity {

/// Mean and sample standard deviation of a number over rows, NaN left out.
struct NumberSpread {
  double mean = 0;
  double standardDeviation = 0; ///< NaN of fewer than two numbers
};

/// What the folds say of a baseline.
struct BaselineSummary {
  BaselineName name;
  MetricSpread metrics;
  NumberSpread overfitting;
};

/// What the folds say of a model and of its baselines. Computed once; record, report, tables and log read
/// the same figures.
struct MetricsSummary {
  std::vector<MetricsRow> rows; ///< the spreads are over these
  MetricSpread model;
  std::vector<BaselineSummary> baselines; ///< the best single layer last; none without rows
  NumberSpread trainingAccuracy;
  NumberSpread overfitting;
};

/// `rows`: metricsRows(). All spreads are NaN without rows.
MetricsSummary summaryOf(std::vector<MetricsRow> rows);

} // namespace prospectivity

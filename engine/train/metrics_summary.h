#pragma once

#include "engine/train/cross_validation.h"
#include "engine/train/set_spread.h"

#include <optional>
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

/// What the folds say of a model on one set of non-deposits.
struct SetFigures {
  int set = 0;
  MetricSpread model;
  NumberSpread trainingAccuracy;
  NumberSpread overfitting;
};

/// Several sets of non-deposits beside one another (setsSummaryOf()).
struct SetsSummary {
  std::vector<SetFigures> sets;
  Metrics between; ///< of each figure of the model, SetSpread::sets over sets and folds
  Metrics within;  ///< likewise SetSpread::within()
  SetSpread auc;
  SetSpread depositScores; ///< of the held-out scores over sets and deposits
};

/// What the folds say of a model and of its baselines. Computed once; record, report, tables and log read
/// the same figures.
struct MetricsSummary {
  std::vector<MetricsRow> rows; ///< the spreads are over these
  MetricSpread model;
  std::vector<BaselineSummary> baselines; ///< the best single layer last; none without rows
  NumberSpread trainingAccuracy;
  NumberSpread overfitting;
  std::optional<SetsSummary> sets; ///< where there are several sets of non-deposits
};

/// `rows`: metricsRows(). All spreads are NaN without rows. Sets of non-deposits are left to setsSummaryOf().
MetricsSummary summaryOf(std::vector<MetricsRow> rows);

} // namespace prospectivity

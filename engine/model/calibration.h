#pragma once

#include <cstddef>

namespace prospectivity {

/// Both ends of a 95 % interval.
struct Interval {
  double low = 0;
  double high = 0;
};

/// How a model's logits become probabilities (Platt 1999): among samples like those that it was fitted on,
/// with their share of deposits, the log-odds of a deposit are slope x logit + intercept. In other ground
/// deposits are rarer, which moves the intercept and leaves the slope (see
/// engine/predict/expected_deposits.h). Plain data; NaN where a model file does not say.
///
/// Platt 1999: Probabilistic outputs for support vector machines and comparisons to regularized likelihood
/// methods, Advances in Large Margin Classifiers, 61-74.
struct Calibration {
  double slope = 0; ///< positive in what a model stores
  double intercept = 0;
  double slopeVariance = 0; ///< and the other entries of the inverse of the information at the optimum
  double interceptVariance = 0;
  double covariance = 0;
  /// Samples that it was fitted on, each once however often it was held out; of several sets of non-deposits
  /// as many as one has.
  std::size_t deposits = 0;
  std::size_t nonDeposits = 0;

  double logOdds(double logit) const { return slope * logit + intercept; }

  /// By the normal distribution of the estimate; NaN without variances.
  Interval slopeInterval() const;
  Interval interceptInterval() const;

  /// Whether the slope is above 0 beyond its interval, so that higher logits mean more deposits, and the
  /// intercept is a number.
  bool isTrustworthy() const;
};

} // namespace prospectivity

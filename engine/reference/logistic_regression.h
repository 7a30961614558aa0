#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"

#include <vector>

namespace prospectivity {

/// Logistic regression with a ridge penalty on the weights (not on the intercept), fitted to convergence by
/// Newton's method (iteratively reweighted least squares, McCullagh & Nelder 1989). One of the
/// baselines beside every network.
struct LogisticRegression {
  double intercept = 0;
  Vector weights;

  /// Minimises sum_i w_i log(1 + exp(-y_i z_i)) + ridge / 2 |weights|^2 with w_i inverse to the share of the
  /// class (mean 1). `rows` are scaled features; ridge > 0 keeps it defined for separable or few samples.
  /// Asks for cancel step by step.
  static LogisticRegression fit(const Matrix& rows, const std::vector<int>& labels, double ridge = 1,
                                const Progress& progress = {});

  std::vector<double> probabilities(const Matrix& rows) const;
};

} // namespace prospectivity

#pragma once

#include <vector>

namespace prospectivity {

/// What a fit in epochs went through: one entry per epoch that ran. Empty for a kind of model that is not
/// fitted in epochs.
struct FitHistory {
  std::vector<double> trainingLoss;
  std::vector<double> validationLoss; ///< NaN without a validation part, as validationAccuracy
  std::vector<double> trainingAccuracy;
  std::vector<double> validationAccuracy;
  int bestEpoch = 0; ///< 0-based; the weights returned are those after this epoch
};

} // namespace prospectivity

#pragma once

#include "engine/network/schedule.h"

namespace prospectivity {

/// What networks are trained with where nobody says otherwise.
struct TrainingRecipe {
  int members = 1; ///< networks per training part
  Schedule schedule = Schedule::EarlyStopping;
  double mixup = 0; ///< as FitOptions::mixup
  int epochs = 200;
  int batchSize = 32;
  double learningRate = 1e-3;
  double weightDecay = 1e-4;
  int patience = 20;  ///< of early stopping
  int thresholds = 0; ///< channels of a feature, as NetworkShape::thresholds
};

/// The defaults of the algorithms that train networks: the one place to change them when the table that
/// benchmarks/recipe_table prints says so. TrainingOptions as they are made are the plain recipe of one
/// network with early stopping and without mixup.
constexpr TrainingRecipe defaultRecipe{};

} // namespace prospectivity

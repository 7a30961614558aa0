#pragma once

#include "engine/core/matrix.h"
#include "engine/explain/shapley_interactions.h"

#include <optional>
#include <vector>

namespace prospectivity {

/// Shapley values of samples (Lundberg & Lee 2017, A unified approach to interpreting model predictions,
/// Advances in Neural Information Processing Systems 30, arXiv 1705.07874, interventional): the value of a
/// coalition S is the mean over the background of f(x_S, b_rest).
struct ShapleyValues {
  Matrix values;                  ///< samples x players
  double baseValue = 0;           ///< mean output over the background: the empty coalition
  std::vector<double> prediction; ///< output of each sample, from the predictor itself
  std::vector<double> residual;   ///< prediction - base - sum of the values: 0 but for rounding when exact
  Matrix standardErrors;          ///< samples x players; empty when exact
  std::vector<int> permutations;  ///< drawn for each sample; empty when exact
  /// Of each member of the model alone, samples x players; empty when the game told none apart. In log-odds
  /// their mean is `values`, but for rounding. In probability they divide each member's own sigmoid, and the
  /// mean of sigmoids is not the sigmoid of the mean logit.
  std::vector<Matrix> ofMembers;
  /// Of the whole; where they were asked for, and only of exact values.
  std::optional<ShapleyInteractions> interactions;
};

/// Whether base value and Shapley values make up a prediction, to what single precision leaves of it.
bool addsUp(double residual, double prediction, double baseValue);

/// What differences between outputs may come to by rounding alone: an interaction below is none.
double roundingOf(const ShapleyValues& values);

/// Sets Shapley values of one sample to 0 that single precision cannot tell from it, so that their sign is no
/// matter of chance: those of a layer that the model ignores, or that the background has at the sample's
/// value throughout. `ofMembers`: of the members that are told apart x players, each by its own.
void dropRounding(double baseValue, std::vector<double>& values, Matrix& ofMembers);

} // namespace prospectivity

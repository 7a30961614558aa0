#pragma once

#include "engine/core/choices.h"
#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The scale on which a prediction is taken apart.
enum class OutputSpace { Logit, Probability };
const Choices& outputSpaceChoices();

/// Who plays: player j owns the input columns columns[j], which enter or leave a coalition together.
struct Players {
  std::vector<std::vector<int>> columns;

  std::size_t count() const { return columns.size(); }

  /// `players` players of `width` neighbouring columns each. Width 1: a column is a player. The windowed
  /// network has inputs [feature][row][column], so that window^2 makes a layer's whole window one player.
  static Players blocks(std::size_t players, std::size_t width);
};

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
};

/// Whether base value and Shapley values make up a prediction, to what single precision leaves of it.
bool addsUp(double residual, double prediction, double baseValue);

/// Shapley values of the game with the given 2^players coalition values; bit j of an index says that player
/// j takes part (Shapley 1953). Overwrites `values`. Two additions per coalition, in double precision.
std::vector<double> shapleyFromCoalitions(std::vector<double>& values, std::size_t players);

} // namespace prospectivity

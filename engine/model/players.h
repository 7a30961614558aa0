#pragma once

#include "engine/core/choices.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The scale on which a prediction is taken apart.
/// Probability: the sigmoid of the logit, which readers are shown as the prospectivity score.
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

} // namespace prospectivity

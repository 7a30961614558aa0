#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The best single evidence layer: one of the baselines beside every network. A network that does
/// not beat it has learnt nothing that a look at one map would not tell.
struct BestLayer {
  std::size_t feature = 0;
  bool highIsFavourable = true;
  double threshold = 0;

  /// Chosen and oriented by the AUC on the rows given (the training part), cut where the balanced training
  /// accuracy is highest (midway between neighbouring values). Both classes must be there.
  ///
  /// Missing values (NaN): pairs of a deposit and a non-deposit of which one lacks the layer count half, so
  /// that a layer known at a few samples has to be better than one known at all; the cut is that of the rows
  /// that have it.
  static BestLayer fit(const Matrix& values, const std::vector<int>& labels);

  /// Oriented value minus threshold: a deposit is called where it is at least 0. Ranks as the layer does. A
  /// row that lacks the layer ranks at the cut, in the middle, and is called no deposit: nothing speaks for
  /// one.
  std::vector<double> scores(const Matrix& values) const;
};

} // namespace prospectivity

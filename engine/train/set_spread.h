#pragma once

#include "engine/core/matrix.h"

namespace prospectivity {

/// Where the spread of a figure comes from that was taken once per set of non-deposits and per part (fold, or
/// held-out deposit) that all sets share: standard deviations. All NaN where they cannot be told apart.
struct SetSpread {
  double sets = 0;  ///< between sets: the choice of non-deposits moves the figure in all parts alike
  double parts = 0; ///< between parts: they are hard or easy whatever the set
  double rest = 0;  ///< what one set does in one part beyond both; the chance of the training is in it

  /// Within a set: of parts and rest together.
  double within() const;
};

/// Two-way random effects without replication: figure = mean + set + part + rest, each with a variance of its
/// own, from the mean squares of the analysis of variance (Searle, Casella & McCulloch 1992, Variance
/// Components, chapter 4); an estimate below 0 is 0. Parts are not nested in sets, because the same folds
/// serve all sets: without their own term, what a fold does to all sets would be counted against the sets.
///
/// `figures`: sets x parts; a part in which a set has no figure (NaN) is left out. NaN with fewer than two
/// sets or two parts. Thread-safe.
SetSpread spreadOfSets(const Matrix& figures);

} // namespace prospectivity

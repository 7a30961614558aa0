#pragma once

#include "engine/core/progress.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <cstdint>

namespace prospectivity {

class Augmenter;

struct AugmentOptions {
  /// Samples of each augmented class afterwards, observed ones included; 0: the smaller class is brought up
  /// to the larger one, or, with bothClasses, both are doubled. With bothClasses it is the larger class that
  /// reaches this number.
  std::size_t targetCount = 0;
  bool bothClasses = false; ///< augment both classes and keep their ratio, instead of the smaller one alone
  int neighbors = 5;
  double noise = 0.05; ///< share of each feature's standard deviation
  std::uint64_t seed = 1;
};

/// Synthetic samples for the observed ones of a table (its synthetic rows are left aside): origin is the
/// method's id, parents are the observed samples' ids, ids follow on the largest one, and the point lies
/// between its parents where their values do (at the parent for copies). Distances are taken with every
/// feature scaled to standard deviation 1 on the observed samples. Columns of classes (classColumns()) get
/// classes that were observed, as SMOTE-NC gives them. Deterministic for a seed.
///
/// Warns when there are fewer neighbours than asked for. Throws Error when a class is too small for the
/// method, or when TARGET_COUNT is below what is there.
SampleTable augment(const Augmenter& method, const SampleTable& samples, const AugmentOptions& options,
                    const Progress& progress);

} // namespace prospectivity

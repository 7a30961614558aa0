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
/// Missing values (NaN) stay what they are: what synthetic samples lack is what one observed sample lacks. Of
/// two parents it is one of them, drawn with the share by which values are interpolated: a feature that one
/// parent has is there with that parent's share, with its value, one that neither has is missing, and
/// features that surveys leave out together go on to be left out together (interpolate()). Copies and noise
/// lack what their sample lacks, samples of WGAN-GP what the nearest observed one does. Distances compare the
/// layers that two samples have both (neighborsAmong()).
///
/// Warns when there are fewer neighbours than asked for. Throws Error when a class is too small for the
/// method, or when TARGET_COUNT is below what is there.
SampleTable augment(const Augmenter& method, const SampleTable& samples, const AugmentOptions& options,
                    const Progress& progress);

} // namespace prospectivity

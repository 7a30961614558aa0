#pragma once

#include "engine/samples/sample_table.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Observed samples that are one observation, as several deposits of a cell are, or copies whose origin was
/// lost: a model that has seen one of them knows the others.
struct EqualSamples {
  std::vector<std::size_t> groups; ///< the same number for equal samples, by row; empty when no two are equal
  /// Samples beside the first of their group. That a cell stands in several sets of non-deposits makes no
  /// copy.
  std::size_t copies = 0;
};

/// Samples are one observation when they are equal in every feature (a missing value, NaN, equals a missing
/// one alone), and either one of the values is measured
/// (no whole number: two places hardly share it) or they lie at one point: samples of classes or of zeros
/// alone are alike by nature and stay apart. In a table with sets of non-deposits those of different sets
/// that lie at one point are the same cell as well, whatever their values. Deterministic; thread-safe.
EqualSamples equalSamples(const SampleTable& table);

} // namespace prospectivity

#pragma once

#include "engine/augment/augmenter.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// How the other class mixes with the samples of one: of `neighbors` nearest samples of any class (never the
/// sample itself), how many are of the other class, for each sample of `input.own`. Thread-safe.
struct ClassMix {
  std::size_t neighbors = 0;
  std::vector<std::size_t> otherClass;
};

/// Throws Cancelled.
ClassMix classMix(const AugmentInput& input, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"

#include <cstddef>
#include <cstdint>

namespace prospectivity {

/// ModelBackend::generateLike: WGAN-GP (Gulrajani et al. 2017, arXiv 1704.00028, algorithm 1) with a
/// generator and a critic of two hidden layers each.
FloatMatrix generateByGan(const FloatMatrix& rows, std::size_t count, std::uint64_t seed,
                          const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"

#include <cstddef>
#include <cstdint>

namespace prospectivity {

/// New rows like the given ones (mean 0, standard deviation 1 per column): a Wasserstein GAN with gradient
/// penalty (Gulrajani et al. 2017, arXiv 1704.00028, algorithm 1) fitted to them. Deterministic for a seed,
/// at any number of threads. Whoever asks judges whether the generator has collapsed.
///
/// Departures from the paper, for classes of ten to some hundred rows. A weight of 1 for the penalty, where
/// the paper has 10 (its authors' code for toy data has 0.1: with few columns a large one drowns the
/// distance). The critic learns twice as fast as the generator and makes two steps for each (Heusel et al.
/// 2017, arXiv 1706.08500) instead of five. The rows are gone through in random order, batch by batch, so
/// that each counts alike. What draws in the end is the exponential moving average of the generator's weights
/// (Yazici et al. 2019, arXiv 1806.04498): the generator itself circles around what it should learn.
FloatMatrix generateLike(const FloatMatrix& rows, std::size_t count, std::uint64_t seed,
                         const Progress& progress);

} // namespace prospectivity

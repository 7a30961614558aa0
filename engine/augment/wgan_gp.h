#pragma once

#include "engine/augment/augmenter.h"

#include <functional>

namespace prospectivity {

/// WGAN-GP (Gulrajani et al. 2017, arXiv 1704.00028): samples drawn from a small generator that was fitted to
/// all samples of the class (engine/augment/generator.h). They have no parents of their own: each depends on
/// the whole class, and takes its place on the map from the nearest observed sample.
///
/// The generator learns how the features go together, from their normal scores; the values of each feature
/// then come, rank by rank, from the quantiles of the class (engine/augment/normal_scores.h). So a skewed or
/// categorical feature is no harder than any other, and keeps its distribution, whatever its unit. It is the
/// idea of the column-wise transforms of Xu et al. 2019 (CTGAN, arXiv 1907.00503), with ranks in place of
/// mixtures. Its price: like SMOTE, no feature leaves the range that was observed.
///
/// Missing values (NaN) are the mean of their feature in the class while the generator is fitted; a sample
/// lacks what its nearest observed sample lacks, so that features go on to be missing together.
///
/// The generator is judged before its ranks are taken, so that one that has collapsed (its scores do not
/// spread as the observed ones do, or are distributed otherwise) is not made up for: another one is fitted,
/// and after the third it is an Error.
class WganGp : public Augmenter {
 public:
  std::string id() const override { return "wgan_gp"; }
  std::string title() const override { return "WGAN-GP"; }
  std::size_t samplesNeeded() const override { return 10; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

/// How far generated columns are from the observed ones that vary.
struct GeneratorFit {
  double leastSpread = 1; ///< smallest ratio of standard deviations, generated to observed
  double largestSpread = 1;
  /// Mean over the columns of the Kolmogorov-Smirnov distance, each generated value taken for the observed
  /// one that is nearest to it: else no smooth generator could come near a column of a few distinct values.
  double meanDistance = 0;
};
GeneratorFit judgeGenerator(const Matrix& observed, const Matrix& generated);

/// Throws Error when the generator has collapsed: values that are not finite, spread less than half or more
/// than twice as the observed ones do, or are distributed otherwise (a mean distance above 0.25).
void checkGenerator(const Matrix& observed, const Matrix& generated);

/// The rows of the first of up to three generators that checkGenerator() accepts; its Error when it accepts
/// none. `fitted` fits one and draws from it, another one at each call. A message tells of each that
/// collapsed.
Matrix firstFaithful(const Matrix& observed, const std::function<Matrix(const Progress&)>& fitted,
                     const Progress& progress);

} // namespace prospectivity

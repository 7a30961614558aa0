#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// WGAN-GP (Gulrajani et al. 2017, arXiv 1704.00028): samples drawn from a small generator that was fitted to
/// all samples of the class. They have no parents of their own: each depends on the whole class, and takes
/// its place on the map from the nearest observed sample. A generator that has collapsed (its samples do not
/// spread as the observed ones do) is an Error and not a result.
class WganGp : public Augmenter {
 public:
  std::string id() const override { return "wgan_gp"; }
  std::string title() const override { return "WGAN-GP"; }
  std::size_t samplesNeeded() const override { return 10; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

/// How far generated columns are from the observed ones.
struct GeneratorFit {
  double worstSpread = 0;  ///< smallest ratio of standard deviations, generated to observed
  double meanDistance = 0; ///< mean over the columns of the Kolmogorov-Smirnov distance
};
GeneratorFit judgeGenerator(const Matrix& observed, const Matrix& generated);

/// Throws Error when the generator has collapsed: values that are not finite, do not spread as the observed
/// ones do, or are distributed otherwise.
void checkGenerator(const Matrix& observed, const Matrix& generated);

} // namespace prospectivity

#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// Copies of samples of the class, drawn with replacement, plus independent normal noise per feature: a share
/// of the standard deviation that the feature has over all observed samples. A constant feature stays
/// constant.
class GaussianNoise : public Augmenter {
 public:
  std::string id() const override { return "gaussian_noise"; }
  std::string title() const override { return "Gaussian noise"; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

} // namespace prospectivity

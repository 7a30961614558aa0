#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// Copies of samples of the class, drawn with replacement.
class RandomOversampling : public Augmenter {
 public:
  std::string id() const override { return "random_oversampling"; }
  std::string title() const override { return "Random oversampling"; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

} // namespace prospectivity

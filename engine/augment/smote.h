#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// SMOTE (Chawla et al. 2002, doi 10.1613/jair.953): a point between a sample of the class and one of its k
/// nearest neighbours of the class, at a uniformly drawn share of the way; classes as in SMOTE-NC
/// (interpolation.h). Every sample of the class serves as often as any other, up to one.
class Smote : public Augmenter {
 public:
  std::string id() const override { return "smote"; }
  std::string title() const override { return "SMOTE"; }
  std::size_t samplesNeeded() const override { return 2; }
  bool usesNeighbors() const override { return true; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

} // namespace prospectivity

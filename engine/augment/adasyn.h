#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// ADASYN (He et al. 2008, doi 10.1109/IJCNN.2008.4633969): as SMOTE, with as many points from each sample as
/// the share of the other class among its nearest neighbours asks for: more where the class is hard to learn.
class Adasyn : public Augmenter {
 public:
  std::string id() const override { return "adasyn"; }
  std::string title() const override { return "ADASYN"; }
  std::size_t samplesNeeded() const override { return 2; }
  bool usesNeighbors() const override { return true; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

/// How many points each sample of `input.own` gives, `count` in all: proportional to the share of the other
/// class among its nearest neighbours, the remainders going to the largest fractions (the first of equal
/// ones). Throws Error when no sample has a neighbour of the other class.
std::vector<std::size_t> adasynCounts(const AugmentInput& input, std::size_t count, const Progress& progress);

} // namespace prospectivity

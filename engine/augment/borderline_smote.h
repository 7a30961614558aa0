#pragma once

#include "engine/augment/augmenter.h"

namespace prospectivity {

/// Borderline-SMOTE 1 (Han, Wang & Mao 2005, doi 10.1007/11538059_91): SMOTE from the samples in danger,
/// those of whose nearest neighbours of any class at least half, but not all, are of the other class.
class BorderlineSmote : public Augmenter {
 public:
  std::string id() const override { return "borderline_smote"; }
  std::string title() const override { return "Borderline-SMOTE"; }
  std::size_t samplesNeeded() const override { return 2; }
  bool usesNeighbors() const override { return true; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;
};

/// Positions in `input.own` of the samples in danger.
std::vector<std::size_t> samplesInDanger(const AugmentInput& input, const Progress& progress);

} // namespace prospectivity

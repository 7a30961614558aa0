#include "engine/augment/random_oversampling.h"

namespace prospectivity {

std::vector<SyntheticSample> RandomOversampling::generate(const AugmentInput& input, std::size_t count,
                                                          Random& random, const Progress&) const {
  std::vector<SyntheticSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = input.own[random.below(input.own.size())];
    samples.push_back({row, std::nullopt, input.values.row(static_cast<Eigen::Index>(row))});
  }
  return samples;
}

} // namespace prospectivity

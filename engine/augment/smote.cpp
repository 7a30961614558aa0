#include "engine/augment/smote.h"

#include "engine/augment/interpolation.h"
#include "engine/augment/known_neighbors.h"

namespace prospectivity {

std::vector<SyntheticSample> Smote::generate(const AugmentInput& input, std::size_t count, Random& random,
                                             const Progress& progress) const {
  const std::size_t samples = input.own.size();
  const NeighborTable neighbors =
      neighborsAmong(input, input.own, input.own, neighborsAllowed(input.neighbors, samples), progress);
  std::vector<SyntheticSample> result;
  result.reserve(count);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % samples == 0)
      order = random.permutation(samples);
    const std::size_t from = order[i % samples];
    result.push_back(interpolate(input, from, neighbors[from], random));
  }
  return result;
}

} // namespace prospectivity

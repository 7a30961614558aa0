#include "engine/augment/smote.h"

#include "engine/augment/interpolation.h"

namespace prospectivity {

std::vector<SyntheticSample> Smote::generate(const AugmentInput& input, std::size_t count, Random& random,
                                             const Progress& progress) const {
  const std::size_t samples = input.own.size();
  const Matrix own = rowsOf(input.scaled, input.own);
  const NeighborTable neighbors =
      nearestNeighbors(own, own, neighborsAllowed(input.neighbors, samples), true, progress);
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

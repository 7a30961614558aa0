#include "engine/augment/class_mix.h"

#include "engine/augment/interpolation.h"
#include "engine/augment/known_neighbors.h"

#include <numeric>

namespace prospectivity {

ClassMix classMix(const AugmentInput& input, const Progress& progress) {
  std::vector<bool> isOwn(static_cast<std::size_t>(input.scaled.rows()), false);
  for (const std::size_t row : input.own)
    isOwn[row] = true;
  ClassMix mix;
  mix.neighbors = neighborsAllowed(input.neighbors, isOwn.size());
  std::vector<std::size_t> all(isOwn.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const NeighborTable neighbors = neighborsAmong(input, input.own, all, mix.neighbors, progress);
  for (const std::vector<std::size_t>& near : neighbors) {
    std::size_t others = 0;
    for (const std::size_t row : near)
      others += isOwn[row] ? 0 : 1;
    mix.otherClass.push_back(others);
  }
  return mix;
}

} // namespace prospectivity

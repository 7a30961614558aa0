#include "engine/augment/class_mix.h"

#include "engine/augment/interpolation.h"

namespace prospectivity {

ClassMix classMix(const AugmentInput& input, const Progress& progress) {
  std::vector<bool> isOwn(static_cast<std::size_t>(input.scaled.rows()), false);
  for (const std::size_t row : input.own)
    isOwn[row] = true;
  ClassMix mix;
  mix.neighbors = neighborsAllowed(input.neighbors, isOwn.size());
  const NeighborTable neighbors =
      nearestNeighbors(rowsOf(input.scaled, input.own), input.scaled, mix.neighbors, input.own, progress);
  for (const std::vector<std::size_t>& near : neighbors) {
    std::size_t others = 0;
    for (const std::size_t row : near)
      others += isOwn[row] ? 0 : 1;
    mix.otherClass.push_back(others);
  }
  return mix;
}

} // namespace prospectivity

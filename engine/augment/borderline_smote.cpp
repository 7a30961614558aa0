#include "engine/augment/borderline_smote.h"

#include "engine/augment/class_mix.h"
#include "engine/augment/interpolation.h"
#include "engine/augment/known_neighbors.h"
#include "engine/core/error.h"

namespace prospectivity {

std::vector<std::size_t> samplesInDanger(const AugmentInput& input, const Progress& progress) {
  const ClassMix mix = classMix(input, progress);
  std::vector<std::size_t> danger;
  for (std::size_t i = 0; i < input.own.size(); ++i)
    if (2 * mix.otherClass[i] >= mix.neighbors && mix.otherClass[i] < mix.neighbors)
      danger.push_back(i);
  return danger;
}

std::vector<SyntheticSample> BorderlineSmote::generate(const AugmentInput& input, std::size_t count,
                                                       Random& random, const Progress& progress) const {
  const std::vector<std::size_t> danger = samplesInDanger(input, progress.part(0, 0.5));
  if (danger.empty())
    throw Error("Borderline-SMOTE found no sample near the border between the classes: choose SMOTE, or more "
                "neighbours in %1.",
                Subject::Neighbors);
  std::vector<std::size_t> rows;
  for (const std::size_t i : danger)
    rows.push_back(input.own[i]);
  const NeighborTable neighbors = neighborsAmong(
      input, rows, input.own, neighborsAllowed(input.neighbors, input.own.size()), progress.part(0.5, 1));
  std::vector<SyntheticSample> result;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % danger.size() == 0)
      order = random.permutation(danger.size());
    const std::size_t from = order[i % danger.size()];
    result.push_back(interpolate(input, danger[from], neighbors[from], random));
  }
  return result;
}

} // namespace prospectivity

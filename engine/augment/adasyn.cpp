#include "engine/augment/adasyn.h"

#include "engine/augment/class_mix.h"
#include "engine/augment/interpolation.h"
#include "engine/augment/known_neighbors.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

std::vector<std::size_t> adasynCounts(const AugmentInput& input, std::size_t count,
                                      const Progress& progress) {
  const ClassMix mix = classMix(input, progress);
  const auto total =
      static_cast<double>(std::accumulate(mix.otherClass.begin(), mix.otherClass.end(), std::size_t{0}));
  if (total == 0)
    throw Error(
        "ADASYN found no sample with a neighbour of the other class: choose SMOTE, or more neighbours in %1.",
        Subject::Neighbors);
  std::vector<std::size_t> counts;
  std::vector<double> fractions;
  for (const std::size_t others : mix.otherClass) {
    const double exact = static_cast<double>(count) * static_cast<double>(others) / total;
    counts.push_back(static_cast<std::size_t>(exact));
    fractions.push_back(exact - std::floor(exact));
  }
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fractions[a] > fractions[b]; });
  const std::size_t given = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  for (std::size_t i = 0; i < count - given; ++i)
    ++counts[order[i]];
  return counts;
}

std::vector<SyntheticSample> Adasyn::generate(const AugmentInput& input, std::size_t count, Random& random,
                                              const Progress& progress) const {
  const std::vector<std::size_t> counts = adasynCounts(input, count, progress.part(0, 0.5));
  const NeighborTable neighbors =
      neighborsAmong(input, input.own, input.own, neighborsAllowed(input.neighbors, input.own.size()),
                     progress.part(0.5, 1));
  std::vector<SyntheticSample> result;
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (std::size_t copy = 0; copy < counts[i]; ++copy)
      result.push_back(interpolate(input, i, neighbors[i], random));
  return result;
}

} // namespace prospectivity

#include "engine/model/coalition_game.h"

namespace prospectivity {

namespace {

/// Weight s! (n - s - 1)! / n! of a coalition of size s that a player joins; 0 for the grand coalition.
std::vector<double> joiningWeights(std::size_t players) {
  std::vector<double> weights(players + 1, 0.0);
  weights[0] = 1.0 / static_cast<double>(players);
  for (std::size_t s = 1; s < players; ++s)
    weights[s] = weights[s - 1] * static_cast<double>(s) / static_cast<double>(players - s);
  return weights;
}

} // namespace

std::vector<double> shapleyFromCoalitions(std::vector<double>& values, std::size_t players) {
  std::vector<double> result(players, 0.0);
  if (players == 0)
    return result;
  // With w(s) the joining weights, phi_j = sum over S with j of (w(s - 1) + w(s)) v(S) - sum of w(s) v(S).
  const std::vector<double> weights = joiningWeights(players);
  const double empty = values[0];
  double absent = 0;
  for (std::size_t mask = 0; mask < values.size(); ++mask) {
    const auto size = static_cast<std::size_t>(__builtin_popcountll(mask));
    const double value = values[mask] - empty; // the common level cancels; smaller numbers round less
    absent += weights[size] * value;
    values[mask] = (weights[size] + (size > 0 ? weights[size - 1] : 0.0)) * value;
  }
  for (std::size_t j = players; j-- > 0;) {
    const std::size_t half = std::size_t{1} << j;
    double present = 0;
    for (std::size_t mask = 0; mask < half; ++mask) {
      present += values[mask + half];
      values[mask] += values[mask + half];
    }
    result[j] = present - absent;
  }
  return result;
}

std::vector<double> CoalitionGame::shapley(const Progress& progress) {
  std::vector<double> values;
  allValues(values, progress);
  return shapleyFromCoalitions(values, players());
}

std::vector<double> CoalitionGame::shapleyOfMembers(Matrix& ofMembers, const Progress& progress) {
  ofMembers.resize(0, static_cast<Eigen::Index>(players()));
  return shapley(progress);
}

void CoalitionGame::prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                                          std::vector<Matrix>& ofMembers, const Progress& progress) {
  ofMembers.clear();
  prefixValues(orders, values, progress);
}

} // namespace prospectivity

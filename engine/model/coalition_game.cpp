#include "engine/model/coalition_game.h"

#include <algorithm>

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

/// Of each player, the sum of the values of the coalitions that hold it. Overwrites the 2^players `values`.
std::vector<double> sumsWithEach(double* values, std::size_t players) {
  std::vector<double> sums(players, 0.0);
  for (std::size_t j = players; j-- > 0;) {
    const std::size_t half = std::size_t{1} << j;
    double present = 0;
    for (std::size_t mask = 0; mask < half; ++mask) {
      present += values[mask + half];
      values[mask] += values[mask + half];
    }
    sums[j] = present;
  }
  return sums;
}

} // namespace

std::vector<double> shapleyFromCoalitions(std::vector<double>& values, std::size_t players) {
  if (players == 0)
    return {};
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
  std::vector<double> result = sumsWithEach(values.data(), players);
  for (double& value : result)
    value -= absent;
  return result;
}

std::vector<double> shapleyFromCoalitions(std::vector<double>& values,
                                          std::vector<std::vector<double>>& valuesOfMembers,
                                          std::size_t players, Matrix& ofMembers, Matrix* interactions) {
  ofMembers.resize(static_cast<Eigen::Index>(valuesOfMembers.size()), static_cast<Eigen::Index>(players));
  for (std::size_t m = 0; m < valuesOfMembers.size(); ++m) {
    const std::vector<double> own = shapleyFromCoalitions(valuesOfMembers[m], players);
    for (std::size_t j = 0; j < own.size(); ++j)
      ofMembers(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(j)) = own[j];
  }
  if (interactions != nullptr)
    *interactions = interactionsFromCoalitions(values, players);
  return shapleyFromCoalitions(values, players);
}

Matrix interactionsFromCoalitions(const std::vector<double>& values, std::size_t players) {
  const auto count = static_cast<Eigen::Index>(players);
  Matrix result = Matrix::Zero(count, count);
  if (players < 2)
    return result;
  // With u(s) the weight of a coalition of the others, which is that of joining among one player fewer, the
  // index is the sum of u(s) v(S) over all S, minus that of (u(s) + u(s - 1)) v(S) over those with one of the
  // two, for either, plus that of (u(s) + 2 u(s - 1) + u(s - 2)) v(S) over those with both.
  std::vector<double> weights = joiningWeights(players - 1);
  weights.push_back(0);
  double all = 0;
  std::vector<double> withOne(values.size());
  std::vector<double> withBoth(values.size());
  for (std::size_t mask = 0; mask < values.size(); ++mask) {
    const auto size = static_cast<std::size_t>(__builtin_popcountll(mask));
    const double value = values[mask] - values[0];
    const double own = weights[size];
    const double oneLess = size > 0 ? weights[size - 1] : 0;
    const double twoLess = size > 1 ? weights[size - 2] : 0;
    all += own * value;
    withOne[mask] = (own + oneLess) * value;
    withBoth[mask] = (own + 2 * oneLess + twoLess) * value;
  }
  const std::vector<double> one = sumsWithEach(withOne.data(), players);
  for (std::size_t j = players; j-- > 1;) {
    const std::size_t half = std::size_t{1} << j;
    std::copy_n(withBoth.data() + half, half, withOne.data());
    for (std::size_t mask = 0; mask < half; ++mask)
      withBoth[mask] += withBoth[mask + half];
    const std::vector<double> both = sumsWithEach(withOne.data(), j);
    for (std::size_t i = 0; i < j; ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      const auto column = static_cast<Eigen::Index>(j);
      result(row, column) = result(column, row) = 0.5 * (both[i] + (all - one[i] - one[j]));
    }
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

std::vector<double> CoalitionGame::shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                                           const Progress& progress) {
  ofMembers.resize(0, static_cast<Eigen::Index>(players()));
  std::vector<double> values;
  allValues(values, progress);
  interactions = interactionsFromCoalitions(values, players());
  return shapleyFromCoalitions(values, players());
}

void CoalitionGame::prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                                          std::vector<Matrix>& ofMembers, const Progress& progress) {
  ofMembers.clear();
  prefixValues(orders, values, progress);
}

} // namespace prospectivity

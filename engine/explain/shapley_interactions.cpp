#include "engine/explain/shapley_interactions.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

/// The column of a pair of players, which may be one and the same.
Eigen::Index placeOf(std::size_t one, std::size_t other) {
  const auto [low, high] = std::minmax(one, other);
  return static_cast<Eigen::Index>(high * (high + 1) / 2 + low);
}

} // namespace

double ShapleyInteractions::at(std::size_t sample, std::size_t one, std::size_t other) const {
  return ofSamples(static_cast<Eigen::Index>(sample), placeOf(one, other));
}

InteractionSums::InteractionSums(std::size_t players, std::size_t samples, InteractionDetail detail)
    : mDetail(detail), mSamples(samples) {
  const auto count = static_cast<Eigen::Index>(players);
  for (Matrix* each : {&mSums.meanAbsolute, &mSums.lowest, &mSums.highest})
    each->setZero(count, count);
  if (detail == InteractionDetail::OfSamples)
    mSums.ofSamples.resize(static_cast<Eigen::Index>(samples), count * (count + 1) / 2);
}

void InteractionSums::add(std::size_t sample, Matrix interactions, const std::vector<double>& shapley) {
  interactions.diagonal().setZero();
  for (std::size_t j = 0; j < shapley.size(); ++j) {
    const auto player = static_cast<Eigen::Index>(j);
    interactions(player, player) = shapley[j] - interactions.row(player).sum();
  }
  if (mDetail == InteractionDetail::OfSamples)
    for (std::size_t j = 0; j < shapley.size(); ++j)
      for (std::size_t i = 0; i <= j; ++i)
        mSums.ofSamples(static_cast<Eigen::Index>(sample), placeOf(i, j)) =
            interactions(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
  const std::lock_guard<std::mutex> lock(mMutex);
  mWaiting.emplace(sample, std::move(interactions));
  for (auto first = mWaiting.begin(); first != mWaiting.end() && first->first == mNext;
       first = mWaiting.erase(first))
    addNext(first->second);
}

void InteractionSums::addNext(const Matrix& values) {
  mSums.meanAbsolute += values.cwiseAbs();
  mSums.lowest = mNext == 0 ? values : Matrix(mSums.lowest.cwiseMin(values));
  mSums.highest = mNext == 0 ? values : Matrix(mSums.highest.cwiseMax(values));
  ++mNext;
}

ShapleyInteractions InteractionSums::result() {
  ShapleyInteractions result = std::move(mSums);
  result.meanAbsolute /= static_cast<double>(std::max<std::size_t>(mSamples, 1));
  return result;
}

std::vector<InteractingPair> strongestPairs(const ShapleyInteractions& interactions, double least) {
  std::vector<InteractingPair> pairs;
  const auto players = static_cast<std::size_t>(interactions.meanAbsolute.rows());
  for (std::size_t i = 0; i < players; ++i)
    for (std::size_t j = i + 1; j < players; ++j)
      if (const double both =
              2 * interactions.meanAbsolute(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
          both > least)
        pairs.push_back({i, j, both});
  std::stable_sort(pairs.begin(), pairs.end(), [](const InteractingPair& a, const InteractingPair& b) {
    return a.meanAbsolute > b.meanAbsolute;
  });
  return pairs;
}

std::optional<std::size_t> mostInteracting(const ShapleyInteractions& interactions, std::size_t player,
                                           double least) {
  for (const InteractingPair& pair : strongestPairs(interactions, least))
    if (pair.one == player || pair.other == player)
      return pair.one == player ? pair.other : pair.one;
  return std::nullopt;
}

} // namespace prospectivity

#include "engine/explain/high_scores.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr std::size_t bins = 1000;
constexpr double highShare = 0.1;

/// A score of 1 lies in the last thousandth, and one that is no number, of values beyond all measure, in the
/// first.
std::size_t binOf(float score) {
  const double place = static_cast<double>(score) * static_cast<double>(bins);
  return place > 0 ? std::min(static_cast<std::size_t>(place), bins - 1) : 0;
}

} // namespace

std::size_t HighScores::strongest() const {
  return static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
}

bool isHighScore(float score, double from) {
  return binOf(score) >= static_cast<std::size_t>(std::lround(from * static_cast<double>(bins)));
}

ScoreTally::ScoreTally(std::size_t players, std::size_t driverClasses)
    : mPlayers(players), mClasses(driverClasses), mBins(bins) {}

void ScoreTally::add(float score, const float* attributions, std::size_t step, std::size_t driver) {
  count(score, driver);
  for (std::size_t player = 0; player < mPlayers; ++player)
    sum(score, player, attributions[player * step]);
}

void ScoreTally::count(float score, std::size_t driver) {
  Bin& bin = mBins[binOf(score)];
  if (bin.cells++ == 0) {
    bin.sums.assign(mPlayers, 0);
    bin.driven.assign(mClasses, 0);
  }
  ++bin.driven[driver];
}

void ScoreTally::sum(float score, std::size_t player, float attribution) {
  Bin& bin = mBins[binOf(score)];
  if (std::isfinite(attribution) && bin.cells > 0)
    bin.sums[player] += static_cast<double>(attribution);
}

HighScores ScoreTally::highScores() const {
  HighScores high;
  high.means.assign(mPlayers, 0);
  high.driven.assign(mClasses, 0);
  for (const Bin& bin : mBins)
    high.allCells += bin.cells;
  const double most = highShare * static_cast<double>(high.allCells);
  for (std::size_t i = bins; i-- > 0;) {
    const Bin& bin = mBins[i];
    if (bin.cells == 0)
      continue;
    if (high.cells > 0 && static_cast<double>(high.cells + bin.cells) > most)
      break;
    high.from = static_cast<double>(i) / static_cast<double>(bins);
    high.cells += bin.cells;
    for (std::size_t player = 0; player < mPlayers; ++player)
      high.means[player] += bin.sums[player];
    for (std::size_t driver = 0; driver < mClasses; ++driver)
      high.driven[driver] += bin.driven[driver];
  }
  for (double& mean : high.means)
    mean /= static_cast<double>(std::max<std::size_t>(high.cells, 1));
  return high;
}

} // namespace prospectivity

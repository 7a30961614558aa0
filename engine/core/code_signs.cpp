#include "engine/core/code_signs.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr std::size_t fewestBorders = 30; ///< unequal pairs
constexpr double asByChance = 0.6;        ///< of the mean jump between numbers drawn by chance

/// The mean distance of two different numbers in ranks, each drawn as often as it stands there.
double jumpByChance(const std::map<double, std::size_t>& counts) {
  double pairs = 0;
  double jumps = 0;
  double below = 0;    // how many lie below
  double distance = 0; // the sum of their distances
  for (const auto& [number, times] : counts) {
    const auto count = static_cast<double>(times);
    distance += below;
    pairs += count * below;
    jumps += count * distance;
    below += count;
  }
  return pairs > 0 ? jumps / pairs : 0;
}

} // namespace

CodeSigns::CodeSigns(const std::map<double, std::size_t>& counts) : mJumpByChance(jumpByChance(counts)) {
  double rank = 0;
  std::size_t most = 0;
  for (const auto& [number, times] : counts) {
    mRanks.emplace_hint(mRanks.end(), number, rank++);
    if (times > most) {
      most = times;
      mBackground = number;
    }
  }
}

void CodeSigns::addNeighbours(double one, double other, std::size_t times) {
  if (one != other) {
    mUnequal += times;
    mJumps += static_cast<double>(times) * std::abs(mRanks.at(one) - mRanks.at(other));
  } else if (one != mBackground) {
    mEqual += times;
  }
}

bool CodeSigns::areCodes(double leastEqual) const {
  if (mUnequal < fewestBorders)
    return false;
  const auto unequal = static_cast<double>(mUnequal);
  const auto equal = static_cast<double>(mEqual);
  return equal >= leastEqual * (equal + unequal) && mJumps / unequal >= asByChance * mJumpByChance;
}

} // namespace prospectivity

#include "engine/explain/paired.h"

#include "engine/core/random.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace prospectivity {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

constexpr double significance = 0.05;

/// What flipping signs says of a mean: how often chance alone leads as far from zero, and which other means
/// the same test would not tell from the observed one.
struct FlippedSigns {
  double p = 1;
  double low = nothing;
  double high = nothing;
};

/// Flips signs at random, and the p-value with them. The interval holds every mean that the same patterns do
/// not reject: taking d from each difference, a pattern of mean A that adds up to B of d is at least as far
/// from zero as the observed mean m where |m - d| <= |A - B d|, which is from (m - A) / (1 - B) to
/// (m + A) / (1 + B) or the other way round. It is unbounded, and NaN here, where too few pairs could reject
/// anything.
FlippedSigns flippedSigns(const std::vector<double>& differences, Random random) {
  constexpr std::size_t exactPairs = 16;
  constexpr std::size_t drawn = 10000;
  constexpr double endless = std::numeric_limits<double>::infinity();
  const std::size_t pairs = differences.size();
  double observed = 0;
  for (const double value : differences)
    observed += value;
  const double limit = std::abs(observed) * (1 - 1e-12);
  const bool isExact = pairs <= exactPairs;
  const std::size_t patterns = isExact ? std::size_t{1} << pairs : drawn;
  std::size_t extreme = 0;
  std::vector<double> lows;
  std::vector<double> highs;
  if (!isExact) { // the observed pattern counts among the drawn ones
    extreme = 1;
    lows.push_back(-endless);
    highs.push_back(endless);
  }
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    double sum = 0;
    std::size_t kept = 0; // differences whose sign stays
    std::uint64_t bits = isExact ? pattern : 0;
    for (std::size_t i = 0; i < pairs; ++i) {
      if (!isExact && i % 64 == 0)
        bits = random.bits();
      const bool isKept = ((bits >> (i % 64)) & 1) != 0;
      sum += isKept ? differences[i] : -differences[i];
      kept += isKept ? 1 : 0;
    }
    if (std::abs(sum) >= limit)
      ++extreme;
    const auto flipped = static_cast<double>(pairs - kept);
    const bool isAll = kept == 0 || kept == pairs;
    const double one = isAll ? -endless : (observed - sum) / (2 * flipped);
    const double other = isAll ? endless : (observed + sum) / (2 * static_cast<double>(kept));
    lows.push_back(std::min(one, other));
    highs.push_back(std::max(one, other));
  }
  FlippedSigns result;
  const auto all = static_cast<double>(lows.size());
  result.p = static_cast<double>(extreme) / all;
  // As many patterns must hold a mean for it not to be rejected.
  const auto needed = static_cast<std::ptrdiff_t>(std::ceil(significance * all - 1e-9));
  std::nth_element(lows.begin(), lows.begin() + needed - 1, lows.end());
  std::nth_element(highs.begin(), highs.begin() + needed - 1, highs.end(), std::greater<>());
  const double low = lows[static_cast<std::size_t>(needed - 1)];
  const double high = highs[static_cast<std::size_t>(needed - 1)];
  if (std::isfinite(low) && std::isfinite(high)) {
    result.low = low;
    result.high = high;
  }
  return result;
}

} // namespace

ComparedPairs comparePairs(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t seed) {
  ComparedPairs result;
  std::vector<double> differences;
  std::vector<double> keptA;
  std::vector<double> keptB;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (std::isfinite(a[i]) && std::isfinite(b[i])) {
      keptA.push_back(a[i]);
      keptB.push_back(b[i]);
      differences.push_back(b[i] - a[i]);
    }
  result.pairs = differences.size();
  result.low = result.high = nothing;
  if (result.pairs == 0) {
    result.meanA = result.meanB = result.difference = nothing;
    return result;
  }
  result.meanA = mean(keptA);
  result.meanB = mean(keptB);
  result.difference = mean(differences);
  if (result.pairs < 2)
    return result;
  const FlippedSigns test = flippedSigns(differences, Random(seed).fork(1));
  result.p = test.p;
  result.low = test.low;
  result.high = test.high;
  return result;
}

Verdict verdictOf(const ComparedPairs& test, int expectedSign) {
  if (!(test.p < significance))
    return Verdict::Unclear;
  return (test.difference > 0) == (expectedSign > 0) ? Verdict::Holds : Verdict::Opposite;
}

} // namespace prospectivity

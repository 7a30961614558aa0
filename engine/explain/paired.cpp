#include "engine/explain/paired.h"

#include "engine/core/random.h"
#include "engine/core/statistics.h"

#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Share of sign patterns whose mean difference is at least as far from zero as the observed one.
double flippedSigns(const std::vector<double>& differences, Random random) {
  constexpr std::size_t exactPairs = 16;
  constexpr std::size_t drawn = 10000;
  double observed = 0;
  for (const double value : differences)
    observed += value;
  const double limit = std::abs(observed) * (1 - 1e-12);
  const std::size_t pairs = differences.size();
  const bool isExact = pairs <= exactPairs;
  const std::size_t patterns = isExact ? std::size_t{1} << pairs : drawn;
  std::size_t extreme = isExact ? 0 : 1; // the observed pattern counts among the drawn ones
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    double sum = 0;
    std::uint64_t bits = isExact ? pattern : 0;
    for (std::size_t i = 0; i < pairs; ++i) {
      if (!isExact && i % 64 == 0)
        bits = random.bits();
      sum += (bits >> (i % 64)) & 1 ? differences[i] : -differences[i];
    }
    if (std::abs(sum) >= limit)
      ++extreme;
  }
  return static_cast<double>(extreme) / static_cast<double>(isExact ? patterns : patterns + 1);
}

} // namespace

ComparedPairs comparePairs(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t seed) {
  constexpr int draws = 2000;
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
  Random random(seed);
  std::vector<double> means;
  for (int draw = 0; draw < draws; ++draw) {
    double sum = 0;
    for (std::size_t i = 0; i < differences.size(); ++i)
      sum += differences[random.below(differences.size())];
    means.push_back(sum / static_cast<double>(differences.size()));
  }
  result.low = quantile(means, 0.025);
  result.high = quantile(means, 0.975);
  result.p = flippedSigns(differences, random.fork(1));
  return result;
}

Verdict verdictOf(const ComparedPairs& test, int expectedSign) {
  if (!(test.p < 0.05) || !(test.low > 0 || test.high < 0))
    return Verdict::Unclear;
  return (test.difference > 0) == (expectedSign > 0) ? Verdict::Holds : Verdict::Opposite;
}

} // namespace prospectivity

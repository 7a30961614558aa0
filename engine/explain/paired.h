#pragma once

#include <cstdint>
#include <vector>

namespace prospectivity {

/// What paired values say about the difference of two models.
struct ComparedPairs {
  std::size_t pairs = 0;
  double meanA = 0;
  double meanB = 0;
  double difference = 0; ///< mean of B - A
  /// 95 % interval of the difference: the means that the test below does not reject, so that it holds zero
  /// exactly where p is not below 0.05. NaN where the pairs are too few to bound it.
  double low = 0;
  double high = 0;
  double p = 1; ///< two-sided, by flipping signs (Fisher 1935)
};

/// Pairs with a NaN are left out; without pairs all is NaN. Below two pairs p is 1; below six the interval is
/// NaN. Exact test up to 16 pairs, else 10,000 drawn flips. Deterministic for a seed.
ComparedPairs comparePairs(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t seed);

/// What a test says about an expectation that B is higher (+1) or lower (-1) than A.
enum class Verdict { Holds, Opposite, Unclear };
Verdict verdictOf(const ComparedPairs& test, int expectedSign);

} // namespace prospectivity

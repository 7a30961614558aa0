#pragma once

#include "engine/model/calibration.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// What a model said of samples that it had not seen: a row for each time that a sample was held out.
struct HeldOutScores {
  std::vector<std::size_t> samples; ///< which sample a row is of
  std::vector<int> labels;          ///< 0 or 1
  std::vector<double> scores;       ///< or probabilities, 0 to 1
  std::vector<double> weights;      ///< above 0; of a sample over all its rows what it counts, 1 at most
};

/// Samples of neighbouring scores.
struct ReliabilityGroup {
  double samples = 0; ///< sum of their weights
  double score = 0;   ///< mean
  double share = 0;   ///< of deposits
  Interval interval;  ///< of the share, 95 %
};

/// Whether scores are shares of deposits.
struct Reliability {
  std::vector<ReliabilityGroup> groups; ///< by rising score; groups without samples are left out
  double error = 0;                     ///< expected calibration error
  Interval errorInterval;               ///< 95 %
};

/// Ten groups of equal numbers of samples, or fewer, so that each has ten; equal scores lie in one group.
/// Intervals of shares by Wilson (1927). The expected calibration error (Naeini et al. 2015) is the mean
/// distance between score and share of the groups, weighted by their samples. Chance makes it larger than 0
/// in a model that is perfectly calibrated, by more the fewer samples there are, and each bootstrap of the
/// samples, which are grouped anew, larger again by as much. Its interval is therefore that of the basic
/// bootstrap (Davison & Hinkley 1997, Bootstrap Methods and their Application, chapter 5): the middle 95 % of
/// 1,000, mirrored at the error, from 0 to 1 and with the error in it. NaN without rows; no score is NaN.
/// Deterministic for a seed.
///
/// Naeini, Cooper & Hauskrecht 2015: Obtaining well calibrated probabilities using Bayesian binning, AAAI
/// Conference on Artificial Intelligence 29, doi 10.1609/aaai.v29i1.9602.
Reliability reliabilityOf(const HeldOutScores& held, std::uint64_t seed);

/// 95 % interval of a share that was found in `count` (above 0) samples (Wilson 1927, doi
/// 10.1080/01621459.1927.10502953).
Interval wilsonInterval(double share, double count);

} // namespace prospectivity

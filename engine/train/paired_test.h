#pragma once

#include <vector>

namespace prospectivity {

/// Is one method better than another on the same divisions of the samples?
struct PairedTest {
  double meanDifference = 0; ///< first minus second
  double t = 0;
  double p = 1;     ///< two-sided
  double error = 0; ///< standard error of the difference, corrected
};

/// Student's t test of paired results, with the variance corrected for training parts that overlap (Nadeau &
/// Bengio 2003, doi 10.1023/A:1024068626366): s^2 (1/n + testShare / (1 - testShare)). The plain test would
/// call far too many differences real. NaN below two pairs; p = 1 where there is no difference at all.
PairedTest correctedPairedTest(const std::vector<double>& first, const std::vector<double>& second,
                               double testShare);

/// Two-sided tail of Student's distribution.
double studentTail(double t, double degreesOfFreedom);

} // namespace prospectivity

#include "engine/train/paired_test.h"

#include "engine/core/statistics.h"

#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

/// Regularised incomplete beta function by its continued fraction (DLMF 8.17.22), evaluated with the modified
/// Lentz method. For x below (a + 1) / (a + b + 2) it converges in a few steps; the symmetry serves the rest.
double incompleteBeta(double a, double b, double x) {
  if (x <= 0 || x >= 1)
    return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2))
    return 1 - incompleteBeta(b, a, 1 - x);
  constexpr double tiny = 1e-300;
  double numerator = 1;
  double denominator = 0;
  double fraction = 1;
  for (int step = 0; step < 500; ++step) {
    const int m = step / 2;
    double term = 1;
    if (step > 0 && step % 2 == 0)
      term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    else if (step % 2 == 1)
      term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 + term * denominator;
    denominator = 1 / (std::abs(denominator) < tiny ? tiny : denominator);
    numerator = 1 + term / numerator;
    numerator = std::abs(numerator) < tiny ? tiny : numerator;
    fraction *= numerator * denominator;
    if (std::abs(1 - numerator * denominator) < 1e-15)
      break;
  }
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x)) /
      a;
  return front * (fraction - 1);
}

} // namespace

double studentTail(double t, double degreesOfFreedom) {
  return incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
}

PairedTest correctedPairedTest(const std::vector<double>& first, const std::vector<double>& second,
                               double testShare) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i)
    if (!std::isnan(first[i]) && !std::isnan(second[i]))
      differences.push_back(first[i] - second[i]);
  if (differences.size() < 2)
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(),
            std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const auto count = static_cast<double>(differences.size());
  PairedTest test;
  test.meanDifference = mean(differences);
  const double deviation = standardDeviation(differences);
  if (deviation == 0)
    return {test.meanDifference, 0, test.meanDifference == 0 ? 1.0 : 0.0};
  test.error = deviation * std::sqrt(1 / count + testShare / (1 - testShare));
  test.t = test.meanDifference / test.error;
  test.p = studentTail(test.t, count - 1);
  return test;
}

} // namespace prospectivity

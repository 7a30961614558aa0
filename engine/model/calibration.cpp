#include "engine/model/calibration.h"

#include <cmath>

namespace prospectivity {

namespace {

Interval around(double value, double variance) {
  const double reach = 1.959963984540054 * std::sqrt(variance); // 97.5 % of the normal distribution
  return {value - reach, value + reach};
}

} // namespace

Interval Calibration::slopeInterval() const {
  return around(slope, slopeVariance);
}

Interval Calibration::interceptInterval() const {
  return around(intercept, interceptVariance);
}

bool Calibration::isTrustworthy() const {
  return slopeInterval().low > 0 && std::isfinite(slope) && std::isfinite(intercept);
}

} // namespace prospectivity

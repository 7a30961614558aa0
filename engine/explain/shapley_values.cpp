#include "engine/explain/shapley_values.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

bool addsUp(double residual, double prediction, double baseValue) {
  constexpr double limit = 1e-4; // sums over a hundred samples in single precision reach 1e-5
  return std::abs(residual) <= limit * (std::abs(prediction) + std::abs(baseValue) + 1);
}

double roundingOf(const ShapleyValues& values) {
  constexpr double share = 1e-5; // as above: of sums over the background in single precision
  double largest = 0;
  for (const double prediction : values.prediction)
    largest = std::max(largest, std::abs(prediction));
  return share * (largest + std::abs(values.baseValue));
}

} // namespace prospectivity

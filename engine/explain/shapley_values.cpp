#include "engine/explain/shapley_values.h"

#include <cmath>

namespace prospectivity {

bool addsUp(double residual, double prediction, double baseValue) {
  constexpr double limit = 1e-4; // sums over a hundred samples in single precision reach 1e-5
  return std::abs(residual) <= limit * (std::abs(prediction) + std::abs(baseValue) + 1);
}

} // namespace prospectivity

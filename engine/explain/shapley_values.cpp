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

void dropRounding(double baseValue, std::vector<double>& values, Matrix& ofMembers) {
  constexpr double share = 1e-6; // ten times what a coalition is rounded by
  const auto drop = [baseValue](double* own, std::size_t players) {
    double size = std::abs(baseValue);
    for (std::size_t j = 0; j < players; ++j)
      size += std::abs(own[j]);
    for (std::size_t j = 0; j < players; ++j)
      if (std::abs(own[j]) <= share * size)
        own[j] = 0;
  };
  drop(values.data(), values.size());
  for (Eigen::Index m = 0; m < ofMembers.rows(); ++m)
    drop(ofMembers.row(m).data(), static_cast<std::size_t>(ofMembers.cols()));
}

} // namespace prospectivity

#include "engine/train/set_spread.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace prospectivity {

double SetSpread::within() const {
  return std::hypot(parts, rest);
}

SetSpread spreadOfSets(const Matrix& figures) {
  std::vector<Eigen::Index> whole;
  for (Eigen::Index part = 0; part < figures.cols(); ++part)
    if (figures.col(part).allFinite())
      whole.push_back(part);
  const auto setCount = static_cast<double>(figures.rows());
  const auto partCount = static_cast<double>(whole.size());
  if (setCount < 2 || partCount < 2) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    return {unknown, unknown, unknown};
  }
  const Matrix values = figures(Eigen::all, whole);
  const double all = values.mean();
  const Vector ofSets = values.rowwise().mean();
  const Eigen::RowVectorXd ofParts = values.colwise().mean();
  const double sets = partCount * (ofSets.array() - all).square().sum() / (setCount - 1);
  const double parts = setCount * (ofParts.array() - all).square().sum() / (partCount - 1);
  const Matrix left = ((values.colwise() - ofSets).rowwise() - ofParts).array() + all;
  const double rest = left.squaredNorm() / ((setCount - 1) * (partCount - 1));
  const auto root = [](double variance) { return std::sqrt(std::max(variance, 0.0)); };
  return {root((sets - rest) / partCount), root((parts - rest) / setCount), root(rest)};
}

} // namespace prospectivity

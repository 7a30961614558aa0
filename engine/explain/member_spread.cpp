#include "engine/explain/member_spread.h"

#include "engine/core/statistics.h"

namespace prospectivity {

std::vector<double> spreadOfColumns(const Matrix& ofMembers) {
  std::vector<double> result;
  result.reserve(static_cast<std::size_t>(ofMembers.cols()));
  std::vector<double> values(static_cast<std::size_t>(ofMembers.rows()));
  for (Eigen::Index j = 0; j < ofMembers.cols(); ++j) {
    for (std::size_t m = 0; m < values.size(); ++m)
      values[m] = ofMembers(static_cast<Eigen::Index>(m), j);
    result.push_back(standardDeviation(values));
  }
  return result;
}

Matrix spreadOfEach(const std::vector<Matrix>& ofMembers) {
  if (ofMembers.empty())
    return {};
  Matrix result(ofMembers.front().rows(), ofMembers.front().cols());
  std::vector<double> values(ofMembers.size());
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    for (std::size_t m = 0; m < values.size(); ++m)
      values[m] = ofMembers[m].data()[i];
    result.data()[i] = standardDeviation(values);
  }
  return result;
}

} // namespace prospectivity

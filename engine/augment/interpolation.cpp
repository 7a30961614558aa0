#include "engine/augment/interpolation.h"

#include <algorithm>

namespace prospectivity {

SyntheticSample interpolate(const AugmentInput& input, std::size_t from,
                            const std::vector<std::size_t>& neighbors, Random& random) {
  const std::size_t a = input.own[from];
  const std::size_t b = input.own[neighbors[random.below(neighbors.size())]];
  const double share = random.uniform();
  const auto start = input.values.row(static_cast<Eigen::Index>(a));
  const auto end = input.values.row(static_cast<Eigen::Index>(b));
  return {a, b, start + share * (end - start)};
}

Matrix rowsOf(const Matrix& values, const std::vector<std::size_t>& rows) {
  Matrix result(static_cast<Eigen::Index>(rows.size()), values.cols());
  for (std::size_t i = 0; i < rows.size(); ++i)
    result.row(static_cast<Eigen::Index>(i)) = values.row(static_cast<Eigen::Index>(rows[i]));
  return result;
}

std::size_t neighborsAllowed(int asked, std::size_t samples) {
  return std::min(static_cast<std::size_t>(std::max(asked, 1)), samples - 1);
}

} // namespace prospectivity

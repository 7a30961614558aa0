#include "engine/augment/gaussian_noise.h"

#include <cmath>

namespace prospectivity {

std::vector<SyntheticSample> GaussianNoise::generate(const AugmentInput& input, std::size_t count,
                                                     Random& random, const Progress&) const {
  const auto rows = static_cast<double>(input.values.rows());
  const Eigen::RowVectorXd mean = input.values.colwise().mean();
  const Eigen::RowVectorXd deviation =
      ((input.values.rowwise() - mean).array().square().colwise().sum() / std::fmax(rows - 1, 1)).sqrt();
  std::vector<bool> isClass(static_cast<std::size_t>(input.values.cols()), false);
  for (const std::vector<int>& columns : input.classes)
    for (const int column : columns)
      isClass[static_cast<std::size_t>(column)] = true;
  std::vector<SyntheticSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = input.own[random.below(input.own.size())];
    Eigen::RowVectorXd values = input.values.row(static_cast<Eigen::Index>(row));
    for (Eigen::Index j = 0; j < values.size(); ++j)
      if (!isClass[static_cast<std::size_t>(j)])
        values(j) += input.noise * deviation(j) * random.normal();
    samples.push_back({row, std::nullopt, values});
  }
  return samples;
}

} // namespace prospectivity

#include "engine/augment/gaussian_noise.h"

#include "engine/core/statistics.h"

#include <cmath>

namespace prospectivity {

namespace {

/// Of each column, over the values that are known.
Eigen::RowVectorXd deviationsOf(const Matrix& values) {
  if (!values.hasNaN()) {
    const Eigen::RowVectorXd mean = values.colwise().mean();
    return ((values.rowwise() - mean).array().square().colwise().sum() /
            std::fmax(static_cast<double>(values.rows()) - 1, 1))
        .sqrt();
  }
  Eigen::RowVectorXd deviations(values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const std::vector<double> known = knownValues(values.col(j));
    deviations(j) = known.size() < 2 ? 0 : standardDeviation(known);
  }
  return deviations;
}

} // namespace

std::vector<SyntheticSample> GaussianNoise::generate(const AugmentInput& input, std::size_t count,
                                                     Random& random, const Progress&) const {
  const Eigen::RowVectorXd deviation = deviationsOf(input.values);
  std::vector<bool> isClass(static_cast<std::size_t>(input.values.cols()), false);
  for (const std::vector<int>& columns : input.classes)
    for (const int column : columns)
      isClass[static_cast<std::size_t>(column)] = true;
  std::vector<SyntheticSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = input.own[random.below(input.own.size())];
    Eigen::RowVectorXd values = input.values.row(static_cast<Eigen::Index>(row));
    for (Eigen::Index j = 0; j < values.size(); ++j)
      if (!isClass[static_cast<std::size_t>(j)] && !std::isnan(values(j)))
        values(j) += input.noise * deviation(j) * random.normal();
    samples.push_back({row, std::nullopt, values});
  }
  return samples;
}

} // namespace prospectivity

#pragma once

#include "engine/augment/wgan_gp.h"
#include "engine/core/statistics.h"
#include "tests/engine/augment/augment_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace prospectivity {

/// A class for a generator to learn.
struct GeneratorTable {
  const char* name;
  Matrix values;
};

/// Classes of ten and more samples: correlated and skewed features, clouds, and all that is hard at once
/// (heavy tails, two values, steps, many zeros).
inline std::vector<GeneratorTable> generatorTables() {
  std::vector<GeneratorTable> tables;
  Random random(3);
  Matrix correlated(100, 3);
  for (Eigen::Index i = 0; i < correlated.rows(); ++i) {
    const double common = random.normal();
    correlated.row(i) << 700 + 40 * (common + 0.4 * random.normal()),
        -3 + 0.2 * (common + 0.4 * random.normal()), 0.01 * std::exp(0.7 * random.normal());
  }
  tables.push_back({"correlated 100x3", correlated});
  tables.push_back({"cloud 10x4", twoClouds(10, 0, 4, 1).values});
  tables.push_back({"cloud 20x4", twoClouds(20, 0, 4, 1).values});
  tables.push_back({"cloud 20x3", twoClouds(20, 0, 3, 9).values});
  tables.push_back({"cloud 60x3", twoClouds(60, 0, 3, 3).values});
  Matrix mixed(50, 8);
  for (Eigen::Index i = 0; i < mixed.rows(); ++i) {
    const double common = random.normal();
    for (Eigen::Index j = 0; j < 8; ++j)
      mixed(i, j) = common + random.normal();
    mixed(i, 1) = std::exp(mixed(i, 1));
    mixed(i, 3) = mixed(i, 3) > 0.8 ? 1 : 0;
    mixed(i, 4) = std::floor(2 * mixed(i, 4));
    mixed(i, 5) = std::max(0.0, mixed(i, 5));
    mixed(i, 6) *= mixed(i, 6);
  }
  tables.push_back({"mixed 50x8", mixed});
  Matrix binary(40, 3);
  for (Eigen::Index i = 0; i < binary.size(); ++i)
    binary.data()[i] = random.uniform() < 0.25 ? 1 : 0;
  tables.push_back({"binary 40x3", binary});
  return tables;
}

/// Samples of WGAN-GP for a class that stands alone.
inline Matrix samplesLike(const Matrix& values, std::size_t count, std::uint64_t seed,
                          const Progress& progress) {
  Matrix scaled = values.rowwise() - values.colwise().mean();
  for (Eigen::Index j = 0; j < scaled.cols(); ++j)
    scaled.col(j) /= std::sqrt(scaled.col(j).squaredNorm() / static_cast<double>(scaled.rows()));
  std::vector<std::size_t> own(static_cast<std::size_t>(values.rows()));
  std::iota(own.begin(), own.end(), std::size_t{0});
  const std::vector<std::int64_t> ids(own.begin(), own.end());
  const AugmentInput input{values, scaled, ids, own, {}};
  Random random(seed);
  const std::vector<SyntheticSample> samples = WganGp().generate(input, count, random, progress);
  Matrix made(static_cast<Eigen::Index>(count), values.cols());
  for (std::size_t i = 0; i < count; ++i)
    made.row(static_cast<Eigen::Index>(i)) = samples[i].values;
  return made;
}

/// How far the correlation of the worst pair of columns is off.
inline double correlationError(const Matrix& observed, const Matrix& made) {
  const auto correlation = [](const Matrix& values, Eigen::Index i, Eigen::Index j) {
    return pearson({values.col(i).begin(), values.col(i).end()},
                   {values.col(j).begin(), values.col(j).end()});
  };
  double worst = 0;
  for (Eigen::Index i = 0; i < observed.cols(); ++i)
    for (Eigen::Index j = 0; j < i; ++j)
      worst = std::max(worst, std::abs(correlation(observed, i, j) - correlation(made, i, j)));
  return worst;
}

} // namespace prospectivity

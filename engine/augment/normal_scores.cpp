#include "engine/augment/normal_scores.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace prospectivity {

namespace {

/// Between the sorted values, at a share of them.
double quantileOf(const std::vector<double>& sorted, double share) {
  const auto count = static_cast<double>(sorted.size());
  const double place = std::clamp(share * count - 0.5, 0.0, count - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  return low + (place - std::floor(place)) * (high - low);
}

} // namespace

double normalQuantile(double share) {
  // Halving costs nothing for a few hundred values, and there is nothing to get wrong in the tails.
  double low = -40;
  double high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle * M_SQRT1_2) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

Matrix normalScores(const Matrix& values) {
  Matrix scores(values.rows(), values.cols());
  const auto count = static_cast<double>(values.rows());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const std::vector<double> rank = ranks({values.col(j).begin(), values.col(j).end()});
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      scores(i, j) = normalQuantile(rank[static_cast<std::size_t>(i)] / (count + 1));
    if (scores.col(j).maxCoeff() == scores.col(j).minCoeff()) {
      scores.col(j).setZero();
      continue;
    }
    scores.col(j).array() -= scores.col(j).mean();
    scores.col(j) /= std::sqrt(scores.col(j).squaredNorm() / count);
  }
  return scores;
}

Matrix withMarginalsOf(const Matrix& observed, const Matrix& made) {
  Matrix values(made.rows(), made.cols());
  const auto count = static_cast<double>(made.rows());
  std::vector<Eigen::Index> order(static_cast<std::size_t>(made.rows()));
  for (Eigen::Index j = 0; j < made.cols(); ++j) {
    std::vector<double> sorted = knownValues(observed.col(j));
    if (sorted.empty()) {
      values.col(j).setConstant(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    std::sort(sorted.begin(), sorted.end());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](Eigen::Index a, Eigen::Index b) { return made(a, j) < made(b, j); });
    for (std::size_t k = 0; k < order.size(); ++k)
      values(order[k], j) = quantileOf(sorted, (static_cast<double>(k) + 0.5) / count);
  }
  return values;
}

} // namespace prospectivity

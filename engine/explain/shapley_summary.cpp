#include "engine/explain/shapley_summary.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

namespace {

std::vector<std::size_t> rowsWithValue(const Matrix& values, std::size_t feature) {
  std::vector<std::size_t> rows;
  for (Eigen::Index row = 0; row < values.rows(); ++row)
    if (!std::isnan(values(row, static_cast<Eigen::Index>(feature))))
      rows.push_back(static_cast<std::size_t>(row));
  return rows;
}

} // namespace

std::vector<double> meanAbsolute(const Matrix& shapley) {
  const Vector means = shapley.cwiseAbs().colwise().mean();
  return {means.data(), means.data() + means.size()};
}

Matrix importanceOfMembers(const std::vector<Matrix>& ofMembers) {
  Matrix result(static_cast<Eigen::Index>(ofMembers.size()),
                ofMembers.empty() ? 0 : ofMembers.front().cols());
  for (std::size_t m = 0; m < ofMembers.size(); ++m)
    result.row(static_cast<Eigen::Index>(m)) = ofMembers[m].cwiseAbs().colwise().mean();
  return result;
}

std::vector<std::size_t> ranking(const std::vector<double>& importance) {
  std::vector<std::size_t> order(importance.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return importance[a] > importance[b]; });
  return order;
}

int effectSign(const Matrix& shapley, const Matrix& values, std::size_t feature) {
  constexpr double clear = 0.5;
  const auto column = static_cast<Eigen::Index>(feature);
  const std::vector<std::size_t> known = rowsWithValue(values, feature);
  Matrix pair(static_cast<Eigen::Index>(known.size()), 2);
  for (Eigen::Index i = 0; i < pair.rows(); ++i) {
    const auto row = static_cast<Eigen::Index>(known[static_cast<std::size_t>(i)]);
    pair(i, 0) = values(row, column);
    pair(i, 1) = shapley(row, column);
  }
  const double correlation = spearmanMatrix(pair)(0, 1);
  return correlation > clear ? 1 : correlation < -clear ? -1 : 0;
}

std::size_t driverOf(const Matrix& shapley, Eigen::Index row) {
  Eigen::Index strongest = 0;
  shapley.row(row).maxCoeff(&strongest);
  return static_cast<std::size_t>(strongest);
}

std::size_t strongestPartner(const Matrix& shapley, const Matrix& values, std::size_t feature) {
  constexpr std::size_t neighbours = 20;
  const auto column = static_cast<Eigen::Index>(feature);
  std::vector<std::size_t> order = rowsWithValue(values, feature);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values(static_cast<Eigen::Index>(a), column) < values(static_cast<Eigen::Index>(b), column);
  });
  std::size_t best = feature;
  double bestSum = -1;
  for (Eigen::Index other = 0; other < values.cols(); ++other) {
    if (other == column)
      continue;
    double sum = 0;
    for (std::size_t first = 0; first < order.size(); first += neighbours) {
      std::vector<double> pushes;
      std::vector<double> levels;
      for (std::size_t i = first; i < std::min(first + neighbours, order.size()); ++i) {
        if (std::isnan(values(static_cast<Eigen::Index>(order[i]), other)))
          continue;
        pushes.push_back(shapley(static_cast<Eigen::Index>(order[i]), column));
        levels.push_back(values(static_cast<Eigen::Index>(order[i]), other));
      }
      if (pushes.size() > 2)
        sum += std::abs(pearson(pushes, levels));
    }
    if (sum > bestSum) {
      bestSum = sum;
      best = static_cast<std::size_t>(other);
    }
  }
  return best;
}

} // namespace prospectivity

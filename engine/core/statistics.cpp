#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standardDeviation(const std::vector<double>& values) {
  if (values.size() < 2)
    return std::numeric_limits<double>::quiet_NaN();
  const double center = mean(values);
  double sum = 0;
  for (const double value : values)
    sum += (value - center) * (value - center);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return quantileOfSorted(values, share);
}

double quantileOfSorted(const std::vector<double>& values, double share) {
  if (values.empty())
    return std::numeric_limits<double>::quiet_NaN();
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t start = 0; start < order.size();) {
    std::size_t end = start;
    while (end < order.size() && values[order[end]] == values[order[start]])
      ++end;
    const double shared = (static_cast<double>(start + end) + 1) / 2;
    for (std::size_t i = start; i < end; ++i)
      result[order[i]] = shared;
    start = end;
  }
  return result;
}

double rocAuc(const std::vector<int>& labels, const std::vector<double>& scores) {
  const std::vector<double> rank = ranks(scores);
  double positives = 0;
  double rankSum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == 1) {
      ++positives;
      rankSum += rank[i];
    }
  const double negatives = static_cast<double>(labels.size()) - positives;
  if (positives == 0 || negatives == 0)
    return std::numeric_limits<double>::quiet_NaN();
  return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
}

double kolmogorovSmirnov(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double largest = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double value = std::min(a[i], b[j]);
    while (i < a.size() && a[i] == value) // past all ties: the functions jump there at once
      ++i;
    while (j < b.size() && b[j] == value)
      ++j;
    largest = std::max(largest, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                         static_cast<double>(j) / static_cast<double>(b.size())));
  }
  return largest;
}

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  const double meanA = mean(a);
  const double meanB = mean(b);
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

Matrix spearmanMatrix(const Matrix& values) {
  std::vector<std::vector<double>> rank;
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    rank.push_back(ranks(std::vector<double>(values.col(j).begin(), values.col(j).end())));
  Matrix result = Matrix::Identity(values.cols(), values.cols());
  for (Eigen::Index i = 0; i < values.cols(); ++i)
    for (Eigen::Index j = i + 1; j < values.cols(); ++j)
      result(i, j) = result(j, i) =
          pearson(rank[static_cast<std::size_t>(i)], rank[static_cast<std::size_t>(j)]);
  return result;
}

} // namespace prospectivity

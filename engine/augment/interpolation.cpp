#include "engine/augment/interpolation.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace prospectivity {

namespace {

std::vector<double> classAt(const Matrix& values, const std::vector<int>& columns, Eigen::Index row) {
  std::vector<double> result;
  for (const int column : columns)
    result.push_back(values(row, column));
  return result;
}

bool isKnown(const Matrix& values, const std::vector<int>& columns, std::size_t row) {
  return std::none_of(columns.begin(), columns.end(),
                      [&](int column) { return std::isnan(values(static_cast<Eigen::Index>(row), column)); });
}

/// The first of the rows with the class that most of them have.
std::size_t mostFrequent(const Matrix& values, const std::vector<int>& columns,
                         const std::vector<std::size_t>& rows) {
  std::map<std::vector<double>, std::size_t> counts;
  for (const std::size_t row : rows)
    ++counts[classAt(values, columns, static_cast<Eigen::Index>(row))];
  const auto countOf = [&](std::size_t row) {
    return counts.at(classAt(values, columns, static_cast<Eigen::Index>(row)));
  };
  return *std::max_element(rows.begin(), rows.end(),
                           [&](std::size_t a, std::size_t b) { return countOf(a) < countOf(b); });
}

} // namespace

SyntheticSample interpolate(const AugmentInput& input, std::size_t from,
                            const std::vector<std::size_t>& neighbors, Random& random) {
  const std::size_t a = input.own[from];
  const std::size_t b = input.own[neighbors[random.below(neighbors.size())]];
  const double share = random.uniform();
  const auto start = input.values.row(static_cast<Eigen::Index>(a));
  const auto end = input.values.row(static_cast<Eigen::Index>(b));
  SyntheticSample sample{a, b, start + share * (end - start)};
  std::size_t pattern = a; // whose holes the sample has
  if (start.hasNaN() || end.hasNaN()) {
    pattern = random.uniform() < share ? b : a;
    const auto own = input.values.row(static_cast<Eigen::Index>(pattern));
    for (Eigen::Index j = 0; j < own.size(); ++j)
      if (std::isnan(sample.values(j)))
        sample.values(j) = own(j);
  }
  for (const std::vector<int>& columns : input.classes) {
    std::vector<std::size_t> rows;
    if (!isKnown(input.values, columns, pattern)) {
      rows.push_back(pattern);
    } else {
      for (const std::size_t neighbor : neighbors)
        if (isKnown(input.values, columns, input.own[neighbor]))
          rows.push_back(input.own[neighbor]);
      if (rows.empty())
        rows.push_back(pattern);
    }
    const std::size_t row = mostFrequent(input.values, columns, rows);
    for (const int column : columns)
      sample.values(column) = input.values(static_cast<Eigen::Index>(row), column);
  }
  return sample;
}

Matrix withClassDistances(const Matrix& scaled, const Matrix& values,
                          const std::vector<std::vector<int>>& classes, const std::vector<std::size_t>& own) {
  Matrix result = scaled;
  for (const std::vector<int>& columns : classes)
    for (const int column : columns)
      result.col(column).setZero();
  std::vector<double> deviations;
  const Matrix ownRows = rowsOf(result, own);
  std::vector<bool> isClass(static_cast<std::size_t>(scaled.cols()), false);
  for (const std::vector<int>& columns : classes)
    for (const int column : columns)
      isClass[static_cast<std::size_t>(column)] = true;
  for (Eigen::Index j = 0; j < ownRows.cols(); ++j)
    if (!isClass[static_cast<std::size_t>(j)])
      deviations.push_back(ownRows.hasNaN()
                               ? populationDeviation(knownValues(ownRows.col(j)))
                               : std::sqrt((ownRows.col(j).array() - ownRows.col(j).mean()).square().mean()));
  const double apart = deviations.empty() ? 1 : quantile(deviations, 0.5);
  // Two indicators differ where two classes do, each by the root of half of the square.
  const double indicator = apart / std::sqrt(2.0);
  for (const std::vector<int>& columns : classes) {
    std::map<std::vector<double>, std::vector<Eigen::Index>> rowsOfClass;
    std::vector<Eigen::Index> without;
    for (Eigen::Index row = 0; row < values.rows(); ++row)
      if (isKnown(values, columns, static_cast<std::size_t>(row)))
        rowsOfClass[classAt(values, columns, row)].push_back(row);
      else
        without.push_back(row);
    Eigen::Index next = result.cols();
    result.conservativeResize(Eigen::NoChange, next + static_cast<Eigen::Index>(rowsOfClass.size()));
    for (const auto& [classValues, rows] : rowsOfClass) {
      result.col(next).setZero();
      for (const Eigen::Index row : rows)
        result(row, next) = indicator;
      for (const Eigen::Index row : without)
        result(row, next) = std::numeric_limits<double>::quiet_NaN();
      ++next;
    }
  }
  return result;
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

#include "engine/augment/known_neighbors.h"

#include "engine/augment/interpolation.h"
#include "engine/core/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// Which layers each sample has: a row per sample, a number per layer, 1 or 0.
FloatMatrix presence(const AugmentInput& input) {
  std::vector<std::vector<int>> layers = input.classes;
  std::vector<bool> isClass(static_cast<std::size_t>(input.values.cols()), false);
  for (const std::vector<int>& columns : input.classes)
    for (const int column : columns)
      isClass[static_cast<std::size_t>(column)] = true;
  for (std::size_t column = 0; column < isClass.size(); ++column)
    if (!isClass[column])
      layers.push_back({static_cast<int>(column)});
  FloatMatrix result(input.values.rows(), static_cast<Eigen::Index>(layers.size()));
  for (Eigen::Index row = 0; row < result.rows(); ++row)
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
      result(row, static_cast<Eigen::Index>(layer)) =
          std::none_of(layers[layer].begin(), layers[layer].end(),
                       [&](int column) { return std::isnan(input.values(row, column)); })
              ? 1.0F
              : 0.0F;
  return result;
}

double squareOfKnown(const Matrix& scaled, const FloatMatrix& present, Eigen::Index a, Eigen::Index b) {
  const auto both = static_cast<double>(present.row(a).dot(present.row(b)));
  if (both == 0)
    return std::numeric_limits<double>::infinity();
  double square = 0;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j)
    if (!std::isnan(scaled(a, j)) && !std::isnan(scaled(b, j)))
      square += (scaled(a, j) - scaled(b, j)) * (scaled(a, j) - scaled(b, j));
  return square * static_cast<double>(present.cols()) / both;
}

} // namespace

NeighborTable neighborsAmong(const AugmentInput& input, const std::vector<std::size_t>& queries,
                             const std::vector<std::size_t>& points, std::size_t k,
                             const Progress& progress) {
  if (!input.scaled.hasNaN()) {
    std::vector<std::size_t> places(static_cast<std::size_t>(input.scaled.rows()), points.size());
    for (std::size_t place = 0; place < points.size(); ++place)
      places[points[place]] = place;
    std::vector<std::size_t> itself;
    for (const std::size_t query : queries)
      itself.push_back(places[query]);
    return nearestNeighbors(rowsOf(input.scaled, queries), rowsOf(input.scaled, points), k, itself, progress);
  }
  const FloatMatrix present = presence(input);
  NeighborTable result(queries.size());
  parallelFor(queries.size(), 0, [&](std::size_t query) {
    progress.check();
    std::vector<std::pair<double, std::size_t>> squares;
    for (std::size_t place = 0; place < points.size(); ++place)
      if (points[place] != queries[query])
        squares.emplace_back(squareOfKnown(input.scaled, present, static_cast<Eigen::Index>(queries[query]),
                                           static_cast<Eigen::Index>(points[place])),
                             place);
    std::partial_sort(squares.begin(), squares.begin() + static_cast<std::ptrdiff_t>(k), squares.end());
    for (std::size_t i = 0; i < k; ++i)
      result[query].push_back(squares[i].second);
  });
  return result;
}

} // namespace prospectivity

#include "engine/augment/spatial_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

using Rows = std::vector<std::size_t>::iterator;

Eigen::Index widestDimension(const FloatMatrix& points, Rows first, Rows end) {
  Eigen::RowVectorXf low = points.row(static_cast<Eigen::Index>(*first));
  Eigen::RowVectorXf high = low;
  for (Rows row = first; row != end; ++row) {
    const auto point = points.row(static_cast<Eigen::Index>(*row));
    low = low.cwiseMin(point);
    high = high.cwiseMax(point);
  }
  Eigen::Index widest = 0;
  (high - low).maxCoeff(&widest);
  return widest;
}

void split(const FloatMatrix& points, std::size_t leaf, Rows first, Rows end) {
  const auto count = static_cast<std::size_t>(end - first);
  if (count <= leaf)
    return;
  const Eigen::Index dimension = widestDimension(points, first, end);
  const std::size_t leaves = (count + leaf - 1) / leaf;
  const Rows middle = first + static_cast<std::ptrdiff_t>((leaves / 2) * leaf);
  std::nth_element(first, middle, end, [&](std::size_t a, std::size_t b) {
    return points(static_cast<Eigen::Index>(a), dimension) < points(static_cast<Eigen::Index>(b), dimension);
  });
  split(points, leaf, first, middle);
  split(points, leaf, middle, end);
}

} // namespace

std::vector<std::size_t> spatialOrder(const FloatMatrix& points, std::size_t leaf) {
  std::vector<std::size_t> order(static_cast<std::size_t>(points.rows()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  split(points, leaf, order.begin(), order.end());
  return order;
}

} // namespace prospectivity

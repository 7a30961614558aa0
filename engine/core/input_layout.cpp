#include "engine/core/input_layout.h"

#include <cmath>

namespace prospectivity {

InputLayout InputLayout::ofColumns(std::size_t columns, std::size_t features) {
  const auto cells = static_cast<double>(columns / features);
  return {features, static_cast<int>(std::lround(std::sqrt(cells)))};
}

Matrix InputLayout::cellByCell(const Matrix& rows) const {
  const auto each = static_cast<Eigen::Index>(cells());
  Matrix result(rows.rows() * each, static_cast<Eigen::Index>(features));
  for (std::size_t j = 0; j < features; ++j) {
    const auto windows = windowsOf(rows, j);
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
      result.col(static_cast<Eigen::Index>(j)).segment(i * each, each) = windows.row(i).transpose();
  }
  return result;
}

FloatMatrix InputLayout::reordered(const FloatMatrix& rows, const std::vector<int>& order) const {
  FloatMatrix result(rows.rows(), rows.cols());
  for (std::size_t p = 0; p < order.size(); ++p)
    windowsOf(result, p) = windowsOf(rows, static_cast<std::size_t>(order[p]));
  return result;
}

} // namespace prospectivity

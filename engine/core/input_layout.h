#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What a row of a model's input is: for each feature the cells of a square window around the place, as
/// [feature][row][column]. With a window of 1 a row is the features themselves.
struct InputLayout {
  std::size_t features = 0;
  int window = 1; ///< cells, odd

  /// Of rows of so many columns with a window of each of so many features. The columns must be such a number.
  static InputLayout ofColumns(std::size_t columns, std::size_t features);

  std::size_t cells() const { return static_cast<std::size_t>(window) * static_cast<std::size_t>(window); }
  std::size_t columns() const { return features * cells(); } ///< values of a row
  int halo() const { return window / 2; }                    ///< cells around a place that its row needs

  /// The column of a cell of a feature's window, counted from its upper left corner.
  std::size_t at(std::size_t feature, int row, int column) const {
    return at(feature, static_cast<std::size_t>(row) * static_cast<std::size_t>(window) +
                           static_cast<std::size_t>(column));
  }
  /// The column of a cell of a feature's window, counted row by row.
  std::size_t at(std::size_t feature, std::size_t cell) const { return feature * cells() + cell; }
  /// The feature that a column belongs to.
  std::size_t featureOf(std::size_t column) const { return column / cells(); }
  /// The column of the cell that the place itself lies in.
  std::size_t center(std::size_t feature) const { return at(feature, halo(), halo()); }

  /// The columns of one feature's windows among rows of this layout: a view of them.
  template <class Rows> auto windowsOf(Rows& rows, std::size_t feature) const {
    return rows.middleCols(static_cast<Eigen::Index>(at(feature, 0)), static_cast<Eigen::Index>(cells()));
  }

  /// One row per row and cell of its window, one column per feature.
  Matrix cellByCell(const Matrix& rows) const;

  /// The features of rows in another order: the one at place p is order[p].
  FloatMatrix reordered(const FloatMatrix& rows, const std::vector<int>& order) const;
};

} // namespace prospectivity

#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace prospectivity {

struct Point {
  double x = 0;
  double y = 0;
};

/// Where the cells of a raster lie. Plain data; copies freely between threads.
struct Grid {
  /// Affine transform in GDAL's order: x = t[0] + column t[1] + row t[2]; y = t[3] + column t[4] + row t[5].
  std::array<double, 6> transform{0, 1, 0, 0, 0, -1};
  int columns = 0;
  int rows = 0;
  std::string crs; ///< WKT; empty: none

  std::size_t cells() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
  double cellWidth() const;  ///< length of one step along a row, in units of the CRS
  double cellHeight() const; ///< length of one step along a column, in units of the CRS
  Point center(int column, int row) const;

  /// The cell that holds a point; false when the point lies outside.
  bool locate(const Point& point, int& column, int& row) const;

  /// Same size and, to a thousandth of a cell, the same place. The CRS is not compared.
  bool matches(const Grid& other) const;
};

} // namespace prospectivity

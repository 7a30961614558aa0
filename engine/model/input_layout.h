#pragma once

#include <cstddef>

namespace prospectivity {

/// What a row of a model's input is: for each feature the cells of a square window around the place, as
/// [feature][row][column]. With a window of 1 a row is the features themselves.
struct InputLayout {
  std::size_t features = 0;
  int window = 1; ///< cells, odd

  std::size_t cells() const { return static_cast<std::size_t>(window) * static_cast<std::size_t>(window); }
  std::size_t columns() const { return features * cells(); } ///< values of a row
  int halo() const { return window / 2; }                    ///< cells around a place that its row needs

  std::size_t first(std::size_t feature) const {
    return feature * cells();
  } ///< column of its window's corner
  /// The column of the cell that the place itself lies in.
  std::size_t center(std::size_t feature) const { return first(feature) + cells() / 2; }
};

} // namespace prospectivity

#include "engine/model/window_means.h"

#include <cmath>
#include <limits>
#include <vector>

namespace prospectivity {

void windowMeans(const float* values, std::size_t layers, int rows, int columns, int window, float* means) {
  const int width = columns + window - 1;
  const int height = rows + window - 1;
  const double cells = static_cast<double>(window) * window;
  std::vector<double> columnSums(static_cast<std::size_t>(width));
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const float* plane = values + layer * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    for (int row = 0; row < rows; ++row) {
      columnSums.assign(columnSums.size(), 0.0);
      for (int below = row; below < row + window; ++below) {
        const float* from = plane + static_cast<std::ptrdiff_t>(below) * width;
        for (int x = 0; x < width; ++x)
          columnSums[static_cast<std::size_t>(x)] += from[x];
      }
      for (int column = 0; column < columns; ++column) {
        double sum = 0;
        for (int x = column; x < column + window; ++x)
          sum += columnSums[static_cast<std::size_t>(x)];
        *means++ = static_cast<float>(sum / cells);
      }
    }
  }
}

void knownWindowMeans(const float* values, std::size_t layers, int rows, int columns, int window,
                      float* means) {
  const int width = columns + window - 1;
  const int height = rows + window - 1;
  std::vector<double> columnSums(static_cast<std::size_t>(width));
  std::vector<int> columnCells(static_cast<std::size_t>(width));
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const float* plane = values + layer * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    for (int row = 0; row < rows; ++row) {
      columnSums.assign(columnSums.size(), 0.0);
      columnCells.assign(columnCells.size(), 0);
      for (int below = row; below < row + window; ++below) {
        const float* from = plane + static_cast<std::ptrdiff_t>(below) * width;
        for (int x = 0; x < width; ++x)
          if (!std::isnan(from[x])) {
            columnSums[static_cast<std::size_t>(x)] += from[x];
            ++columnCells[static_cast<std::size_t>(x)];
          }
      }
      for (int column = 0; column < columns; ++column) {
        double sum = 0;
        int cells = 0;
        for (int x = column; x < column + window; ++x) {
          sum += columnSums[static_cast<std::size_t>(x)];
          cells += columnCells[static_cast<std::size_t>(x)];
        }
        *means++ = cells > 0 ? static_cast<float>(sum / cells) : std::numeric_limits<float>::quiet_NaN();
      }
    }
  }
}

} // namespace prospectivity

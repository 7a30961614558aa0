#include "engine/core/grid.h"

#include <cmath>

namespace prospectivity {

double Grid::cellWidth() const {
  return std::hypot(transform[1], transform[4]);
}

double Grid::cellHeight() const {
  return std::hypot(transform[2], transform[5]);
}

Point Grid::center(int column, int row) const {
  const double c = column + 0.5;
  const double r = row + 0.5;
  return {transform[0] + c * transform[1] + r * transform[2],
          transform[3] + c * transform[4] + r * transform[5]};
}

bool Grid::locate(const Point& point, int& column, int& row) const {
  const double determinant = transform[1] * transform[5] - transform[2] * transform[4];
  if (determinant == 0)
    return false;
  const double dx = point.x - transform[0];
  const double dy = point.y - transform[3];
  const double c = std::floor((dx * transform[5] - dy * transform[2]) / determinant);
  const double r = std::floor((dy * transform[1] - dx * transform[4]) / determinant);
  if (!(c >= 0 && r >= 0 && c < columns && r < rows))
    return false;
  column = static_cast<int>(c);
  row = static_cast<int>(r);
  return true;
}

bool Grid::matches(const Grid& other) const {
  if (columns != other.columns || rows != other.rows)
    return false;
  const double tolerance = 1e-3 * std::fmin(cellWidth(), cellHeight());
  const auto corner = [](const Grid& grid, double c, double r) {
    return Point{grid.transform[0] + c * grid.transform[1] + r * grid.transform[2],
                 grid.transform[3] + c * grid.transform[4] + r * grid.transform[5]};
  };
  for (const double c : {0.0, static_cast<double>(columns)})
    for (const double r : {0.0, static_cast<double>(rows)}) {
      const Point mine = corner(*this, c, r);
      const Point theirs = corner(other, c, r);
      if (std::hypot(mine.x - theirs.x, mine.y - theirs.y) > tolerance)
        return false;
    }
  return true;
}

} // namespace prospectivity

#include "engine/evidence/ground_space.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr double degree = 180 / M_PI;

double between(const GroundPoint& a, const GroundPoint& b) {
  return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

struct Box {
  double left;
  double right;
  double bottom;
  double top;
};

/// Around the centres of the cells of a block.
Box boxOf(const Grid& grid, const Tile& block) {
  const int lastColumn = block.column + block.columns - 1;
  const int lastRow = block.row + block.rows - 1;
  const Point first = grid.center(block.column, block.row);
  Box box{first.x, first.x, first.y, first.y};
  for (const Point& corner : {grid.center(lastColumn, block.row), grid.center(block.column, lastRow),
                              grid.center(lastColumn, lastRow)}) {
    box.left = std::min(box.left, corner.x);
    box.right = std::max(box.right, corner.x);
    box.bottom = std::min(box.bottom, corner.y);
    box.top = std::max(box.top, corner.y);
  }
  return box;
}

} // namespace

GroundSpace::GroundSpace(const Grid& grid) : mGrid(grid), mUnits(unitsOf(grid.crs)) {
  if (!mUnits.geographic)
    return;
  geod_init(&mGeodesic, mUnits.semiMajor, mUnits.flattening);
  const Box box = boxOf(grid, {0, 0, grid.columns, grid.rows});
  const double latitude = std::max(std::abs(box.bottom), std::abs(box.top)) * mUnits.radians * degree;
  if (latitude > 90 + 1e-9)
    throw Error(
        "%1 reaches beyond a pole (latitude %2): correct the georeferencing of the raster, or its CRS.",
        Subject::Reference, std::to_string(latitude));
}

GroundPoint GroundSpace::at(const Point& point) const {
  if (!mUnits.geographic)
    return {point.x, point.y, 0};
  const double longitude = point.x * mUnits.radians;
  const double latitude = point.y * mUnits.radians;
  const double eccentricity2 = mUnits.flattening * (2 - mUnits.flattening);
  const double sine = std::sin(latitude);
  const double normal = mUnits.semiMajor / std::sqrt(1 - eccentricity2 * sine * sine);
  const double axis = normal * std::cos(latitude); // distance from the axis of the Earth
  return {axis * std::cos(longitude), axis * std::sin(longitude), normal * (1 - eccentricity2) * sine};
}

GroundBall GroundSpace::ballOf(const Tile& block) const {
  const Box box = boxOf(mGrid, block);
  const Point middle{(box.left + box.right) / 2, (box.bottom + box.top) / 2};
  GroundBall ball{at(middle), 0};
  for (const double x : {box.left, box.right})
    for (const double y : {box.bottom, box.top})
      ball.radius = std::max(ball.radius, between(ball.center, at({x, y})));
  if (!mUnits.geographic)
    return ball;
  // Up to a quarter turn to either side the farthest point is a corner, on a sphere; the ellipsoid is within
  // a hundredth of one. Wider blocks may reach around the Earth.
  ball.radius = (box.right - box.left) * mUnits.radians > M_PI ? 2 * mUnits.semiMajor : 1.01 * ball.radius;
  return ball;
}

double GroundSpace::distance(const Point& a, const Point& b) const {
  if (!mUnits.geographic)
    return std::hypot(a.x - b.x, a.y - b.y);
  const double degrees = mUnits.radians * degree;
  double length = 0;
  geod_inverse(&mGeodesic, std::clamp(a.y * degrees, -90.0, 90.0), a.x * degrees,
               std::clamp(b.y * degrees, -90.0, 90.0), b.x * degrees, &length, nullptr, nullptr);
  return length;
}

double GroundSpace::cellSize() const {
  const int column = mGrid.columns / 2;
  const int row = mGrid.rows / 2;
  const Point cell = mGrid.center(column, row);
  return std::min(distance(cell, mGrid.center(column + 1, row)),
                  distance(cell, mGrid.center(column, row + 1)));
}

} // namespace prospectivity

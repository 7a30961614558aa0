#include "engine/evidence/polygon_cells.h"

#include "engine/evidence/burn_shapes.h"
#include "engine/raster/crs.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

/// The part of a grid around polygons. In degrees all columns: a polygon may lie a whole turn away.
Tile boxOf(const Grid& grid, const std::vector<Shape>& polygons) {
  double left = grid.columns;
  double top = grid.rows;
  double right = 0;
  double bottom = 0;
  for (const Shape& polygon : polygons)
    for (const std::vector<Point>& ring : polygon.paths)
      for (const Point& corner : ring) {
        const Point place = inCells(grid, corner);
        left = std::min(left, place.x);
        top = std::min(top, place.y);
        right = std::max(right, place.x);
        bottom = std::max(bottom, place.y);
      }
  const auto held = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
  };
  Tile box;
  box.column = held(std::floor(left), grid.columns);
  box.columns = std::max(0, held(std::ceil(right), grid.columns) - box.column);
  box.row = held(std::floor(top), grid.rows);
  box.rows = std::max(0, held(std::ceil(bottom), grid.rows) - box.row);
  if (isGeographic(grid.crs)) {
    const bool isTurned = grid.transform[2] != 0 || grid.transform[4] != 0;
    box = {0, isTurned ? 0 : box.row, grid.columns, isTurned ? grid.rows : box.rows};
  }
  return box;
}

} // namespace

Point inCells(const Grid& grid, const Point& point) {
  const auto& t = grid.transform;
  const double determinant = t[1] * t[5] - t[2] * t[4];
  const double dx = point.x - t[0];
  const double dy = point.y - t[3];
  return {(dx * t[5] - dy * t[2]) / determinant, (dy * t[1] - dx * t[4]) / determinant};
}

CellRuns cellsInPolygons(RasterSource& map, const std::vector<Shape>& polygons, const Progress& progress) {
  const Grid& grid = map.grid();
  const Tile box = boxOf(grid, polygons);
  CellRuns runs;
  if (box.cells() == 0)
    return runs;
  const BurnedShapes burned(grid, polygons, false);
  const int rows =
      static_cast<int>(std::max<std::size_t>(1, cellsThatPay / static_cast<std::size_t>(box.columns)));
  std::vector<float> inside;
  std::vector<float> values;
  for (int top = box.row; top < box.row + box.rows; top += rows) {
    progress.check();
    const Tile tile{box.column, top, box.columns, std::min(rows, box.row + box.rows - top)};
    inside.assign(tile.cells(), std::numeric_limits<float>::quiet_NaN());
    values.resize(tile.cells());
    burned.burn(tile, inside);
    map.read({0}, tile, values.data());
    for (int row = 0; row < tile.rows; ++row) {
      const std::size_t first = static_cast<std::size_t>(row) * static_cast<std::size_t>(tile.columns);
      for (int column = 0; column < tile.columns; ++column) {
        const std::size_t cell = first + static_cast<std::size_t>(column);
        if (std::isnan(inside[cell]) || std::isnan(values[cell]))
          continue;
        const int place = tile.column + column;
        if (!runs.empty() && runs.back().row == tile.row + row && runs.back().end == place)
          ++runs.back().end;
        else
          runs.push_back({tile.row + row, place, place + 1});
      }
    }
  }
  return runs;
}

} // namespace prospectivity

#pragma once

#include "engine/core/grid.h"
#include "engine/raster/raster_source.h"

#include <string>
#include <vector>

namespace prospectivity {

/// A crop of a map of prospectivity scores around a target, for a report. Places are columns and rows of the
/// map's grid, from its upper left corner: a cell is a unit wide.
struct TargetMap {
  std::string title;
  std::string caption;
  std::string picture; ///< the cells of `crop` in their colours, as PNG in base64
  Tile crop;
  double across = 1;                       ///< length on the ground of a step along a row, in `unit`
  double down = 1;                         ///< and of a step along a column
  std::string unit = "m";                  ///< of both; other than m where the CRS tells no metres
  double north = 0;                        ///< degrees clockwise from the top of the map to true north
  std::vector<std::vector<Point>> outline; ///< rings of the target
  std::vector<std::vector<Point>> others;  ///< rings of the other targets in the report
  std::vector<Point> deposits;
};

/// The map as a picture (SVG 1.1): with the outlines, the deposits, a scale bar and an arrow to the north.
/// Lengths on it are those on the ground, 480 units to its longer side.
std::string targetMapPicture(const TargetMap& map);

/// The colours of scores from 0 to 1 as a picture, for a legend. 480 units wide.
std::string scoreLegend();

/// The largest of 1, 2, 5, 10, ... that is no longer than `most` (above 0).
double roundLength(double most);

} // namespace prospectivity

#pragma once

#include "engine/core/grid.h"
#include "engine/core/sentence.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// One point, line or polygon in coordinates of a grid's CRS. Its edges are straight lines in that CRS, as
/// QGIS draws them.
struct Shape {
  enum class Kind { Point, Line, Polygon };
  Kind kind = Kind::Point;
  /// A point: one path of one vertex. A line: one path. A polygon: its outer ring and its holes, closed.
  std::vector<std::vector<Point>> paths;
  double value = 1; ///< what to burn, or the weight
};

/// Makes shapes of the geometries of a layer: parts of collections become shapes of their own, curves
/// become lines, heights are dropped. Not thread-safe.
///
/// In a geographic CRS an edge of more than half a turn of longitude goes the shorter way round, across the
/// anti-meridian; longitudes then run on beyond 180 degrees. A ring that goes round the Earth that way holds
/// the pole nearer to it. Edges of a whole turn stay as they are.
class ShapeReader {
 public:
  /// `layer` names the layer in messages; `crs` (WKT, may be empty) is that of the coordinates added.
  ShapeReader(SentenceValue layer, const std::string& crs);

  /// `wkb` in the CRS of the grid. Empty geometries add nothing. Throws Error for bytes that are no geometry
  /// and for coordinates that are not numbers.
  void add(const std::string& wkb, double value);

  std::size_t count(Shape::Kind kind) const;
  std::vector<Shape> take() { return std::move(mShapes); }

 private:
  void push(Shape shape);

  SentenceValue mLayer;
  double mTurn = 0; ///< a whole turn of longitude in units of the CRS; 0: not geographic
  std::vector<Shape> mShapes;
};

} // namespace prospectivity

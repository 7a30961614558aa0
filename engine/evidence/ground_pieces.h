#pragma once

#include "engine/evidence/ground_space.h"
#include "engine/evidence/shapes.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// A straight piece of an edge, or a point (length 0), on the ground.
struct GroundPiece {
  GroundPoint from;
  GroundPoint along;        ///< from the start to the end
  double inverseSquare = 0; ///< 1 / length^2; 0 when it has no length
  std::uint32_t shape = 0;  ///< which shape it is of
  bool isPoint = false;     ///< of a point, not an edge without length

  /// Where on the piece, 0 to 1, `point` is nearest.
  double nearest(const GroundPoint& point) const {
    const double dot =
        (point.x - from.x) * along.x + (point.y - from.y) * along.y + (point.z - from.z) * along.z;
    return std::clamp(dot * inverseSquare, 0.0, 1.0);
  }

  /// Squared distance from `point` to the nearest place of the piece.
  double squaredDistance(const GroundPoint& point) const {
    const double t = nearest(point);
    const double x = point.x - from.x - t * along.x;
    const double y = point.y - from.y - t * along.y;
    const double z = point.z - from.z - t * along.z;
    return x * x + y * y + z * z;
  }
};

/// All shapes of a layer as pieces: points, and the edges of lines and polygons.
///
/// In a geographic CRS edges are straight in longitude and latitude; each is cut until no piece is farther
/// than a thousandth of a cell from its edge. Immutable and thread-safe once made.
class GroundPieces {
 public:
  GroundPieces(const GroundSpace& space, const std::vector<Shape>& shapes);

  std::size_t size() const { return mPieces.size(); }
  const GroundPiece& operator[](std::size_t piece) const { return mPieces[piece]; }
  double weight(std::size_t piece) const { return mWeights[mPieces[piece].shape]; }

  /// The coordinates, in the CRS of the grid, of the place nearest to `point` on a piece.
  Point placeOf(std::size_t piece, const GroundPoint& point) const;

 private:
  void add(const GroundSpace& space, const Point& a, const Point& b, double tolerance, int depth);

  std::vector<GroundPiece> mPieces;
  std::vector<Point> mEnds;     ///< start and end of each piece in the CRS; only when geographic
  std::vector<double> mWeights; ///< one per shape
};

} // namespace prospectivity

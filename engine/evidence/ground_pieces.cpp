#include "engine/evidence/ground_pieces.h"

#include <cmath>

namespace prospectivity {

namespace {

constexpr int deepestCut = 40;

} // namespace

GroundPieces::GroundPieces(const GroundSpace& space, const std::vector<Shape>& shapes) {
  const double tolerance = std::max(1e-3 * space.cellSize(), 1e-3);
  for (const Shape& shape : shapes) {
    mWeights.push_back(shape.value);
    for (const std::vector<Point>& path : shape.paths) {
      if (path.size() == 1) {
        add(space, path.front(), path.front(), tolerance, 0);
        mPieces.back().isPoint = shape.kind == Shape::Kind::Point;
      }
      for (std::size_t i = 1; i < path.size(); ++i)
        add(space, path[i - 1], path[i], tolerance, 0);
    }
  }
}

void GroundPieces::add(const GroundSpace& space, const Point& a, const Point& b, double tolerance,
                       int depth) {
  const GroundPoint from = space.at(a);
  const GroundPoint to = space.at(b);
  GroundPiece piece;
  piece.from = from;
  piece.along = {to.x - from.x, to.y - from.y, to.z - from.z};
  if (space.geographic()) {
    const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    const GroundPoint there = space.at(middle);
    const double away = std::hypot(there.x - from.x - piece.along.x / 2, there.y - from.y - piece.along.y / 2,
                                   there.z - from.z - piece.along.z / 2);
    if (away > tolerance && depth < deepestCut) {
      add(space, a, middle, tolerance, depth + 1);
      add(space, middle, b, tolerance, depth + 1);
      return;
    }
    mEnds.push_back(a);
    mEnds.push_back(b);
  }
  const double square =
      piece.along.x * piece.along.x + piece.along.y * piece.along.y + piece.along.z * piece.along.z;
  piece.inverseSquare = square > 0 ? 1 / square : 0;
  piece.shape = static_cast<std::uint32_t>(mWeights.size() - 1);
  mPieces.push_back(piece);
}

Point GroundPieces::placeOf(std::size_t piece, const GroundPoint& point) const {
  const GroundPiece& it = mPieces[piece];
  const double t = it.nearest(point);
  if (mEnds.empty())
    return {it.from.x + t * it.along.x, it.from.y + t * it.along.y};
  const Point& a = mEnds[2 * piece];
  const Point& b = mEnds[2 * piece + 1];
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

} // namespace prospectivity

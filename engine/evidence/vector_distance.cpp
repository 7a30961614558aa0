#include "engine/evidence/vector_distance.h"

#include "engine/core/error.h"
#include "engine/evidence/block_search.h"
#include "engine/evidence/burn_shapes.h"
#include "engine/raster/shard.h"

#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

class NearestPiece : public BlockSearch {
 public:
  NearestPiece(const GroundSpace& space, const GroundPieces& pieces) : mSpace(space), mPieces(pieces) {}

  /// Distance changes by no more than one moves: a piece that is nearest somewhere in the ball is at most
  /// twice the radius farther from its centre than the nearest piece there.
  Candidates narrow(const Candidates& from, const GroundBall& ball) const override {
    std::vector<double> squares(from.size());
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < from.size(); ++i) {
      squares[i] = mPieces[from[i]].squaredDistance(ball.center);
      least = std::fmin(least, squares[i]);
    }
    const double reach = (std::sqrt(least) + 2 * ball.radius) * (1 + 1e-12);
    Candidates near;
    for (std::size_t i = 0; i < from.size(); ++i)
      if (squares[i] <= reach * reach)
        near.push_back(from[i]);
    return near;
  }

  float value(const Point& cell, const Candidates& pieces) const override {
    const GroundPoint place = mSpace.at(cell);
    double least = std::numeric_limits<double>::infinity();
    std::uint32_t nearest = 0;
    for (const std::uint32_t piece : pieces) {
      const double square = mPieces[piece].squaredDistance(place);
      if (square < least) {
        least = square;
        nearest = piece;
      }
    }
    return static_cast<float>(mSpace.geographic() ? mSpace.distance(cell, mPieces.placeOf(nearest, place))
                                                  : std::sqrt(least));
  }

  std::size_t smallestBlock() const override { return 16; }

 private:
  const GroundSpace& mSpace;
  const GroundPieces& mPieces;
};

} // namespace

void writeDistance(const Grid& grid, const std::vector<Shape>& shapes, RasterSink& sink,
                   const Progress& progress, const Tile& part) {
  const Tile cells = part.cells() > 0 ? part : Tile{0, 0, grid.columns, grid.rows};
  const GroundSpace space(grid);
  const GroundPieces pieces(space, shapes);
  if (pieces.size() == 0)
    throw Error("There is no shape to measure the distance to: choose a layer with geometries.");
  std::vector<Shape> polygons;
  for (const Shape& shape : shapes)
    if (shape.kind == Shape::Kind::Polygon) {
      polygons.push_back(shape);
      polygons.back().value = 0;
    }
  const BurnedShapes inside(grid, std::move(polygons), false);
  searchBlocks(space, pieces.size(), NearestPiece(space, pieces), cells, progress,
               [&](Tile& tile, std::vector<float>& values) {
                 inside.burn(tile, values);
                 cutToPart(cells, tile, values);
                 sink.write(tile, values.data());
               });
}

} // namespace prospectivity

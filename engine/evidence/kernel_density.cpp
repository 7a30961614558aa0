#include "engine/evidence/kernel_density.h"

#include "engine/evidence/block_search.h"
#include "engine/raster/shard.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

const Choices& kernelChoices() {
  static const Choices choices{{"quartic", "Quartic (nearer counts more)"},
                               {"uniform", "Uniform (plain density in the circle)"}};
  return choices;
}

namespace {

class KernelSum : public BlockSearch {
 public:
  KernelSum(const GroundSpace& space, const GroundPieces& pieces, double radius, Kernel kernel)
      : mSpace(space), mPieces(pieces), mRadius(radius), mKernel(kernel) {
    const double kilometres = space.metres() / 1000;
    mPerLength = 1 / (M_PI * radius * radius * kilometres);
    mPerPoint = mPerLength / kilometres;
  }

  Candidates narrow(const Candidates& from, const GroundBall& ball) const override {
    const double reach = (mRadius + ball.radius) * (1 + 1e-12);
    Candidates near;
    for (const std::uint32_t piece : from)
      if (mPieces[piece].squaredDistance(ball.center) <= reach * reach)
        near.push_back(piece);
    return near;
  }

  float value(const Point& cell, const Candidates& pieces) const override {
    const GroundPoint place = mSpace.at(cell);
    double sum = 0;
    for (const std::uint32_t piece : pieces)
      sum += mPieces.weight(piece) * share(mPieces[piece], place);
    return static_cast<float>(sum);
  }

  std::size_t smallestBlock() const override { return 64; }

 private:
  /// The integral of the kernel around `place` over the piece.
  double share(const GroundPiece& piece, const GroundPoint& place) const {
    const double square = mRadius * mRadius;
    const double x = place.x - piece.from.x;
    const double y = place.y - piece.from.y;
    const double z = place.z - piece.from.z;
    const double fromStart = x * x + y * y + z * z;
    if (piece.inverseSquare == 0) {
      if (!piece.isPoint || fromStart > square)
        return 0;
      const double rest = 1 - fromStart / square;
      return mPerPoint * (mKernel == Kernel::Uniform ? 1 : 3 * rest * rest);
    }
    const double length = 1 / std::sqrt(piece.inverseSquare);
    const double foot = (x * piece.along.x + y * piece.along.y + z * piece.along.z) / length;
    const double aside = std::max(fromStart - foot * foot, 0.0); // squared distance from the whole line
    if (aside >= square)
      return 0;
    const double halfChord = std::sqrt(square - aside);
    const double begin = std::max(-foot, -halfChord); // measured along the line from its nearest place
    const double end = std::min(length - foot, halfChord);
    if (begin >= end)
      return 0;
    return mPerLength *
           (mKernel == Kernel::Uniform ? end - begin : 3 * (quartic(end, aside) - quartic(begin, aside)));
  }

  /// Antiderivative of (1 - (aside + u^2) / R^2)^2.
  double quartic(double u, double aside) const {
    const double square = mRadius * mRadius;
    const double rest = 1 - aside / square;
    const double turn = u * u / square;
    return u * (rest * rest - 2.0 / 3 * rest * turn + turn * turn / 5);
  }

  const GroundSpace& mSpace;
  const GroundPieces& mPieces;
  double mRadius;
  Kernel mKernel;
  double mPerLength; ///< of the flat kernel
  double mPerPoint;
};

} // namespace

std::size_t writeDensity(const Grid& grid, const std::vector<Shape>& shapes, double radius, Kernel kernel,
                         RasterSink& sink, const Progress& progress, const Tile& part) {
  const Tile cells = part.cells() > 0 ? part : Tile{0, 0, grid.columns, grid.rows};
  const GroundSpace space(grid);
  const GroundPieces pieces(space, shapes);
  std::size_t reached = 0;
  searchBlocks(space, pieces.size(), KernelSum(space, pieces, radius, kernel), cells, progress,
               [&](Tile& tile, std::vector<float>& values) {
                 cutToPart(cells, tile, values);
                 reached += static_cast<std::size_t>(
                     std::count_if(values.begin(), values.end(), [](float value) { return value != 0; }));
                 sink.write(tile, values.data());
               });
  return reached;
}

} // namespace prospectivity

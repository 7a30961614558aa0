#pragma once

#include "engine/core/matrix.h"
#include "engine/network/curve_network.h"
#include "engine/network/unreached_units.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Follows one network's logit along the input at one position, for a block of samples. Working memory of
/// one thread: what the feature does not reach, for all samples, and the reached units of a stretch of grid
/// points.
class CurveWalk {
 public:
  /// `rows`: samples in original units. `network` outlives the walk.
  CurveWalk(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position);

  /// Logits of a sample at rising `points` (scaled), and d logit / d point; `slopes` may be null. The last
  /// points may be NaN where the network takes missing values; their slopes are 0.
  void follow(std::size_t row, const std::vector<float>& points, float* logits, float* slopes);

 private:
  /// Values of units and what a step of the feature changes in them: [grid point][position][unit].
  struct Reached {
    FloatRow values;
    FloatRow derivatives;
  };

  /// Values of the feature between two knots of its channels, before the first knot, behind the last, or
  /// missing: there the channels are lines, and so is what they give to the first convolution's reached
  /// units.
  struct Piece {
    float origin = 0; ///< points are counted from here, so that narrow bins keep their precision
    FloatRow offsets; ///< at the origin: [position][unit]
    FloatRow slopes;
  };

  void addPiece(float origin, const std::vector<float>& values, const std::vector<float>& slopes);
  std::size_t pieceOf(float point) const;
  void followPiece(std::size_t row, std::size_t piece, const std::vector<float>& points, float* logits,
                   float* slopes);
  std::size_t lineLayer() const;
  std::size_t lineUnits() const;
  void startLines(std::size_t row, std::size_t piece, const std::vector<float>& points);
  void walkLines(const std::vector<float>& points, std::size_t first, std::size_t count, bool withSlopes);
  void switchUnit(std::size_t unit, double sign);
  void convolve(std::size_t layer, std::size_t row, std::size_t count, bool withSlopes);
  void pool(std::size_t row, std::size_t count, bool withSlopes);
  void finish(std::size_t row, std::size_t count, float* logits, float* slopes);

  const CurveNetwork& mNetwork;
  UnreachedUnits mUnreached;
  std::size_t mPosition;
  std::vector<Piece> mPieces; ///< by rising values; the last is for missing ones where there is presence
  std::vector<float> mPoints; ///< of one piece, from its origin

  FloatRow mInputOffsets; ///< of the first convolution's reached units on one piece
  const float* mInputSlopes = nullptr;
  DoubleRow mOffsets; ///< of the units that are lines between kinks
  DoubleRow mSlopes;
  AlignedRow<int> mActive;
  std::vector<std::vector<std::size_t>> mKinks; ///< per grid point: the units that start or end there
  Reached mReached[2];                          ///< of one layer and the next, in turn
};

} // namespace prospectivity

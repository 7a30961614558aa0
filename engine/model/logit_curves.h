#pragma once

#include "engine/core/matrix.h"
#include "engine/model/predictor.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace prospectivity {

/// d logit / d input of each row, in original units: exact, by automatic differentiation. May be empty; then
/// there are no derivatives.
using Gradient = std::function<Matrix(const FloatMatrix&)>;

/// Curves of samples: samples x grid points.
struct FollowedCurves {
  FloatMatrix logits;
  FloatMatrix slopes; ///< d logit / d feature, per original unit; empty when not wanted
};

/// Logits of samples while one feature (a player: a windowed network's whole window of it) takes each value
/// of a grid and all else stays. Immutable and thread-safe.
class LogitCurves {
 public:
  virtual ~LogitCurves() = default;
  virtual std::size_t players() const = 0;
  virtual bool hasSlopes() const = 0;

  /// `rows`: samples in original units. `logits`: samples x grid points. `slopes`: d logit / d feature, per
  /// original unit, the same shape; null when not wanted, and always when hasSlopes() is false. Memory grows
  /// with samples x grid points: give samples in blocks. A sample's curve does not depend on the others. The
  /// grid rises; its last point may be NaN, the feature missing, where the model takes that.
  virtual void follow(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                      FloatMatrix& logits, FloatMatrix* slopes) const = 0;

  /// How many members of the model are told apart beside the whole: none, unless the curves were made for it
  /// (Model::memberCurves()).
  virtual std::size_t members() const { return 0; }

  /// What follow() gives, to the last bit, and the same of each member alone; their slopes come with those of
  /// the whole.
  virtual void followMembers(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                             FloatMatrix& logits, FloatMatrix* slopes,
                             std::vector<FollowedCurves>& ofMembers) const;
};

/// By evaluating the predictor at every grid point.
std::unique_ptr<LogitCurves> predictorCurves(std::shared_ptr<const Predictor> predictor,
                                             const Gradient& gradient, std::size_t players);

/// The same for a predictor that outlives the curves.
std::unique_ptr<LogitCurves> predictorCurves(const Predictor& predictor, const Gradient& gradient,
                                             std::size_t players);

/// Sets all columns of a player.
void setPlayer(FloatMatrix& rows, std::size_t players, std::size_t player, double value);

} // namespace prospectivity

#pragma once

#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"

#include <cstdint>

namespace prospectivity {

/// What a model says about the cells of a tile, for computeTiles(): prospectivity scores; NaN where a needed
/// value is NaN (for a windowed model, anywhere in the window). Thread-safe; the model must outlive the
/// function only as long as it is made.
TileFunction probabilityTiles(const Model& model);

/// Two bands: score, and the standard deviation of the members' scores about their own mean,
/// which is not the first band: that is of the mean logit. Throws Error when the model has one member only.
TileFunction ensembleTiles(const Model& model);

/// Two bands: score, and the standard deviation over `passes` (at least 2) thinned networks (Gal &
/// Ghahramani 2016, arXiv 1506.02142): each drops activations at random as in training, the same ones in
/// every cell, so that the result does not depend on tiles. A windowed network is evaluated window by window
/// for it, since training drops an activation at one place of the window and not at others: far slower than
/// probabilityTiles(). Throws Error for a model without dropout.
///
/// Gal & Ghahramani 2016: Dropout as a Bayesian approximation: representing model uncertainty in deep
/// learning, International Conference on Machine Learning.
TileFunction dropoutTiles(const Model& model, int passes, std::uint64_t seed);

/// Two bands: score, and the logit that it is the sigmoid of, which the score in single precision does not
/// tell near 0 and 1.
TileFunction withLogits(const Model& model);

/// The bands of another function of the model, then the logit; NaN where the first band is NaN. The model is
/// evaluated once more for it.
TileFunction withLogits(const Model& model, TileFunction prediction, int bands);

} // namespace prospectivity

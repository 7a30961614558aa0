#pragma once

#include "engine/core/random.h"
#include "engine/network/network_model.h"

#include <memory>

namespace prospectivity {

/// Fast inference of a trained model, vector or windowed, without the training library: equal to its forward
/// pass to 1e-5 in the logit. Rows hold features, or features x window^2 cells as [feature][row][column].
/// Immutable and thread-safe; a row's logit does not depend on the rows beside it. Works in blocks of cells,
/// with a few hundred kilobytes of memory per calling thread.
std::unique_ptr<Predictor> makePredictor(const NetworkModel& model);

/// The same, with activations dropped at random as in training, the same ones for every row: one of the
/// networks that dropout averages over. Deterministic for the state of `random`.
std::unique_ptr<Predictor> makeThinnedPredictor(const NetworkModel& model, const Random& random);

} // namespace prospectivity

#pragma once

#include "engine/network/backend.h"
#include "engine/network/trainable_network.h"

namespace prospectivity {

/// The training loop: shuffled minibatches, AdamW on the binary cross-entropy with class weights, early
/// stopping on the validation loss, best weights restored. `network` starts with its initial weights.
/// Deterministic for options.seed; one message every twenty epochs. Throws Error naming the remedy when the
/// loss becomes NaN, and Cancelled.
FittedNetwork fitNetwork(TrainableNetwork& network, const FitData& data, const FitOptions& options,
                         const Progress& progress);

} // namespace prospectivity

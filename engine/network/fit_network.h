#pragma once

#include "engine/network/backend.h"
#include "engine/network/trainable_network.h"

namespace prospectivity {

/// The training loop: shuffled minibatches and AdamW on the binary cross-entropy with class weights w. Early
/// stopping watches the validation loss and restores the best weights; the cosine schedule runs all epochs
/// and its rate falls step by step. `network` starts with its initial weights.
///
/// Mixup (Zhang, Cisse, Dauphin & Lopez-Paz 2018, arXiv 1710.09412): of each batch one share l is drawn from
/// Beta(mixup, mixup), and each row x1 becomes l x1 + (1 - l) x2 with another row of the batch, by a random
/// permutation; its loss is l w(y1) BCE(y1) + (1 - l) w(y2) BCE(y2). Codes of classes (FitData::codes) are
/// those of the row with the larger share. Losses and accuracies of the history are
/// of samples as they are.
///
/// Deterministic for options.seed; one message every twenty epochs. Throws Error naming the remedy when the
/// loss becomes NaN, and Cancelled.
FittedNetwork fitNetwork(TrainableNetwork& network, const FitData& data, const FitOptions& options,
                         const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/network/trainable_network.h"

#include <memory>

namespace prospectivity {

/// The vector network (window = 1) with its gradients written out: small networks on small batches spend most
/// of their time in the bookkeeping of an automatic differentiation, and here there is none.
///
/// Activations lie as [channel][position][sample], with zero positions around the features, so that each tap
/// of a convolution is one matrix product on a shifted view (OpenBLAS; hold it to one thread). Checked
/// against LibTorch's automatic differentiation and against PyTorch.
std::unique_ptr<TrainableNetwork> makeVectorTrainer(const Network& network);

} // namespace prospectivity

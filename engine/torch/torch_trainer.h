#pragma once

#include "engine/network/trainable_network.h"

#include <memory>

namespace prospectivity {

/// Any network with LibTorch's automatic differentiation; the windowed network is trained with it. Hold
/// LibTorch to one thread while using it (SingleTorchThread).
std::unique_ptr<TrainableNetwork> makeTorchTrainer(const Network& network);

} // namespace prospectivity

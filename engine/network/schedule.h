#pragma once

#include "engine/core/choices.h"

#include <cstddef>

namespace prospectivity {

/// How long a network is trained, and how its learning rate moves meanwhile.
enum class Schedule {
  Cosine,       ///< a fixed number of epochs, in which the rate falls to zero; nothing is kept back
  EarlyStopping ///< at a constant rate, until the loss of a validation part no longer falls
};
const Choices& scheduleChoices();

/// What is left of the learning rate in a step of a training, from 0, of `steps` in all: half a period of a
/// cosine from 1 down to 0 (Loshchilov & Hutter 2017, arXiv 1608.03983, one period without restarts).
double cosineDecay(std::size_t step, std::size_t steps);

} // namespace prospectivity

#pragma once

#include "engine/core/choices.h"
#include "engine/train/learner.h"

#include <memory>
#include <string>

namespace prospectivity {

/// The models that a network is held against, by id.
const Choices& referenceChoices();

/// The learner of one of them.
std::unique_ptr<Learner> referenceLearner(const std::string& id);

} // namespace prospectivity

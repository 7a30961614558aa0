#pragma once

#include "engine/augment/augmenter.h"

#include <memory>
#include <vector>

namespace prospectivity {

/// All augmentation methods, in the order in which users choose them. To add one: write its file pair beside
/// the others and one line in registry.cpp.
const std::vector<std::unique_ptr<Augmenter>>& augmenters();

} // namespace prospectivity

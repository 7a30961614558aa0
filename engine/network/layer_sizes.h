#pragma once

#include "engine/core/sentence.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Sizes of layers from text such as "16,32"; none for an empty text and for "none". Throws Error naming
/// `input` for anything but whole numbers that an int holds; NetworkShape::check() says which of them
/// make a network. Thread-safe.
std::vector<int> parseLayerSizes(const std::string& text, const SentenceValue& input);

} // namespace prospectivity

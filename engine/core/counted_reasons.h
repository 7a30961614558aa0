#pragma once

#include "engine/core/sentence.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace prospectivity {

/// "2 outside the stack, 1 on NoData": what happened at all, in the order given; empty when nothing did.
Sentence countedReasons(const std::vector<std::pair<std::size_t, Sentence>>& reasons);

} // namespace prospectivity

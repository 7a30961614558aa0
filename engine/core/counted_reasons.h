#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// "2 outside the stack, 1 on NoData": what happened at all, in the order given; empty when nothing did.
std::string countedReasons(const std::vector<std::pair<std::size_t, const char*>>& reasons);

} // namespace prospectivity

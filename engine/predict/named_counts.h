#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace prospectivity {

/// What was counted of the cells of a part of a map, by what it is of: whole numbers, so that those of parts
/// add up to those of the whole, in any order.
using NamedCounts = std::map<std::string, std::vector<std::uint64_t>>;

/// Adds counts, one by one. What is not there yet is taken over. False, and nothing is added, where both have
/// counts of one name and not equally many.
bool addCounts(NamedCounts& to, const NamedCounts& more);

} // namespace prospectivity

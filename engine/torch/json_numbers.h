#pragma once

#include <nlohmann/json.hpp>

#include <vector>

namespace prospectivity {

/// A whole number that an int holds; json::get<int>() takes the lower digits of a larger one, and a fraction
/// without its digits. Throws std::invalid_argument for anything else.
int wholeNumberOf(const nlohmann::json& entry);

/// A list of them.
std::vector<int> wholeNumbersOf(const nlohmann::json& entry);

} // namespace prospectivity

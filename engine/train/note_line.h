#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace prospectivity {

/// A line of the notes that trainings leave, which may come from another machine; null where lists lie within
/// one another as in no note: the library takes a call for each. Throws its exceptions.
nlohmann::json noteLine(const std::string& line);

} // namespace prospectivity

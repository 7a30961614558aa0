#pragma once

#include "engine/predict/map_run.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace prospectivity {

/// What the files that runs over shards leave, and are given, have in common. They may come from anywhere:
/// what is not as it was written throws, and whoever reads them tells it in words.

/// Thrown for JSON that is not as it was written.
struct NotAsWritten {};

/// Throws NotAsWritten, and the exceptions of the library.
nlohmann::json parsedJson(const std::string& text);

/// A whole number that is not negative; the library would round any other. Throw NotAsWritten.
std::uint64_t countOf(const nlohmann::json& json);
std::size_t countIn(const nlohmann::json& json, const char* name);

/// An object of what a run says of itself, to which more may be added.
nlohmann::json jsonOf(const MapRun& run);

/// Reads what jsonOf() made. Throws NotAsWritten also where the grid is none, and the exceptions of the
/// library.
MapRun runIn(const nlohmann::json& json);

} // namespace prospectivity

#pragma once

#include "engine/core/choices.h"
#include "engine/model/scaling.h"

#include <nlohmann/json.hpp>

#include <string>

namespace prospectivity {

/// A scaling in a model file: method (an id), center, scale, and classes where features have them
/// (class_codec.h).
nlohmann::json jsonOf(const Scaling& scaling);

/// The way back. Throws std::invalid_argument or nlohmann::json::exception for another form, or another
/// number of features.
Scaling scalingOf(const nlohmann::json& entry, std::size_t features);

/// The number of a choice whose id stands in a file. Throws std::invalid_argument for an unknown one.
std::size_t indexOfId(const Choices& choices, const std::string& id);

} // namespace prospectivity

#pragma once

#include "engine/reference/filled_columns.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>
#include <torch/csrc/jit/api/module.h>

#include <cstddef>
#include <string>

namespace prospectivity {

/// Adds "fill" and "presence" to the description of a member that takes missing values; nothing to others.
void describeFills(const FilledColumns& filled, nlohmann::json& member);

/// The way back. Throws a std::exception for what does not fit so many features.
FilledColumns filledOf(const nlohmann::json& member, std::size_t features);

/// Registers what a member's fills need, and returns the lines of TorchScript that make of `rows` (n,
/// features) the rows that the member is given, under the name that `given` says. No lines, and `rows`
/// itself, for a member that takes no missing values.
struct FilledScript {
  std::string lines;
  std::string given;
};
FilledScript registerFills(const FilledColumns& filled, std::size_t member, torch::jit::Module& module);

} // namespace prospectivity

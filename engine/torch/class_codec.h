#pragma once

#include "engine/model/class_encoding.h"

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>
#include <torch/csrc/jit/api/module.h>

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Encodings of classes in a model file, for every kind of model that has one per member.

/// One entry per layer: feature (index), codes, values, other.
nlohmann::json jsonOf(const ClassEncoding& classes);

/// The way back. Throws a std::exception for another form: features that do not rise or are not there, codes
/// that do not rise, numbers that are not finite.
ClassEncoding classEncodingOf(const nlohmann::json& entry, std::size_t features);

/// Puts the tables of a member into the module, for the script.
void registerClasses(torch::jit::Module& module, std::size_t member, const ClassEncoding& classes);

/// TorchScript of a member whose features are classes: the tensor `to` becomes what `from` (an expression of
/// sizes (n, features, ...)) gives with numbers in the place of codes. Another code than those of the table
/// gets what stands for all others; NaN stays NaN.
std::string classLines(const std::string& from, const std::string& to, std::size_t member,
                       const ClassEncoding& classes);

/// The same of a tensor. Codes have no derivatives.
at::Tensor withoutCodes(const at::Tensor& rows, const ClassEncoding& classes);

} // namespace prospectivity

#pragma once

#include "engine/network/network_model.h"

#include <string>

namespace prospectivity {

/// Name of a tensor inside the archive: m<member>_<what>, such as m0_conv0_weight, m0_dense1_bias, m0_center,
/// m0_low.
std::string tensorName(std::size_t member, const std::string& what);

/// Names of a member's weights in the order of tensorsOf().
std::vector<std::string> weightNames(std::size_t member, const NetworkShape& shape);

/// TorchScript of the methods `logits` and `forward` of a model, so that Python needs nothing but
/// torch.jit.load: rows (n, inputs) in original units -> logits, probabilities (n). Networks with presence
/// channels take NaN for a missing value.
std::string scriptSource(const NetworkModel& model);

} // namespace prospectivity

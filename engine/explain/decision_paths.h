#pragma once

#include "engine/explain/shapley_values.h"
#include "engine/samples/sample_table.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The ways of samples from the base value to their predictions, one feature of `order` after the other, as
/// one trace with gaps. Feature i of the order lies at height i: a path bends half a step below and above.
/// Without a path the trace has an empty "x".
nlohmann::json decisionPaths(const SampleTable& samples, const ShapleyValues& shapley,
                             const std::vector<std::size_t>& rows, const std::vector<std::size_t>& order);

} // namespace prospectivity

#pragma once

#include "engine/explain/shapley_values.h"
#include "engine/report/chart.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// The ways of samples from the base value to their predictions, one feature of `order` after the other, as
/// lines with gaps. Feature i of the order lies at height i: a path bends half a step below and above.
Lines decisionPaths(const std::string& name, const SampleTable& samples, const ShapleyValues& shapley,
                    const std::vector<std::size_t>& rows, const std::vector<std::size_t>& order,
                    const std::string& color);

} // namespace prospectivity

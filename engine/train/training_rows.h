#pragma once

#include "engine/samples/sample_table.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// The synthetic rows among `training` that may take part in a fit on the observed rows `fitRows`: those
/// whose parents are recorded and all fitted on. An id that several samples share (merged layers) stands for
/// all of them. In the order of `training`.
std::vector<std::size_t> syntheticRowsOf(const SampleTable& table, const std::vector<std::size_t>& training,
                                         const std::vector<std::size_t>& fitRows);

/// The observed rows among `training`, in their order.
std::vector<std::size_t> observedRowsOf(const SampleTable& table, const std::vector<std::size_t>& training);

} // namespace prospectivity

#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// A sentence per column of `table.values` that holds a number customary for NoData apart from all its other
/// values (SentinelSearch), with how many samples have it and what to do. NaN is left out.
std::vector<Sentence> sentinelDoubts(const SampleTable& table, const std::string& parameter);

} // namespace prospectivity

#pragma once

#include "engine/samples/sample_table.h"

#include <cstddef>
#include <string>

namespace prospectivity {

/// How hovering names a sample: id and coordinates.
std::string sampleName(const SampleTable& samples, std::size_t row);

} // namespace prospectivity

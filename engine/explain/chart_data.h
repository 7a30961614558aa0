#pragma once

#include "engine/samples/sample_table.h"

#include <nlohmann/json.hpp>

#include <string>

namespace prospectivity {

/// A number with five significant digits: what a chart can show, in a light file. NaN becomes null.
nlohmann::json compact(double value);

/// How hovering names a sample: id and coordinates.
std::string sampleName(const SampleTable& samples, std::size_t row);

/// A long feature name shortened for an axis; hovering shows the whole.
std::string axisName(const std::string& feature);

} // namespace prospectivity

#pragma once

#include <string>

namespace prospectivity {

/// The chart library of the system's python3-plotly package, gzipped and in base64 so that a page that holds
/// it stays light. Empty when the package is not installed. Packed once per process; thread-safe.
const std::string& packedPlotly();

} // namespace prospectivity

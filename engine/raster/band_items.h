#pragma once

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// The metadata of a band (0-based) of a raster file as RasterSink::describe() takes it, but its statistics,
/// which are of its cells. Throws Error when the file cannot be read.
std::vector<std::pair<std::string, std::string>> bandItems(const std::string& path, int band);

} // namespace prospectivity

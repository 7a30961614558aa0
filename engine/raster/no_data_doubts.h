#pragma once

#include <string>
#include <vector>

namespace prospectivity {

/// Sentences on NoData of a raster file that is probably not what was meant, one per kind of doubt: numbers
/// customary for NoData (-9999, -32768, -3.4e38, 1e30, ...) that lie far from all other values and are not
/// declared, and a declared NoData that the cell type cannot hold. Reads at most 9 blocks per band, spread
/// over the raster, and none of bands that declare NaN. Throws Error when the file cannot be read.
std::vector<std::string> noDataDoubts(const std::string& path, const std::string& parameter);

} // namespace prospectivity

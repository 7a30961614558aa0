#pragma once

#include "engine/raster/raster_source.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Positions of the named bands in a stack. Throws Error naming every band that is missing; `advice` ends its
/// sentence, from the punctuation on.
std::vector<int> findBands(const RasterSource& stack, const std::vector<std::string>& names,
                           const std::string& advice);

} // namespace prospectivity

#pragma once

#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Positions of the named bands in a stack. Throws Error naming every band that is missing, where `advice`
/// ends the sentence, from the punctuation on, and one that is there twice: which is meant cannot be told.
std::vector<int> findBands(const RasterSource& stack, const std::vector<std::string>& names,
                           const Sentence& advice);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>

namespace prospectivity {

/// The same layer with the codes of one categorical band (0-based) replaced by small numbers, from 0 in the
/// order of the codes, where float32 would not tell the codes apart (beyond 2^24); className() then takes
/// such a number. The layer as it is where it would. Reads the whole band when its cells can hold such codes.
/// Throws Error naming the categorical bands and `band` when it has a million codes or more.
std::unique_ptr<RasterSource> numberClasses(std::unique_ptr<RasterSource> layer, int number,
                                            const std::string& band, const Progress& progress);

/// Whether float32 gives two codes of the band (0-based) the same number. Reads as numberClasses() does.
bool mergesCodes(RasterSource& layer, int number, const std::string& band, const Progress& progress);

} // namespace prospectivity

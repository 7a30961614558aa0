#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// All codes of one categorical band (0-based), rising, where float32 would not tell them apart (beyond 2^24)
/// and they are to be numbered; none where it would. Reads the whole band when its cells can hold such codes.
/// Throws Error naming the categorical bands and `band` when it has a million codes or more.
std::vector<double> codesToNumber(RasterSource& layer, int number, const std::string& band,
                                  const Progress& progress);

/// The same layer with the codes of that band replaced by small numbers, from 0 in the order of `codes`;
/// className() then takes such a number. Reading throws Error for a code that is none of these.
std::unique_ptr<RasterSource> numberClasses(std::unique_ptr<RasterSource> layer, int number,
                                            std::vector<double> codes);

/// Whether float32 gives two codes of the band (0-based) the same number. Reads as codesToNumber() does.
bool mergesCodes(RasterSource& layer, int number, const std::string& band, const Progress& progress);

} // namespace prospectivity

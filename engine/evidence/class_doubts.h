#pragma once

#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <optional>
#include <string>

namespace prospectivity {

/// What to say when a band (0-based) that is taken for a quantity probably holds codes of classes: by the
/// word of its file (RasterSource::isThematic), or because of blocks of it that are spread over the raster.
/// These hold but few whole numbers (3 to 20; two are presence and absence), or more of them (up to 2000),
/// ten cells of each on average, that lie as codes do (CodeSigns). Nothing otherwise. `name` is what the band
/// is called; the parameter and the remedy are the caller's to add. Throws Error when the file cannot be
/// read.
std::optional<Sentence> classDoubt(RasterSource& layer, int band, const std::string& name);

} // namespace prospectivity

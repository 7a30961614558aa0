#pragma once

#include "engine/core/sentence.h"
#include "engine/evidence/class_watch.h"
#include "engine/raster/raster_source.h"

#include <optional>
#include <string>

namespace prospectivity {

/// What to say when a band (0-based) that is taken for a quantity probably holds codes of classes: by the
/// word of its file (RasterSource::isThematic), or because of blocks of it that are spread over the raster.
/// These hold but few whole numbers (2 to 20; two of them other than presence and absence: 0 and another,
/// both signs, neighbours, 1 and 255), or more of them (up to 2000), ten cells of each on average, that lie
/// as codes do (CodeSigns), or have more digits than float32 holds, so that different ones are one. Nothing
/// otherwise. `name` is what the band is called; the parameter and the remedy are the caller's to add. Throws
/// Error when the file cannot be read.
///
/// `isOpen`, where it is given: whether the blocks leave the question open, as they hold hardly any data, one
/// number, or presence and absence alone.
std::optional<Sentence> classDoubt(RasterSource& layer, int band, const std::string& name,
                                   bool* isOpen = nullptr);

/// The same by all that was read of a band, for those that were left open: classes may lie between the
/// blocks.
std::optional<Sentence> classDoubt(const ClassWatch& watch, const std::string& name,
                                   const std::string& raster);

} // namespace prospectivity

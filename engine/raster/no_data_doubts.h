#pragma once

#include "engine/core/sentence.h"
#include "engine/raster/raster_file.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Sentences on NoData of a raster file that is probably not what was meant: for each band numbers customary
/// for NoData (-9999, -32768, -3.4e38, 1e30, ...; see SentinelSearch) that lie apart from all other values
/// and are not NoData by the file or the user, with their count; and a declared NoData that the cell type
/// cannot hold. Looks at 9 blocks per band at most, spread over the raster, and counts in the whole band
/// where these give reason to, unless it has more than 2^28 cells. Throws Error when the file cannot be read.
std::vector<Sentence> noDataDoubts(const RasterFile& file, const std::string& parameter);

/// The first of these sentences for what a run has met in `file`, noDataDoubts() or not. Reads the bands
/// suspected once more, as that does, so that the counts are those of the file, whatever part of it was read
/// how often.
std::vector<Sentence> noDataDoubtsOf(const RasterFile& file, const std::string& parameter,
                                     const ValueWatch& met);

} // namespace prospectivity

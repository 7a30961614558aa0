#pragma once

#include "engine/evidence/evidence_grid.h"
#include "engine/raster/raster_source.h"

#include <memory>
#include <vector>

namespace prospectivity {

/// Brings layers in a geographic CRS that count longitudes differently (0 to 360 and -180 to 180, or across
/// the anti-meridian) to one way of counting: the one of the reference, else of the extent asked for, else
/// within 180 degrees of the first layer that does not go round the globe. A raster round the whole globe is
/// cut open on the far side and continues across its former edge; others move by whole turns. No value
/// changes. Layers in a projected CRS, or one that does not count in degrees, stay as they are, and so do all
/// when the stack itself has such a CRS: warping then takes care of whole turns.
void alignLongitudes(std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request);

} // namespace prospectivity

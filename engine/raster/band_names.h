#pragma once

#include "engine/raster/raster_source.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Whether a description of a band says no more than that it is one: "Layer_1" (Erdas), "Band 2" (ENVI),
/// "Gray", or that it holds what is gridded: "z" (GMT, Surfer), "value", "data"; whatever the case.
bool isGenericBandName(const std::string& name);

/// The names of all bands of several layers, layer after layer. Generic names that several layers share are
/// replaced by the name of the layer's file and the number of the band.
std::vector<std::string> bandNamesOf(const std::vector<RasterSource*>& layers);

} // namespace prospectivity

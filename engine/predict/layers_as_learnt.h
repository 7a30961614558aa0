#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/raster/raster_source.h"

#include <memory>

namespace prospectivity {

/// The layers with the values that the model learnt: what a layer's record lacks of the transforms in the
/// model's is done to its values while they are read (missingTransform()). Every other layer is as it was.
/// Throws Error naming a feature of the model that is no layer, and one to which something else was done.
/// Log-ratios are not made here: a layer must be the one that the model learnt.
std::unique_ptr<RasterSource> layersAsLearnt(std::unique_ptr<RasterSource> layers, const Model& model,
                                             const Progress& progress);

} // namespace prospectivity

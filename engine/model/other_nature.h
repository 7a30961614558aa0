#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/progress.h"

#include <string>

namespace prospectivity {

/// Warns where a layer is another quantity than the one that a model learnt under its name: in another unit
/// that missingUnitFactor() cannot bring to the model's, of another kind, or with other classes under the
/// same codes. Nothing is said where either is unknown. `layer` names it in the message, such as "the layer
/// 'W'".
void warnOfOtherNature(const Sentence& layer, const FeatureDescription& learnt,
                       const FeatureDescription& found, const Progress& progress);

} // namespace prospectivity

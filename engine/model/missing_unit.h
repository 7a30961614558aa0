#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/progress.h"

#include <string>

namespace prospectivity {

/// What the values of a layer have to be multiplied by, before any transform, to be in the unit that the
/// model learnt: 1 where the unit is the same by one of its names, or not known of both, or none that
/// unitFactor() knows (warnOfOtherNature() tells of those). Warns of any other factor. Throws Error where a
/// layer in another unit was transformed already. `layer` names it, such as "the layer 'W'".
double missingUnitFactor(const Sentence& layer, const FeatureDescription& learnt,
                         const FeatureDescription& found, const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/layer_transform.h"
#include "engine/core/progress.h"

#include <string>

namespace prospectivity {

/// What has to be done to the values of a layer before they are what a model learnt. `learnt` and `found` are
/// texts of LayerTransform: what was done to the layer that the model was trained on, and to this one; empty
/// where nobody knows. `layer` names it in messages, such as "the layer 'W'".
///
/// What is done is told, in a warning where nobody knows whether it was done before. Of a model that does not
/// say what it learnt (older versions, samples of other origin) everything is as it should be. Throws Error
/// when something else was done to the layer, and when the model learnt a log-ratio that the layer is not
/// known to be: other layers than this one belong to it.
LayerTransform missingTransform(const Sentence& layer, const std::string& learnt, const std::string& found,
                                const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/model/model.h"

#include <vector>

namespace prospectivity {

/// Whether each feature of a model that takes missing values (Model::takesMissing()) is missing somewhere: in
/// its training samples, in its background, or in `inputs`, rows of the model's inputs. Of a windowed model a
/// cell of the window will do. Where a feature never was, what the model says without it is a guess, since
/// its training could not tell. False for all of any other model.
std::vector<bool> featuresWithHoles(const Model& model, const FloatMatrix& inputs);

} // namespace prospectivity

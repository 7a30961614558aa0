#pragma once

#include "engine/model/model.h"

#include <vector>

namespace prospectivity {

/// Whether each feature of a model that takes missing values (Model::takesMissing()) is missing somewhere: in
/// its training samples, in its background, or in `inputs`, rows of the model's inputs. Of a windowed model a
/// cell of the window will do. Where a feature never was, what the model says without it is a guess, since
/// its training could not tell. False for all of any other model.
std::vector<bool> featuresWithHoles(const Model& model, const FloatMatrix& inputs);

/// Per input column: the mean of the known values of the column's feature, in original units, in the model's
/// training samples; from its background where it stores none, and 0 where none is known. What a network
/// whose members were fitted on all of them takes in place of a missing value (InputChannels), so that
/// there only its presence tells it from one.
std::vector<float> meansOfKnown(const Model& model);

} // namespace prospectivity

#pragma once

#include "engine/model/logit_curves.h"
#include "engine/network/network_model.h"

namespace prospectivity {

/// Whether networkCurves() takes the model: networks that see features in turn (seesFeaturesInTurn()).
bool hasNetworkCurves(const NetworkModel& model);

/// Curves of a vector network (or an ensemble, the mean of its members) without a forward pass per grid
/// point; equal to predictorCurves() but for rounding, slopes included.
///
/// A feature reaches few positions of each convolution; what the others give is computed once per sample.
/// The first convolution's units are lines in the feature that end where the ReLU cuts them off, so that the
/// second one's are lines between these kinks: a sum that changes by one unit's weights at a kink. Layers
/// behind it are evaluated at each grid point where the feature reaches them. Slopes are carried along
/// (forward differentiation); at a kink they are those of automatic differentiation, 0 for ReLU at 0.
/// `tellsMembersApart`: whether the curves have members() where the model has several; it costs next to
/// nothing.
std::unique_ptr<LogitCurves> networkCurves(const NetworkModel& model, bool tellsMembersApart = false);

} // namespace prospectivity

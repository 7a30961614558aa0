#pragma once

#include "engine/model/logit_curves.h"
#include "engine/model/model.h"

#include <memory>

namespace prospectivity {

/// The curves of a model of several members that are followed for each of them alone as well: what any kind
/// of model can do. The whole is model.curves(), a member model.member(m)->curves(). Takes the time of both.
/// `model` outlives the curves.
std::unique_ptr<LogitCurves> curvesOfEachMember(const Model& model);

} // namespace prospectivity

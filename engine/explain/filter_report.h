#pragma once

#include "engine/network/filter_weights.h"
#include "engine/report/report.h"

#include <vector>

namespace prospectivity {

/// Heat maps of filter weights, and of excitations where there are any, with feature names in the network's
/// order. Draws the first network of an ensemble; the ranking is of all.
Report filterReport(const NetworkModel& model, const std::vector<FilterExcitation>& excitations);

} // namespace prospectivity

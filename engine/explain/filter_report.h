#pragma once

#include "engine/network/filter_weights.h"

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Heat maps of filter weights, and of excitations where there are any, with feature names in the network's
/// order. Draws the first network of an ensemble; the ranking is of all.
void saveFilterReport(const NetworkModel& model, const std::vector<FilterExcitation>& excitations,
                      const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& provenance);

} // namespace prospectivity

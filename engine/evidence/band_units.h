#pragma once

#include <string>
#include <vector>

namespace prospectivity {

/// What the user says a band is measured in, where its layer does not declare it, or wrongly.
struct UnitRequest {
  std::string band;
  std::string unit;
};

/// Reads "tungsten=ppm; gravity=mGal; \"Cu, total\"=%"; names as in engine/core/name_list.h. Throws Error
/// naming UNITS and the part it cannot read.
std::vector<UnitRequest> parseUnits(const std::string& text);

} // namespace prospectivity

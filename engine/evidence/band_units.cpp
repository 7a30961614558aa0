#include "engine/evidence/band_units.h"

#include "engine/core/error.h"
#include "engine/core/feature_description.h"
#include "engine/core/name_list.h"

namespace prospectivity {

std::vector<UnitRequest> parseUnits(const std::string& text) {
  std::vector<UnitRequest> result;
  for (const std::string& part : partsOf(text, ';', Subject::Units)) {
    const std::size_t sign = part.rfind('=');
    const std::string unit = sign == std::string::npos ? std::string() : plainUnit(part.substr(sign + 1));
    const std::string band = sign == std::string::npos ? std::string() : nameIn(part.substr(0, sign));
    if (unit.empty() || band.empty())
      throw Error("%1: '%2' cannot be read: write it like 'tungsten=ppm; gravity=mGal'.", Subject::Units,
                  part);
    result.push_back({band, unit});
  }
  return result;
}

} // namespace prospectivity

#include "engine/evidence/band_transforms.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"

#include <sstream>

namespace prospectivity {

std::vector<TransformRequest> parseTransforms(const std::string& text) {
  std::vector<TransformRequest> result;
  for (const std::string& part : partsOf(text, ';', "TRANSFORMS")) {
    const std::size_t sign = part.rfind('=');
    TransformRequest request;
    std::istringstream words(sign == std::string::npos ? std::string() : part.substr(sign + 1));
    std::string kind;
    words >> kind;
    bool good = sign != std::string::npos;
    if (kind == "log")
      request.kind = TransformKind::Log;
    else if (kind == "standardize")
      request.kind = TransformKind::Standardize;
    else if (kind == "winsorize")
      request.kind = TransformKind::Winsorize;
    else
      good = false;
    double low = 0;
    if (kind == "winsorize" && words >> low) {
      request.lowPercent = low;
      good = good && static_cast<bool>(words >> request.highPercent);
    }
    std::string rest;
    words.clear();
    if (!good || words >> rest ||
        !(request.lowPercent >= 0 && request.lowPercent < request.highPercent && request.highPercent <= 100))
      throw Error("TRANSFORMS: '" + part +
                  "' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize'.");
    request.band = nameIn(part.substr(0, sign));
    result.push_back(request);
  }
  return result;
}

} // namespace prospectivity

#pragma once

#include "engine/core/layer_transform.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What is to be done to the values of a band after warping. Log: natural logarithm of (value - smallest
/// value + 1 when that is not above 0, else of the value). Winsorize: values beyond two percentiles become
/// these. Standardize: mean 0, standard deviation 1. All are fitted on the cells inside the mask. The
/// smallest value is that of all of them; the others are fitted on two million of them at most, spread
/// evenly.
struct TransformRequest {
  std::string band;
  TransformKind kind = TransformKind::Log;
  double lowPercent = 1;
  double highPercent = 99;
};

/// Reads "W=log; Sn=winsorize 1 99; magnetics=standardize"; names as in engine/core/name_list.h. Throws Error
/// naming TRANSFORMS and the part it cannot read.
std::vector<TransformRequest> parseTransforms(const std::string& text);

} // namespace prospectivity

#pragma once

#include "engine/predict/applicability.h"

#include <vector>

namespace prospectivity {

/// The dissimilarity index of one place.
inline float indexAt(const Applicability& area, const std::vector<float>& features) {
  float index = 0;
  area.dissimilarity(features.data(), 1, &index);
  return index;
}

} // namespace prospectivity

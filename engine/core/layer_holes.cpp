#include "engine/core/layer_holes.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

bool LayerHoles::differ(std::size_t depositCount, std::size_t otherCount) const {
  if (depositCount == 0 || otherCount == 0)
    return false;
  const auto a = static_cast<double>(depositCount);
  const auto b = static_cast<double>(otherCount);
  const double pooled = (deposits * a + others * b) / (a + b);
  const double error = std::sqrt(pooled * (1 - pooled) * (1 / a + 1 / b));
  return std::abs(deposits - others) > std::max(0.1, 3 * error);
}

} // namespace prospectivity

#include "engine/core/log_scale.h"

#include <limits>

namespace prospectivity {

double LogScale::toldOf(double value) const {
  const double logarithm = value * scale + shift;
  const double original = originalOf(value);
  // The logarithm was rounded, and what was made of it.
  const double noise = std::exp(logarithm) * static_cast<double>(std::numeric_limits<float>::epsilon()) *
                       (1 + 2 * std::abs(logarithm) + std::abs(shift));
  if (!std::isfinite(original) || !(noise > 0))
    return original;
  const double unit = std::pow(10, std::ceil(std::log10(noise)));
  return unit > 0 ? std::round(original / unit) * unit + 0.0 : original; // no -0
}

} // namespace prospectivity

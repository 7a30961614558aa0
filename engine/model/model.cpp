#include "engine/model/model.h"

#include <cmath>

namespace prospectivity {

double sigmoid(double logit) {
  return logit >= 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
}

} // namespace prospectivity

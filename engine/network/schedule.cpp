#include "engine/network/schedule.h"

#include <cmath>

namespace prospectivity {

const Choices& scheduleChoices() {
  static const Choices choices{{"cosine", "Cosine"}, {"early-stopping", "Early stopping"}};
  return choices;
}

double cosineDecay(std::size_t step, std::size_t steps) {
  return (1 + std::cos(M_PI * static_cast<double>(step) / static_cast<double>(steps))) / 2;
}

} // namespace prospectivity

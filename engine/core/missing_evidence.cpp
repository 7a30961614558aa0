#include "engine/core/missing_evidence.h"

namespace prospectivity {

const Choices& missingChoices() {
  static const Choices choices{{"exclude", "Leave incomplete samples out"},
                               {"fill", "Fill with the training part's mean"},
                               {"learn", "Learn from what is missing"}};
  return choices;
}

} // namespace prospectivity

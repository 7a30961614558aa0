#include "engine/core/progress.h"

#include "engine/core/error.h"

namespace prospectivity {

void Progress::check() const {
  if (isCancelled && isCancelled())
    throw Cancelled();
}

Progress Progress::part(double from, double to) const {
  Progress part = *this;
  if (onFraction)
    part.onFraction = [whole = onFraction, from, to](double value) { whole(from + (to - from) * value); };
  return part;
}

} // namespace prospectivity

#include "engine/predict/time_left.h"

#include <cmath>

namespace prospectivity {

std::optional<std::string> TimeLeft::at(double fraction) {
  const Clock::time_point now = Clock::now();
  if (now - mLast < std::chrono::seconds(10) || fraction <= 0 || fraction >= 1)
    return std::nullopt;
  mLast = now;
  const double spent = std::chrono::duration<double>(now - mStart).count();
  const double left = spent / fraction * (1 - fraction);
  const auto seconds = static_cast<long>(std::ceil(left));
  return std::to_string(static_cast<int>(100 * fraction)) + " % done, about " +
         (seconds < 120 ? std::to_string(seconds) + " seconds"
                        : std::to_string((seconds + 59) / 60) + " minutes") +
         " left";
}

} // namespace prospectivity

#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace prospectivity {

/// Tells now and then how long work will still take, from how long the part behind it took. Not thread-safe.
class TimeLeft {
 public:
  /// A line for the log at most every ten seconds, and none in the first five.
  std::optional<std::string> at(double fraction);

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point mStart = Clock::now();
  Clock::time_point mLast = Clock::now() - std::chrono::seconds(5);
};

} // namespace prospectivity

#include "engine/core/duration.h"

#include "engine/core/number_format.h"

#include <cctype>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <utility>

namespace prospectivity {

namespace {

constexpr double minute = 60;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

/// Before that a share says more of how work begins than of how it goes on.
constexpr double judgedAfter = 2;

/// From there on it comes too late to help anybody.
constexpr double half = 0.5;

} // namespace

Sentence durationText(double seconds) {
  if (seconds < minute)
    return "less than a minute";
  if (seconds < 1.5 * minute)
    return "about a minute";
  if (seconds < hour)
    return {"about %1 minutes", formatNumber(std::round(seconds / minute))};
  if (seconds < 2 * hour)
    return {"about %1 minutes", formatNumber(10 * std::round(seconds / (10 * minute)))};
  if (seconds < 2 * day)
    return {"about %1 hours", formatNumber(seconds / hour, 2)};
  return {"about %1 days", formatNumber(seconds / day, 2)};
}

void tellDuration(const Progress& progress, const Sentence& work, double seconds, const Sentence& shorter) {
  if (seconds < minute)
    return progress.message({"%1 is likely to take %2.", work, durationText(seconds)});
  const Sentence line("%1 is likely to take %2. %3", work, durationText(seconds), shorter);
  if (seconds < longWork)
    progress.message(line);
  else
    progress.warning(line);
}

Sentence sentenceOfWays(const std::vector<Sentence>& ways) {
  std::string first = ways.front().pattern(); // with a capital letter it is a pattern of its own
  first.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(first.front())));
  Sentence all(std::move(first), ways.front().values());
  for (std::size_t way = 1; way < ways.size(); ++way)
    all = way + 1 < ways.size() ? Sentence("%1, %2", all, ways[way]) : Sentence("%1 or %2", all, ways[way]);
  return ways.back().pattern().rfind("fewer ", 0) == 0 ? Sentence("%1 make it shorter.", all)
                                                       : Sentence("%1 makes it shorter.", all);
}

double steadySeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Progress tellingAhead(const Progress& progress, const Sentence& work, const Sentence& shorter, double least,
                      const std::function<double()>& clock) {
  struct Judge {
    std::mutex guard;
    bool isDone = false;
  };
  const auto judge = std::make_shared<Judge>();
  Progress result = progress;
  result.onFraction = [=, start = clock()](double value) {
    {
      const std::lock_guard<std::mutex> lock(judge->guard);
      const double spent = clock() - start;
      if (!judge->isDone && spent >= judgedAfter && value > 0 && value >= least && value < 1) {
        const bool isLong = spent / value >= minute;
        // Ground without data at the start says nothing of what comes after it.
        judge->isDone = isLong || value >= half;
        if (isLong)
          tellDuration(progress, work, spent / value, shorter);
      }
    }
    progress.fraction(value);
  };
  return result;
}

} // namespace prospectivity

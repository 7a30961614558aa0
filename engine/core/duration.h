#pragma once

#include "engine/core/progress.h"

#include <functional>
#include <string>
#include <vector>

namespace prospectivity {

/// How long work is likely to take, told soon after its start. Judged from a piece of the work, so that it is
/// said with few digits. No result depends on it.

/// "less than a minute", "about 12 minutes", "about 2.5 hours", "about 3 days". `seconds` is finite and not
/// below 0.
Sentence durationText(double seconds);

/// From so many seconds on an estimate is a warning.
constexpr double longWork = 300;

/// Tells that `work` ("This study (60 trainings)") is likely to take so long; of what takes a minute or more
/// also the sentence that says what makes it shorter.
void tellDuration(const Progress& progress, const Sentence& work, double seconds, const Sentence& shorter);

/// "Fewer FOLDS, fewer REPEATS or a larger grid makes it shorter.": the sentence for tellDuration() of at
/// least one way.
Sentence sentenceOfWays(const std::vector<Sentence>& ways);

/// Seconds since some moment, of a clock that never goes back.
double steadySeconds();

/// A Progress that tells once, as tellDuration() does, how long the work that reports to it will take in all,
/// judged from the share that is done two seconds after it was made, or once `least` of it is done: where the
/// first parts of the work report when they end, the share of them. What seems to end within a minute is not
/// told, and judged again until half of it is done.
Progress tellingAhead(const Progress& progress, const Sentence& work, const Sentence& shorter,
                      double least = 0, const std::function<double()>& clock = steadySeconds);

} // namespace prospectivity

#pragma once

#include "engine/train/training_folds.h"

#include <cstddef>
#include <string>

namespace prospectivity {

/// What tellingAhead() needs to speak of trainings that judge a model.

/// The share of so many trainings, as many at a time as there are threads, that tells how long all of them
/// take: the first ones hold all that a training takes. Those that report within (networks) need not come to
/// their ends. At least 1 where all others run at once: nothing can be foretold of them.
double shareToJudge(std::size_t trainings, int threads, bool reportWithin);

/// The sentence that says what would make it shorter, of what this division leaves open; `members`: networks
/// per training. `hasQuickLook`: there is a PRESET, and it is another one.
Sentence shorterJudgement(const SplitOptions& split, int members, bool hasQuickLook);

} // namespace prospectivity

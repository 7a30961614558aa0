#include "processing/model/training_duration.h"

#include "engine/core/duration.h"

#include <algorithm>
#include <vector>

namespace prospectivity {

double shareToJudge(std::size_t trainings, int threads, bool reportWithin) {
  constexpr double enough = 0.3;
  const double firstOnes = threads / static_cast<double>(trainings);
  return reportWithin ? std::min(enough, firstOnes) : firstOnes;
}

Sentence shorterJudgement(const SplitOptions& split, int members, bool hasQuickLook) {
  std::vector<Sentence> ways;
  if (usesFolds(split.method) && split.folds > 2)
    ways.emplace_back("fewer FOLDS");
  if (usesRepeats(split.method) && split.repeats > 1)
    ways.emplace_back("fewer REPEATS");
  if (split.method == SplitMethod::LeaveOneOut)
    ways.emplace_back("a VALIDATION of folds");
  if (members > 1)
    ways.emplace_back("fewer MEMBERS");
  if (ways.empty())
    return "Fewer samples make it shorter.";
  if (!hasQuickLook)
    return sentenceOfWays(ways);
  return {"%1 PRESET quick-look takes few of those that are left at their defaults.", sentenceOfWays(ways)};
}

} // namespace prospectivity

#include "engine/core/instruction_set.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>

namespace prospectivity {

namespace {

constexpr const char* variable = "PROSPECTIVITY_INSTRUCTIONS";
constexpr InstructionSet all[] = {InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512};

InstructionSet best() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return InstructionSet::Avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return InstructionSet::Avx2;
#endif
  return InstructionSet::Baseline;
}

} // namespace

InstructionSet instructionSet() {
  static const InstructionSet set = heldDown(best(), std::getenv(variable));
  return set;
}

std::vector<InstructionSet> usableInstructionSets() {
  return {std::begin(all), std::begin(all) + static_cast<int>(instructionSet()) + 1};
}

const char* nameOf(InstructionSet set) {
  switch (set) {
  case InstructionSet::Avx512:
    return "avx512";
  case InstructionSet::Avx2:
    return "avx2";
  case InstructionSet::Baseline:
    break;
  }
  return "baseline";
}

InstructionSet heldDown(InstructionSet best, const char* name) {
  const std::string wanted = name != nullptr ? name : "";
  if (wanted.empty())
    return best;
  for (const InstructionSet set : all)
    if (wanted == nameOf(set))
      return std::min(best, set);
  throw Error("The environment variable %1 is '%2': set it to baseline, avx2 or avx512, or leave it away for "
              "the best that this machine has.",
              variable, wanted);
}

} // namespace prospectivity

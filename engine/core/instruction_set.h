#pragma once

#include <vector>

namespace prospectivity {

/// What the inner loops are compiled for, so that a build for one machine runs on an older one and is fast on
/// a newer one. In this order each includes those before it. Other processors than x86-64 have the first
/// only.
enum class InstructionSet { Baseline, Avx2, Avx512 };

/// The one that this process uses: the best that the machine has, or a lower one that the environment
/// variable PROSPECTIVITY_INSTRUCTIONS (baseline, avx2 or avx512) holds it down to. Decided at the first
/// call. Throws Error when the variable says something else. Thread-safe.
InstructionSet instructionSet();

/// Those up to instructionSet(), for whoever compares them. Thread-safe.
std::vector<InstructionSet> usableInstructionSets();

/// As the environment variable spells it. Thread-safe.
const char* nameOf(InstructionSet set);

/// The lower of `best` and the set of that name; `best` for a name that is null or empty. Throws Error for a
/// name that is none. Thread-safe.
InstructionSet heldDown(InstructionSet best, const char* name);

} // namespace prospectivity

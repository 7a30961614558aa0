#pragma once

namespace prospectivity {

/// What loops that are compiled several times choose from when the program runs, so that a build for one
/// machine runs on an older one.
enum class InstructionSet { Baseline, Avx2, Avx512 };

/// The best one this machine has. Thread-safe.
InstructionSet instructionSet();

} // namespace prospectivity

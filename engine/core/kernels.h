#pragma once

#include "engine/core/instruction_set.h"

namespace prospectivity {

// Kernels are inner loops that are compiled once per instruction set and chosen when the program runs. A
// table of them is a struct of pointers to functions, with
//
//   template <InstructionSet> static Table compiled();
//
// which the one source of its loops, listed in compile_for_instruction_sets(), defines and instantiates for
// the set that it is being compiled for. Everything else there has internal linkage or is always inlined, and
// nothing comes from the standard library: of functions that several files share the linker keeps one, and
// one that was compiled for a newer machine must not be it.

/// The kernels compiled for one set, which the machine must have. Thread-safe.
template <typename Table> Table kernelsFor(InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::Avx512)
    return Table::template compiled<InstructionSet::Avx512>();
  if (set == InstructionSet::Avx2)
    return Table::template compiled<InstructionSet::Avx2>();
#endif
  static_cast<void>(set);
  return Table::template compiled<InstructionSet::Baseline>();
}

/// Those for instructionSet(), whose Error it throws. Thread-safe.
template <typename Table> const Table& kernels() {
  static const Table chosen = kernelsFor<Table>(instructionSet());
  return chosen;
}

} // namespace prospectivity

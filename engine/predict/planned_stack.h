#pragma once

#include "engine/evidence/build_stack.h"
#include "engine/predict/map_run.h"

#include <cstddef>
#include <string>

namespace prospectivity {

/// What a first run over whole layers found out for runs that make the stack in shards: a part of the layers
/// has other classes, quantiles and smallest values than the whole.
struct PlannedStack {
  MapRun run; ///< of the stack
  StackFindings findings;
  StackAccount account; ///< StackBuilder::planned()
};

/// Bytes of a plan at most: that of a layer of a million classes has fewer, unless their names are long.
constexpr std::size_t planAtMost = std::size_t{1} << 28;

/// As JSON, of some kilobytes beside what long lists of classes take: the same text for the same plan. Throws
/// Error where it has more bytes than `atMost`, and could not be read.
std::string planText(const PlannedStack& stack, std::size_t atMost = planAtMost);

/// Reads what planText() wrote. `file`: for sentences. Throws Error naming it for any other text.
PlannedStack readPlan(const std::string& text, const std::string& file);

} // namespace prospectivity

#pragma once

#include "engine/evidence/build_stack.h"
#include "engine/report/report.h"

namespace prospectivity {

/// What came in, what was done to it, what is missing, and which layers say the same or next to nothing.
Report stackReport(const StackAccount& account);

} // namespace prospectivity

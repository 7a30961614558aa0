#pragma once

#include "engine/core/subject.h"

namespace prospectivity {

/// The parameter that dialogs and calls give a subject of the engine by, whichever algorithm it is one of:
/// the engine's sentences also advise on parameters of other algorithms. Algorithm puts these names to them.
const char* parameterOf(Subject subject);

} // namespace prospectivity

#pragma once

#include "engine/model/training_record.h"
#include "engine/report/report.h"

namespace prospectivity {

/// Of this process, without a library of trees. Opens the training library; throws its Error, and
/// instructionSet()'s. Thread-safe.
ComputedWith computedWith();

/// The same as lines of a report: what it is, and its name.
NamesAndValues linesOf(const ComputedWith& computed);

} // namespace prospectivity

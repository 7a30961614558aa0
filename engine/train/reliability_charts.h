#pragma once

#include "engine/report/report.h"
#include "engine/train/model_calibration.h"

namespace prospectivity {

/// The reliability diagram of the score and of cross-fitted probabilities, what it says in words, and the
/// table behind it.
void addReliability(Report& report, const ModelCalibration& calibration);

} // namespace prospectivity

#pragma once

#include "engine/evaluate/evaluation.h"
#include "engine/report/report.h"

#include <string>

namespace prospectivity {

/// "How good is this map?" answered in sentences, then figures, success-rate curve, prediction-area plot, ROC
/// and precision-recall curves where there are non-deposits, and tables.
Report evaluationReport(const Evaluation& evaluation, const std::string& mapName);

/// A figure and its interval for reading, such as "62 % (48 to 75 %)" or "0.81 (0.74 to 0.88)".
std::string withInterval(const Figure& figure);

} // namespace prospectivity

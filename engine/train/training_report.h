#pragma once

#include "engine/report/report.h"
#include "engine/train/final_model.h"

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// The report of a training: headline figures, what they mean beside the baselines, learning curves, ROC and
/// precision-recall curves, calibration, confusion matrix, metrics. `questions`: sentences that a
/// reader must see first (questionsOfTellingFeatures()).
Report trainingReport(const SampleTable& table, const std::vector<FoldResult>& folds,
                      const std::vector<MetricsRow>& rows, const FittedModel& model,
                      const std::vector<std::string>& questions);

/// A title at the start of a line.
std::string capitalised(std::string text);

/// Whether a model is the baseline of all others itself.
bool isLogisticRegression(const ModelKind& kind);

/// Mean and standard deviation over rows, of one model's metrics.
MetricSpread spreadOver(const std::vector<MetricsRow>& rows, Metrics MetricsRow::*model);

/// Mean and standard deviation of a number over rows, NaN left out.
std::pair<double, double> spreadOver(const std::vector<MetricsRow>& rows, double MetricsRow::*number);

} // namespace prospectivity

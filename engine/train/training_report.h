#pragma once

#include "engine/report/report.h"
#include "engine/train/final_model.h"
#include "engine/train/metrics_summary.h"
#include "engine/train/model_calibration.h"

#include <string>
#include <vector>

namespace prospectivity {

/// The report of a training: which model of all is best, headline figures, all models ranked, which layers
/// samples lack where they may, learning curves, ROC and precision-recall curves, reliability, confusion
/// matrix, metrics, what the learner adds (Learner::addToReport()). `questions`: sentences that a reader must
/// see first (questionsOfSamples()).
Report trainingReport(const SampleTable& table, const Learner& learner, const std::vector<FoldResult>& folds,
                      const MetricsSummary& summary, const FittedModel& model,
                      const std::vector<std::string>& questions, const ModelCalibration& calibration);

/// A title at the start of a line.
std::string capitalised(std::string text);

} // namespace prospectivity

#include "engine/train/metrics_summary.h"

#include "engine/core/statistics.h"

#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

MetricSpread spreadOver(const std::vector<MetricsRow>& rows, Metrics MetricsRow::*model) {
  std::vector<Metrics> parts;
  parts.reserve(rows.size());
  for (const MetricsRow& row : rows)
    parts.push_back(row.*model);
  return spreadOf(parts);
}

NumberSpread spreadOver(const std::vector<MetricsRow>& rows, double MetricsRow::*number) {
  std::vector<double> values;
  for (const MetricsRow& row : rows)
    if (!std::isnan(row.*number))
      values.push_back(row.*number);
  return {mean(values), standardDeviation(values)};
}

} // namespace

MetricsSummary summaryOf(std::vector<MetricsRow> rows) {
  MetricsSummary summary;
  summary.model = spreadOver(rows, &MetricsRow::model);
  summary.logistic = spreadOver(rows, &MetricsRow::logistic);
  summary.bestLayer = spreadOver(rows, &MetricsRow::bestLayer);
  summary.trainingAccuracy = spreadOver(rows, &MetricsRow::trainingAccuracy);
  summary.overfitting = spreadOver(rows, &MetricsRow::overfitting);
  summary.rows = std::move(rows);
  return summary;
}

} // namespace prospectivity

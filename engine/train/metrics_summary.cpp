#include "engine/train/metrics_summary.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace prospectivity {

namespace {

NumberSpread spreadOver(std::vector<double> values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }),
               values.end());
  return {mean(values), standardDeviation(values)};
}

NumberSpread spreadOver(const std::vector<MetricsRow>& rows, double MetricsRow::*number) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const MetricsRow& row : rows)
    values.push_back(row.*number);
  return spreadOver(std::move(values));
}

BaselineSummary baselineOver(const std::vector<MetricsRow>& rows, std::size_t place) {
  std::vector<Metrics> parts;
  std::vector<double> overfitting;
  for (const MetricsRow& row : rows) {
    parts.push_back(row.baselines[place].metrics);
    overfitting.push_back(row.baselines[place].overfitting);
  }
  return {rows.front().baselines[place].name, spreadOf(parts), spreadOver(std::move(overfitting))};
}

} // namespace

MetricsSummary summaryOf(std::vector<MetricsRow> rows) {
  MetricsSummary summary;
  std::vector<Metrics> parts;
  parts.reserve(rows.size());
  for (const MetricsRow& row : rows)
    parts.push_back(row.model);
  summary.model = spreadOf(parts);
  if (!rows.empty())
    for (std::size_t place = 0; place < rows.front().baselines.size(); ++place)
      summary.baselines.push_back(baselineOver(rows, place));
  summary.trainingAccuracy = spreadOver(rows, &MetricsRow::trainingAccuracy);
  summary.overfitting = spreadOver(rows, &MetricsRow::overfitting);
  summary.rows = std::move(rows);
  return summary;
}

} // namespace prospectivity

#include "engine/explain/shapley_report.h"

#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/core/statistics.h"
#include "engine/explain/class_table.h"
#include "engine/explain/shapley_effect_charts.h"
#include "engine/explain/shapley_importance_charts.h"
#include "engine/explain/shapley_path_charts.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/report.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

double largestResidual(const ExplainedSamples& explained) {
  double largest = 0;
  for (const double residual : explained.shapley.residual)
    largest = std::max(largest, std::abs(residual));
  return largest;
}

/// Whether high values of a feature raise or lower the prediction, by the rank correlation of both.
std::string directionOf(const ExplainedSamples& explained, std::size_t feature) {
  const std::vector<FeatureDescription>& descriptions = explained.samples.descriptions;
  const bool areCodes = !descriptions.empty() && descriptions[feature].kind == FeatureKind::Codes;
  if (areCodes || isCategorical(explained, feature))
    return "by class";
  Matrix pair(explained.samples.values.rows(), 2);
  pair.col(0) = explained.samples.values.col(static_cast<Eigen::Index>(feature));
  pair.col(1) = explained.shapley.values.col(static_cast<Eigen::Index>(feature));
  const double correlation = spearmanMatrix(pair)(0, 1);
  if (correlation > 0.5)
    return "high values raise it";
  return correlation < -0.5 ? "high values lower it" : "mixed";
}

ReportTable featureTable(const ExplainedSamples& explained) {
  const std::vector<double> importance = meanAbsolute(explained.shapley.values);
  const bool isSampled = explained.shapley.standardErrors.size() > 0;
  std::vector<std::size_t> drives(importance.size(), 0);
  for (std::size_t i = 0; i < explained.samples.size(); ++i)
    ++drives[driverOf(explained.shapley.values, static_cast<Eigen::Index>(i))];
  ReportTable table{"Features",
                    {"rank", "feature", "mean |SHAP|", "lowest", "highest", "effect on the prediction",
                     "strongest driver of"},
                    {}};
  if (isSampled)
    table.columns.emplace_back("largest standard error");
  std::size_t rank = 0;
  for (const std::size_t feature : ranking(importance)) {
    const auto column = explained.shapley.values.col(static_cast<Eigen::Index>(feature));
    table.rows.push_back({std::to_string(++rank), explained.samples.features[feature],
                          formatNumber(importance[feature]), formatNumber(column.minCoeff()),
                          formatNumber(column.maxCoeff()), directionOf(explained, feature),
                          std::to_string(drives[feature]) + " samples"});
    if (isSampled)
      table.rows.back().push_back(formatNumber(
          explained.shapley.standardErrors.col(static_cast<Eigen::Index>(feature)).maxCoeff(), 2));
  }
  return table;
}

} // namespace

Report shapleyReport(const ExplainedSamples& explained) {
  const std::vector<std::size_t> order = ranking(meanAbsolute(explained.shapley.values));
  const std::vector<std::string>& names = explained.samples.features;
  const bool isSampled = explained.shapley.standardErrors.size() > 0;
  Report report("Why the model says so: SHAP values", std::to_string(explained.samples.size()) +
                                                          " samples, " + std::to_string(names.size()) +
                                                          " features");
  report.paragraph("SHAP values divide the difference between a sample's prediction and the average "
                   "prediction over the background samples among the features. On average " +
                   names[order[0]] + " moves the prediction most" +
                   (order.size() > 1 ? ", followed by " + names[order[1]] : "") + ".");
  if (isSampled)
    report.paragraph("The values are estimates from random orders of the features; the table gives their "
                     "standard errors.");
  report.figures({{"Base value", formatNumber(explained.shapley.baseValue)},
                  {"Highest prediction", formatNumber(*std::max_element(explained.shapley.prediction.begin(),
                                                                        explained.shapley.prediction.end()))},
                  {"Largest residual", exponentText(largestResidual(explained), 1)},
                  {"Method", isSampled ? "permutations" : "exact"}});
  addBarChart(report, explained);
  addBeeswarm(report, explained);
  report.heading("Single features");
  constexpr std::size_t shown = 4;
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i)
    addDependence(report, explained, order[i]);
  report.heading("Single samples");
  addDecisionPaths(report, explained);
  addWaterfall(report, explained, ranking(explained.shapley.prediction)[0]);
  addHeatMap(report, explained);
  report.table(featureTable(explained));
  addClassTable(report, names, explained.samples.descriptions);
  return report;
}

} // namespace prospectivity

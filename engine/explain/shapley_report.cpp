#include "engine/explain/shapley_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/explain/class_table.h"
#include "engine/explain/interaction_charts.h"
#include "engine/explain/member_agreement.h"
#include "engine/explain/member_spread.h"
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

/// How many samples lack each feature.
std::vector<std::size_t> missingOf(const ExplainedSamples& explained) {
  std::vector<std::size_t> result;
  for (std::size_t feature = 0; feature < explained.samples.features.size(); ++feature)
    result.push_back(explained.missing(feature));
  return result;
}

/// Whether high values of a feature raise or lower the prediction, by the rank correlation of both.
std::string directionOf(const ExplainedSamples& explained, std::size_t feature) {
  if (isOfClasses(explained, feature))
    return forReader("by class");
  const int sign = effectSign(explained.shapley.values, explained.samples.values, feature);
  return sign > 0   ? forReader("high values raise it")
         : sign < 0 ? forReader("high values lower it")
                    : forReader("mixed");
}

/// `agreement`: where members were told apart.
ReportTable featureTable(const ExplainedSamples& explained, const MemberAgreement& agreement) {
  const std::vector<double> importance = meanAbsolute(explained.shapley.values);
  const bool isSampled = explained.shapley.standardErrors.size() > 0;
  std::vector<std::size_t> drives(importance.size(), 0);
  for (std::size_t i = 0; i < explained.samples.size(); ++i)
    ++drives[driverOf(explained.shapley.values, static_cast<Eigen::Index>(i))];
  ReportTable table{forReader("Features"),
                    {forReader("rank"), forReader("feature"), forReader("mean |SHAP|"), forReader("lowest"),
                     forReader("highest"), forReader("effect on the prediction"),
                     forReader("strongest driver of")},
                    {}};
  const std::vector<std::size_t> missing = missingOf(explained);
  const bool hasHoles = std::any_of(missing.begin(), missing.end(), [](std::size_t n) { return n > 0; });
  if (hasHoles)
    table.columns.emplace_back(forReader("missing in"));
  if (explained.presence)
    table.columns.emplace_back(forReader("share by presence"));
  if (isSampled)
    table.columns.emplace_back(forReader("largest standard error"));
  const std::vector<double> spread = spreadOfColumns(agreement.importance);
  if (explained.hasMembers())
    for (const std::string& column : {forReader("sd of mean |SHAP| over members"),
                                      forReader("rank in the members"), forReader("effect in the members")})
      table.columns.push_back(column);
  std::size_t rank = 0;
  for (const std::size_t feature : ranking(importance)) {
    const auto column = explained.shapley.values.col(static_cast<Eigen::Index>(feature));
    table.rows.push_back({std::to_string(++rank), explained.samples.features[feature],
                          formatNumber(importance[feature]), formatNumber(column.minCoeff()),
                          formatNumber(column.maxCoeff()), directionOf(explained, feature),
                          forReader({"%1 samples", drives[feature]})});
    if (hasHoles)
      table.rows.back().push_back(forReader({"%1 samples", missing[feature]}));
    if (explained.presence)
      table.rows.back().push_back(formatPercent(explained.presence->ofPlayer[feature]));
    if (isSampled)
      table.rows.back().push_back(formatNumber(
          explained.shapley.standardErrors.col(static_cast<Eigen::Index>(feature)).maxCoeff(), 2));
    if (!explained.hasMembers())
      continue;
    const std::size_t high = agreement.highestPlace[feature];
    const std::size_t low = agreement.lowestPlace[feature];
    const bool turns = std::find(agreement.uncertainSign.begin(), agreement.uncertainSign.end(), feature) !=
                       agreement.uncertainSign.end();
    table.rows.back().push_back(formatNumber(spread[feature]));
    table.rows.back().push_back(high == low ? std::to_string(high) : forReader({"%1 to %2", high, low}));
    table.rows.back().emplace_back(isOfClasses(explained, feature) ? forReader("by class")
                                   : turns ? forReader("raises in one, lowers in another")
                                           : forReader("not turned round"));
  }
  return table;
}

} // namespace

Report shapleyReport(const ExplainedSamples& explained) {
  const std::vector<std::size_t> order = ranking(meanAbsolute(explained.shapley.values));
  const std::vector<std::string>& names = explained.samples.features;
  const bool isSampled = explained.shapley.standardErrors.size() > 0;
  Report report(forReader("Why the model says so: SHAP values"),
                forReader({"%1 samples, %2 features", explained.samples.size(), names.size()}));
  report.paragraph(
      (order.size() > 1 ? forReader({"On average %1 moves the prediction most, followed by %2.",
                                     names[order[0]], names[order[1]]})
                        : forReader({"On average %1 moves the prediction most.", names[order[0]]})) +
      " " + forReader("That is how the model uses its layers, and no proof of what makes a deposit.") + " " +
      forReader("SHAP values divide the difference between a sample's prediction and the average "
                "prediction over the background samples among the features."));
  if (isSampled)
    report.paragraph(
        forReader("The values are estimates from random orders of the features; the table gives their "
                  "standard errors."));
  const std::string scale = " (" + explained.unit() + ")";
  NamesAndValues figures{{forReader("Base value") + scale, formatNumber(explained.shapley.baseValue)},
                         {forReader("Highest prediction") + scale,
                          formatNumber(*std::max_element(explained.shapley.prediction.begin(),
                                                         explained.shapley.prediction.end()))},
                         {forReader("Largest residual"), exponentText(largestResidual(explained), 1)},
                         {forReader("Method"), isSampled ? forReader("permutations") : forReader("exact")}};
  MemberAgreement agreement;
  if (explained.hasMembers()) {
    agreement = agreementOf(explained);
    report.paragraph(
        forReader({"The model has %1 members, and black bars show \u00b1 1 standard deviation over "
                   "what each of them alone gives.",
                   explained.shapley.ofMembers.size()}) +
        " " +
        (explained.space == OutputSpace::Logit
             ? forReader("In log-odds the mean over the members is the value shown.")
             : forReader("The spread is that of the members' own scores, whose mean is not the value "
                         "shown: that belongs to the mean of their log-odds.")));
    report.paragraph(sentenceOf(agreement, explained));
    figures.emplace_back(forReader("Samples with the same driver in all members"),
                         formatNumber(100 * agreement.sameDriver, 3) + " %");
  }
  if (explained.presence) {
    report.paragraph(sentenceOf(*explained.presence, names));
    figures.emplace_back(forReader("Share that rests on presence"), formatPercent(explained.presence->share));
  }
  report.figures(figures);
  addBarChart(report, explained);
  addBeeswarm(report, explained);
  report.heading(forReader("Single features"));
  constexpr std::size_t shown = 4;
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i)
    addDependence(report, explained, order[i]);
  addInteractions(report, explained);
  report.heading(forReader("Single samples"));
  addDecisionPaths(report, explained);
  addWaterfall(report, explained, ranking(explained.shapley.prediction)[0]);
  addHeatMap(report, explained);
  report.table(featureTable(explained, agreement));
  addClassTable(report, names, explained.samples.descriptions);
  return report;
}

} // namespace prospectivity

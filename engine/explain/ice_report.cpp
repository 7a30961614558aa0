#include "engine/explain/ice_report.h"

#include "engine/core/number_format.h"
#include "engine/explain/class_table.h"
#include "engine/explain/ice_charts.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/report.h"

#include <algorithm>

namespace prospectivity {

namespace {

ReportTable tableOf(const IceResults& results, const std::vector<std::size_t>& order) {
  ReportTable table{"Features", {"feature", "lowest PDP", "highest PDP", "range", "largest sd of d-ICE"}, {}};
  for (const std::size_t i : order) {
    const FeatureCurves& feature = results.curves[i];
    const auto [low, high] = std::minmax_element(feature.all.mean.begin(), feature.all.mean.end());
    table.rows.push_back({results.samples.features[feature.feature], formatNumber(*low), formatNumber(*high),
                          formatNumber(*high - *low),
                          formatNumber(*std::max_element(feature.all.derivativeSpread.begin(),
                                                         feature.all.derivativeSpread.end()))});
  }
  return table;
}

} // namespace

double dependenceRange(const FeatureCurves& curves) {
  const auto [low, high] = std::minmax_element(curves.all.mean.begin(), curves.all.mean.end());
  return *high - *low;
}

Report iceReport(const IceResults& results) {
  std::vector<double> ranges;
  ranges.reserve(results.curves.size());
  for (const FeatureCurves& curves : results.curves)
    ranges.push_back(dependenceRange(curves));
  const std::vector<std::size_t> order = ranking(ranges);
  Report report("How predictions follow each feature: ICE and PDP",
                std::to_string(results.samples.size()) + " samples, " +
                    std::to_string(results.curves.size()) + " features");
  const FeatureCurves& first = results.curves[order[0]];
  const std::string direction = first.all.mean.back() >= first.all.mean.front() ? "raises" : "lowers";
  report.paragraph("Varying one feature at a time shows how the model uses it. " +
                   results.samples.features[first.feature] + " moves the mean " + outputName(results) +
                   " most (by " + formatNumber(ranges[order[0]], 3) +
                   "): going from its low to its high values " + direction + " it.");
  report.heading("Curves, the most influential features first");
  for (const std::size_t i : order)
    addCurves(report, results, results.curves[i]);
  for (const PairDependence& pair : results.pairs)
    addPair(report, results, pair);
  report.heading("Slopes");
  constexpr std::size_t shown = 6;
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i)
    if (results.curves[order[i]].derivative.size() > 0)
      addDerivatives(report, results, results.curves[order[i]]);
  report.table(tableOf(results, order));
  addClassTable(report, results.samples.features, results.samples.descriptions);
  return report;
}

} // namespace prospectivity

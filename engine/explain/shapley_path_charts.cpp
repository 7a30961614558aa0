#include "engine/explain/shapley_path_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/statistics.h"
#include "engine/explain/decision_paths.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/sample_name.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostPaths = 60;

/// Standard deviation over the members of what some features give to a sample together; NaN where no members
/// are told apart.
double spreadOfSum(const ExplainedSamples& explained, std::size_t row,
                   const std::vector<std::size_t>& features) {
  std::vector<double> sums;
  for (const Matrix& own : explained.shapley.ofMembers) {
    sums.push_back(0);
    for (const std::size_t feature : features)
      sums.back() += own(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature));
  }
  return standardDeviation(sums);
}

} // namespace

void addDecisionPaths(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, mostPaths);
  std::vector<Series> series;
  for (const int label : {0, 1}) {
    std::vector<std::size_t> ofLabel;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(ofLabel),
                 [&](std::size_t row) { return explained.samples.labels[row] == label; });
    if (ofLabel.empty())
      continue;
    Lines paths = decisionPaths(!explained.hasLabels ? forReader("samples")
                                : label == 1         ? forReader("deposits")
                                                     : forReader("non-deposits"),
                                explained.samples, explained.shapley, ofLabel, features,
                                label == 1 ? palette::deposit : palette::nonDeposit);
    paths.stroke.dash = label == 1 ? Dash::Solid : Dash::Dotted;
    series.emplace_back(std::move(paths));
  }
  report.chart(chartOf(
      forReader("Decision paths"),
      forReader(
          "Each line is a sample on its way from the base value (bottom) to its prediction (top): every "
          "feature moves it left or right. Up to 60 samples, spread from the highest prediction to the "
          "lowest."),
      {forReader("prediction so far"), explained.unit()}, {"", "", namesOf(explained, features)},
      std::move(series), heightOfRows(features.size())));
}

void addWaterfall(Report& report, const ExplainedSamples& explained, std::size_t row) {
  constexpr std::size_t most = 15;
  std::vector<double> sizes;
  for (std::size_t j = 0; j < explained.samples.features.size(); ++j)
    sizes.push_back(std::abs(explained.shapleyAt(row, j)));
  const std::vector<std::size_t> order = ranking(sizes);
  double others = 0;
  for (std::size_t i = most; i < order.size(); ++i)
    others += explained.shapleyAt(row, order[i]);
  std::vector<std::string> names{forReader("base value")};
  Waterfall waterfall{explained.shapley.baseValue, {}};
  std::vector<double> spread; // of each step
  if (order.size() > most) {
    names.push_back(forReader({"%1 other features", order.size() - most}));
    waterfall.steps.push_back(others);
    spread.push_back(
        spreadOfSum(explained, row, {order.begin() + static_cast<std::ptrdiff_t>(most), order.end()}));
  }
  for (std::size_t i = std::min(most, order.size()); i-- > 0;) {
    names.push_back(axisName(explained.samples.features[order[i]]) + " = " +
                    explained.valueText(row, order[i]));
    waterfall.steps.push_back(explained.shapleyAt(row, order[i]));
    spread.push_back(spreadOfSum(explained, row, {order[i]}));
  }
  names.push_back(forReader("prediction"));
  const int height = heightOfRows(names.size());
  std::string caption =
      forReader("The sample with the highest prediction: red features raise it, blue ones lower it.");
  std::vector<Series> series;
  if (explained.hasMembers()) {
    Points errors{forReader(memberSpreadName), {}, {}, palette::mean, Symbol::Circle, 3};
    double at = waterfall.start;
    for (std::size_t i = 0; i < waterfall.steps.size(); ++i) {
      errors.x.push_back(at += waterfall.steps[i]);
      errors.y.push_back(static_cast<double>(i + 1));
      errors.xErrors.push_back(spread[i]);
    }
    series.emplace_back(std::move(errors));
    caption += " " + forReader("Black bars: how far the members of the model lie apart in what that feature "
                               "alone gives, one standard deviation to both sides of the step's end.");
  }
  series.insert(series.begin(), std::move(waterfall));
  Axis steps{"", "", std::move(names)};
  steps.shortensNames = false; // values stand at the end of names
  report.chart(
      chartOf(forReader({"From the base value to the prediction of %1", sampleName(explained.samples, row)}),
              std::move(caption), {explained.unit()}, std::move(steps), std::move(series), height));
}

} // namespace prospectivity

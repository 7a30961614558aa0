#include "engine/explain/shapley_importance_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/statistics.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/sample_name.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace prospectivity {

void addBarChart(Report& report, const ExplainedSamples& explained) {
  const std::vector<double> importance = meanAbsolute(explained.shapley.values);
  std::vector<std::size_t> order = ranking(importance);
  std::reverse(order.begin(), order.end());
  std::vector<double> sizes;
  std::vector<std::string> names;
  for (const std::size_t feature : order) {
    sizes.push_back(importance[feature]);
    names.push_back(explained.samples.features[feature]);
  }
  Bars bars{"", std::move(sizes), {palette::bars}};
  bars.isHorizontal = true;
  std::vector<Series> series{std::move(bars)};
  std::string caption =
      forReader("How far each feature moves the prediction of a sample on average, up or down.");
  if (explained.hasMembers()) {
    Points errors{forReader(memberSpreadName), {}, {}, palette::mean, Symbol::Circle, 3};
    errors.xLeast = 0; // as the mean of sizes
    const std::vector<double> spread = spreadOfColumns(importanceOfMembers(explained.shapley.ofMembers));
    for (std::size_t i = 0; i < order.size(); ++i) {
      errors.x.push_back(importance[order[i]]);
      errors.y.push_back(static_cast<double>(i));
      errors.xErrors.push_back(spread[order[i]]);
    }
    series.emplace_back(std::move(errors));
    caption +=
        " " + forReader("Black bars: one standard deviation of each member's own mean, to both sides.");
  }
  report.chart(chartOf(forReader("Which features matter most"), std::move(caption),
                       {forReader("mean |SHAP value|"), explained.unit()}, {"", "", names}, std::move(series),
                       heightOfRows(order.size())));
}

void addHeatMap(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, 400);
  HeatMap map;
  map.values.resize(static_cast<Eigen::Index>(features.size()), static_cast<Eigen::Index>(rows.size()));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < features.size(); ++i) {
    names.push_back(explained.samples.features[features[i]]);
    for (std::size_t k = 0; k < rows.size(); ++k)
      map.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
          explained.shapleyAt(rows[k], features[i]);
  }
  map.high = 1e-12;
  for (Eigen::Index i = 0; i < map.values.size(); ++i)
    map.high = std::fmax(map.high, std::abs(map.values.data()[i]));
  map.low = -map.high;
  map.scale = palette::diverging();
  map.scaleTitle = "SHAP";
  Axis samples{forReader("samples, from the highest prediction to the lowest")};
  for (const std::size_t row : rows)
    samples.names.push_back(sampleName(explained.samples, row));
  samples.writesNames = false; // for pointing at; there is no room to write them out
  report.chart(chartOf(
      forReader("All samples at once"),
      forReader(
          "Red raises the prediction, blue lowers it; features with the largest effects are at the top."),
      std::move(samples), {"", "", names}, {std::move(map)}, heightOfRows(features.size())));
}

} // namespace prospectivity

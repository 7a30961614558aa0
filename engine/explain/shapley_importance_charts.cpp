#include "engine/explain/shapley_importance_charts.h"

#include "engine/core/statistics.h"
#include "engine/explain/sample_name.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart_pieces.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

using nlohmann::json;

void addBarChart(Report& report, const ExplainedSamples& explained) {
  const std::vector<double> importance = meanAbsolute(explained.shapley.values);
  std::vector<std::size_t> order = ranking(importance);
  std::reverse(order.begin(), order.end());
  json sizes = json::array();
  json hover = json::array();
  for (const std::size_t feature : order) {
    sizes.push_back(compact(importance[feature]));
    hover.push_back(explained.samples.features[feature]);
  }
  const json trace = {{"type", "bar"},
                      {"orientation", "h"},
                      {"x", sizes},
                      {"y", places(order.size())},
                      {"hovertext", hover},
                      {"hovertemplate", "%{hovertext}: %{x}<extra></extra>"},
                      {"marker", {{"color", palette::bars}}}};
  report.chart("Which features matter most", json::array({trace}),
               {{"height", heightOfRows(order.size())},
                {"xaxis", {{"title", "mean |SHAP value| (" + explained.unit() + ")"}}},
                {"yaxis", featureAxis(explained.samples.features, order)}},
               "How far each feature moves the prediction of a sample on average, up or down.");
}

void addHeatMap(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, 400);
  json z = json::array();
  double largest = 1e-12;
  for (const std::size_t feature : features) {
    json line = json::array();
    for (const std::size_t row : rows) {
      const double value = explained.shapleyAt(row, feature);
      largest = std::max(largest, std::abs(value));
      line.push_back(compact(value));
    }
    z.push_back(line);
  }
  const json trace = {{"type", "heatmap"},
                      {"z", z},
                      {"zmin", -largest},
                      {"zmax", largest},
                      {"colorscale", divergingScale()},
                      {"colorbar", {{"title", "SHAP"}, {"thickness", 12}}},
                      {"hovertemplate", "%{y}, %{x}: SHAP %{z}<extra></extra>"}};
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const std::size_t row : rows)
    names.push_back(sampleName(explained.samples, row));
  json samples = namedAxis(names); // for hovering; there is no room to write them out
  samples["showticklabels"] = false;
  samples["ticks"] = "";
  samples["title"] = "samples, from the highest prediction to the lowest";
  json axis = featureAxis(explained.samples.features, features);
  report.chart(
      "All samples at once", json::array({trace}),
      {{"height", heightOfRows(features.size())}, {"xaxis", samples}, {"yaxis", axis}},
      "Red raises the prediction, blue lowers it; features with the largest effects are at the top.");
}

} // namespace prospectivity

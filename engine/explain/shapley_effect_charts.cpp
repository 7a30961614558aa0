#include "engine/explain/shapley_effect_charts.h"

#include "engine/core/statistics.h"
#include "engine/explain/sample_name.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart_pieces.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr std::size_t mostPoints = 1000; ///< per feature; more cannot be told apart

std::string axisTitle(const ExplainedSamples& explained) {
  return "SHAP value (" + explained.unit() + ")";
}

/// Rank of each row's feature value from 0 (lowest) to 1: an outlier then does not wash out the colours.
std::vector<double> relativeRanks(const ExplainedSamples& explained, std::size_t feature) {
  std::vector<double> values;
  for (std::size_t i = 0; i < explained.samples.size(); ++i)
    values.push_back(explained.valueAt(i, feature));
  values = ranks(values);
  for (double& rank : values)
    rank = values.size() < 2 ? 0.5 : (rank - 1) / static_cast<double>(values.size() - 1);
  return values;
}

/// Sideways place of each point of a swarm: points of the same bin spread around the middle.
std::vector<double> spread(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double width = std::max(*high - *low, 1e-12) / 80;
  std::map<int, int> taken;
  std::vector<int> place;
  std::map<int, int> total;
  for (const double value : values) {
    const int bin = static_cast<int>((value - *low) / width);
    place.push_back(taken[bin]++);
    total[bin] = taken[bin];
  }
  int fullest = 1;
  for (const auto& entry : total)
    fullest = std::max(fullest, entry.second);
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int side = place[i] % 2 == 0 ? place[i] / 2 : -(place[i] + 1) / 2;
    result.push_back(0.8 * side / std::max(fullest, 8));
  }
  return result;
}

/// Dots from dark to bright with the rank of a feature's value.
json rankMarker(int size, const json& ranks, const std::string& title) {
  return {{"size", size},
          {"color", ranks},
          {"cmin", 0},
          {"cmax", 1},
          {"colorscale", scaleOf(palette::sequential())},
          {"colorbar",
           {{"title", title}, {"tickvals", {0, 1}}, {"ticktext", {"low", "high"}}, {"thickness", 12}}}};
}

} // namespace

void addBeeswarm(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, mostPoints);
  json x = json::array();
  json y = json::array();
  json color = json::array();
  json text = json::array();
  for (std::size_t i = 0; i < features.size(); ++i) {
    const std::vector<double> level = relativeRanks(explained, features[i]);
    std::vector<double> values;
    values.reserve(rows.size());
    for (const std::size_t row : rows)
      values.push_back(explained.shapleyAt(row, features[i]));
    const std::vector<double> offset = spread(values);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      x.push_back(compact(values[k]));
      y.push_back(compact(static_cast<double>(i) + offset[k]));
      color.push_back(compact(std::round(level[rows[k]] * 100) / 100));
      text.push_back(explained.valueText(rows[k], features[i]) + ", " +
                     sampleName(explained.samples, rows[k]));
    }
  }
  const json trace = {{"type", "scattergl"},
                      {"mode", "markers"},
                      {"x", x},
                      {"y", y},
                      {"text", text},
                      {"hovertemplate", "SHAP %{x}, value %{text}<extra></extra>"},
                      {"marker", rankMarker(5, color, "feature value")}};
  json axis = featureAxis(explained.samples.features, features);
  report.chart(
      "How feature values push single samples", json::array({trace}),
      {{"height", heightOfRows(features.size())},
       {"hovermode", "closest"},
       {"xaxis", {{"title", axisTitle(explained)}, {"zeroline", true}}},
       {"yaxis", axis}},
      "Each dot is a sample. To the right of zero the feature raises its prospectivity, to the left it "
      "lowers it. Bright dots have high values of the feature, dark ones low values.");
}

void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature) {
  const std::size_t partner = strongestPartner(explained.shapley.values, explained.samples.values, feature);
  const std::vector<double> level = relativeRanks(explained, partner);
  json x = json::array();
  json y = json::array();
  json color = json::array();
  json text = json::array();
  for (const std::size_t row : rowsToDraw(explained, mostPoints)) {
    x.push_back(compact(explained.valueAt(row, feature)));
    y.push_back(compact(explained.shapleyAt(row, feature)));
    color.push_back(compact(std::round(level[row] * 100) / 100));
    text.push_back(sampleName(explained.samples, row));
  }
  const std::string& name = explained.samples.features[feature];
  const std::string& other = explained.samples.features[partner];
  const json trace = {{"type", "scattergl"},
                      {"mode", "markers"},
                      {"x", x},
                      {"y", y},
                      {"text", text},
                      {"hovertemplate", "%{text}<br>value %{x}, SHAP %{y}<extra></extra>"},
                      {"marker", rankMarker(6, color, axisName(other))}};
  json axis = {{"title", name}};
  if (isCategorical(explained, feature)) {
    std::vector<std::string> classes{""}; // they count from 1
    for (const std::string& own : explained.classes[feature])
      classes.push_back(axisName(own));
    axis.update(namedAxis(classes));
  }
  report.chart(
      "Dependence on " + name, json::array({trace}),
      {{"height", 380},
       {"hovermode", "closest"},
       {"xaxis", axis},
       {"yaxis", {{"title", axisTitle(explained)}, {"zeroline", true}}}},
      "What the feature gives to a sample against its value. Dots are coloured by " + other +
          ", the feature that changes this one's effect most: where colours part, the two interact.");
}

} // namespace prospectivity

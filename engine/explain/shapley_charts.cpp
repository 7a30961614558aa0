#include "engine/explain/shapley_charts.h"

#include "engine/core/statistics.h"
#include "engine/explain/chart_data.h"
#include "engine/explain/shapley_summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr std::size_t mostPoints = 1000; ///< per feature; more cannot be told apart
constexpr std::size_t mostPaths = 60;
constexpr const char* ramp = "Cividis"; ///< from low to high values; safe for the colour-blind
constexpr const char* upColor = "#b2182b";
constexpr const char* downColor = "#2166ac";

std::string unitOf(const ExplainedSamples& explained) {
  return explained.space == OutputSpace::Logit ? "log-odds" : "probability";
}

std::string axisTitle(const ExplainedSamples& explained) {
  return "SHAP value (" + unitOf(explained) + ")";
}

std::vector<std::size_t> featuresByWeight(const ExplainedSamples& explained) {
  return ranking(meanAbsolute(explained.shapley.values));
}

double shapleyAt(const ExplainedSamples& explained, std::size_t row, std::size_t feature) {
  return explained.shapley.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature));
}

double valueAt(const ExplainedSamples& explained, std::size_t row, std::size_t feature) {
  return explained.samples.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature));
}

std::string valueText(const ExplainedSamples& explained, std::size_t row, std::size_t feature) {
  const double value = valueAt(explained, row, feature);
  return isCategorical(explained, feature)
             ? explained.classes[feature].at(static_cast<std::size_t>(value) - 1)
             : formatNumber(value, 4);
}

/// Rank of each row's feature value from 0 (lowest) to 1: an outlier then does not wash out the colours.
std::vector<double> relativeRanks(const ExplainedSamples& explained, std::size_t feature) {
  std::vector<double> values;
  for (std::size_t i = 0; i < explained.samples.size(); ++i)
    values.push_back(valueAt(explained, i, feature));
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

json featureTicks(const ExplainedSamples& explained, const std::vector<std::size_t>& features) {
  std::vector<std::string> names;
  names.reserve(features.size());
  for (const std::size_t feature : features)
    names.push_back(axisName(explained.samples.features[feature]));
  return namedAxis(names);
}

int heightFor(std::size_t features) {
  return static_cast<int>(150 + 26 * std::max<std::size_t>(features, 4));
}

} // namespace

std::vector<std::size_t> rowsToDraw(const ExplainedSamples& explained, std::size_t most) {
  std::vector<std::size_t> order = ranking(explained.shapley.prediction);
  if (order.size() <= most)
    return order;
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < most; ++i)
    result.push_back(order[i * (order.size() - 1) / (most - 1)]);
  return result;
}

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
                      {"marker", {{"color", "#35608d"}}}};
  report.chart("Which features matter most", json::array({trace}),
               {{"height", heightFor(order.size())},
                {"xaxis", {{"title", "mean |SHAP value| (" + unitOf(explained) + ")"}}},
                {"yaxis", featureTicks(explained, order)}},
               "How far each feature moves the prediction of a sample on average, up or down.");
}

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
      values.push_back(shapleyAt(explained, row, features[i]));
    const std::vector<double> offset = spread(values);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      x.push_back(compact(values[k]));
      y.push_back(compact(static_cast<double>(i) + offset[k]));
      color.push_back(compact(std::round(level[rows[k]] * 100) / 100));
      text.push_back(valueText(explained, rows[k], features[i]) + ", " +
                     sampleName(explained.samples, rows[k]));
    }
  }
  const json trace = {{"type", "scattergl"},
                      {"mode", "markers"},
                      {"x", x},
                      {"y", y},
                      {"text", text},
                      {"hovertemplate", "SHAP %{x}, value %{text}<extra></extra>"},
                      {"marker",
                       {{"size", 5},
                        {"color", color},
                        {"cmin", 0},
                        {"cmax", 1},
                        {"colorscale", ramp},
                        {"colorbar",
                         {{"title", "feature value"},
                          {"tickvals", {0, 1}},
                          {"ticktext", {"low", "high"}},
                          {"thickness", 12}}}}}};
  json axis = featureTicks(explained, features);
  report.chart(
      "How feature values push single samples", json::array({trace}),
      {{"height", heightFor(features.size())},
       {"hovermode", "closest"},
       {"xaxis", {{"title", axisTitle(explained)}, {"zeroline", true}}},
       {"yaxis", axis}},
      "Each dot is a sample. To the right of zero the feature raises its prospectivity, to the left it "
      "lowers it. Bright dots have high values of the feature, dark ones low values.");
}

bool isCategorical(const ExplainedSamples& explained, std::size_t player) {
  return player < explained.classes.size() && !explained.classes[player].empty();
}

void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature) {
  const std::size_t partner = strongestPartner(explained.shapley.values, explained.samples.values, feature);
  const std::vector<double> level = relativeRanks(explained, partner);
  json x = json::array();
  json y = json::array();
  json color = json::array();
  json text = json::array();
  for (const std::size_t row : rowsToDraw(explained, mostPoints)) {
    x.push_back(compact(valueAt(explained, row, feature)));
    y.push_back(compact(shapleyAt(explained, row, feature)));
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
                      {"marker",
                       {{"size", 6},
                        {"color", color},
                        {"cmin", 0},
                        {"cmax", 1},
                        {"colorscale", ramp},
                        {"colorbar",
                         {{"title", axisName(other)},
                          {"tickvals", {0, 1}},
                          {"ticktext", {"low", "high"}},
                          {"thickness", 12}}}}}};
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

void addDecisionPaths(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, mostPaths);
  json traces = json::array();
  for (const int label : {0, 1}) {
    json x = json::array();
    json y = json::array();
    json text = json::array();
    for (const std::size_t row : rows) {
      if (explained.samples.labels[row] != label)
        continue;
      double sum = explained.shapley.baseValue;
      const std::string name = sampleName(explained.samples, row);
      for (std::size_t i = 0; i <= features.size(); ++i) {
        x.push_back(compact(sum));
        y.push_back(static_cast<double>(i) - 0.5);
        text.push_back(name);
        if (i < features.size())
          sum += shapleyAt(explained, row, features[i]);
      }
      x.push_back(nullptr);
      y.push_back(nullptr);
      text.push_back("");
    }
    if (x.empty())
      continue;
    const std::string name = !explained.hasLabels ? "samples" : label == 1 ? "deposits" : "non-deposits";
    traces.push_back({{"type", "scatter"},
                      {"mode", "lines"},
                      {"name", name},
                      {"x", x},
                      {"y", y},
                      {"text", text},
                      {"hovertemplate", "%{text}<br>%{x}<extra></extra>"},
                      {"opacity", 0.6},
                      {"line",
                       {{"width", 1.2},
                        {"color", label == 1 ? upColor : downColor},
                        {"dash", label == 1 ? "solid" : "dot"}}}});
  }
  json axis = featureTicks(explained, features);
  report.chart("Decision paths", traces,
               {{"height", heightFor(features.size())},
                {"hovermode", "closest"},
                {"xaxis", {{"title", "prediction so far (" + unitOf(explained) + ")"}}},
                {"yaxis", axis}},
               "Each line is a sample on its way from the base value (bottom) to its prediction (top): every "
               "feature moves it left or right. Up to 60 samples, spread from the highest prediction to the "
               "lowest.");
}

void addWaterfall(Report& report, const ExplainedSamples& explained, std::size_t row) {
  constexpr std::size_t most = 15;
  std::vector<double> sizes;
  for (std::size_t j = 0; j < explained.samples.features.size(); ++j)
    sizes.push_back(std::abs(shapleyAt(explained, row, j)));
  const std::vector<std::size_t> order = ranking(sizes);
  double others = 0;
  for (std::size_t i = most; i < order.size(); ++i)
    others += shapleyAt(explained, row, order[i]);
  std::vector<std::string> names{"base value"};
  json steps = {compact(explained.shapley.baseValue)};
  json measures = {"absolute"};
  if (order.size() > most) {
    names.push_back(std::to_string(order.size() - most) + " other features");
    steps.push_back(compact(others));
    measures.push_back("relative");
  }
  for (std::size_t i = std::min(most, order.size()); i-- > 0;) {
    names.push_back(axisName(explained.samples.features[order[i]]) + " = " +
                    valueText(explained, row, order[i]));
    steps.push_back(compact(shapleyAt(explained, row, order[i])));
    measures.push_back("relative");
  }
  names.push_back("prediction");
  steps.push_back(compact(explained.shapley.prediction[row]));
  measures.push_back("total");
  const json trace = {{"type", "waterfall"},
                      {"orientation", "h"},
                      {"y", places(names.size())},
                      {"text", names},
                      {"textposition", "none"},
                      {"x", steps},
                      {"measure", measures},
                      {"hovertemplate", "%{text}: %{delta}<extra></extra>"},
                      {"increasing", {{"marker", {{"color", upColor}}}}},
                      {"decreasing", {{"marker", {{"color", downColor}}}}},
                      {"totals", {{"marker", {{"color", "#666666"}}}}},
                      {"connector", {{"line", {{"width", 0.5}}}}}};
  report.chart("From the base value to the prediction of " + sampleName(explained.samples, row),
               json::array({trace}),
               {{"height", heightFor(names.size())},
                {"xaxis", {{"title", unitOf(explained)}}},
                {"yaxis", namedAxis(names)}},
               "The sample with the highest prediction: red features raise it, blue ones lower it.");
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
      const double value = shapleyAt(explained, row, feature);
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
  json axis = featureTicks(explained, features);
  report.chart(
      "All samples at once", json::array({trace}),
      {{"height", heightFor(features.size())}, {"xaxis", samples}, {"yaxis", axis}},
      "Red raises the prediction, blue lowers it; features with the largest effects are at the top.");
}

} // namespace prospectivity

#include "engine/explain/ice_charts.h"

#include "engine/core/statistics.h"
#include "engine/explain/sample_name.h"
#include "engine/report/chart_pieces.h"
#include "engine/report/palette.h"

#include <algorithm>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr std::size_t mostDrawn = 40; ///< curves of a group in a chart; more cannot be told apart

struct Group {
  std::string name;
  std::string color;
  std::string dash;
  std::vector<Eigen::Index> curves;
};

double thresholdOf(const IceResults& results) {
  return results.space == OutputSpace::Logit ? 0.0 : 0.5;
}

/// Kept curves by class, or by thirds of a second feature.
std::vector<Group> groupsOf(const IceResults& results, const FeatureCurves& feature) {
  std::vector<Group> groups;
  const auto kept = static_cast<Eigen::Index>(feature.rows.size());
  if (results.colorBy < 0) {
    groups = {{results.hasLabels ? "non-deposits" : "samples", palette::nonDeposit, "solid", {}},
              {"deposits", palette::deposit, "solid", {}}};
    for (Eigen::Index i = 0; i < kept; ++i)
      groups[static_cast<std::size_t>(results.samples.labels[feature.rows[static_cast<std::size_t>(i)]])]
          .curves.push_back(i);
  } else {
    const std::string& name = results.samples.features[static_cast<std::size_t>(results.colorBy)];
    groups = {{"low " + name, palette::lowThird, "solid", {}},
              {"middle " + name, palette::middleThird, "dash", {}},
              {"high " + name, palette::highThird, "solid", {}}};
    const auto column = results.samples.values.col(results.colorBy);
    const std::vector<double> values(column.begin(), column.end());
    const double low = quantile(values, 1.0 / 3);
    const double high = quantile(values, 2.0 / 3);
    for (Eigen::Index i = 0; i < kept; ++i) {
      const double value = values[feature.rows[static_cast<std::size_t>(i)]];
      groups[value <= low ? 0 : value <= high ? 1 : 2].curves.push_back(i);
    }
  }
  return groups;
}

/// All curves of a group as one line with gaps.
json lineOf(const IceResults& results, const FeatureCurves& feature, const Group& group, bool isDerivative) {
  json x = json::array();
  json y = json::array();
  json text = json::array();
  const std::size_t step = (group.curves.size() + mostDrawn - 1) / mostDrawn;
  for (std::size_t c = 0; c < group.curves.size(); c += std::max<std::size_t>(step, 1)) {
    const Eigen::Index curve = group.curves[c];
    const std::string name = sampleName(results.samples, feature.rows[static_cast<std::size_t>(curve)]);
    for (std::size_t k = 0; k < feature.grid.size(); ++k) {
      const auto point = static_cast<Eigen::Index>(k);
      x.push_back(compact(feature.grid[k]));
      y.push_back(compact(isDerivative         ? feature.derivative(curve, point)
                          : results.isCentered ? feature.centered(curve, point)
                                               : feature.ice(curve, point)));
      text.push_back(k == 0 ? name : "");
    }
    text.back() = name;
    x.push_back(nullptr);
    y.push_back(nullptr);
    text.push_back("");
  }
  return {{"type", "scatter"},
          {"mode", "lines"},
          {"name", group.name},
          {"x", x},
          {"y", y},
          {"text", text},
          {"hovertemplate", "%{text}<br>%{x}: %{y}<extra></extra>"},
          {"opacity", 0.35},
          {"line", {{"width", 1}, {"color", group.color}, {"dash", group.dash}}}};
}

json meanLine(const std::string& name, const std::vector<double>& grid, std::vector<double> mean,
              bool isCentered, const char* color, const char* dash) {
  if (isCentered)
    for (std::size_t k = mean.size(); k-- > 0;)
      mean[k] -= mean[0];
  return {{"type", "scatter"},  {"mode", "lines"},
          {"name", name},       {"x", compact(grid)},
          {"y", compact(mean)}, {"line", {{"width", 3.5}, {"color", color}, {"dash", dash}}}};
}

/// Mean plus and minus one standard deviation as a shaded band.
json bandOf(const FeatureCurves& feature, OutputSpace space) {
  const auto possible = [space](double value) {
    return space == OutputSpace::Probability ? std::clamp(value, 0.0, 1.0) : value;
  };
  std::vector<double> x = feature.grid;
  std::vector<double> y;
  for (std::size_t k = 0; k < x.size(); ++k)
    y.push_back(possible(feature.all.mean[k] + feature.all.spread[k]));
  for (std::size_t k = feature.grid.size(); k-- > 0;) {
    x.push_back(feature.grid[k]);
    y.push_back(possible(feature.all.mean[k] - feature.all.spread[k]));
  }
  return {{"type", "scatter"},
          {"mode", "lines"},
          {"name", "mean \u00b1 1 sd"},
          {"x", compact(x)},
          {"y", compact(y)},
          {"fill", "toself"},
          {"fillcolor", palette::translucent(palette::shade, 0.12)},
          {"line", {{"width", 0}}},
          {"hoverinfo", "skip"}};
}

json histogramOf(const IceResults& results, const FeatureCurves& feature) {
  json values = json::array();
  const auto column = results.samples.values.col(static_cast<Eigen::Index>(feature.feature));
  const Eigen::Index step = std::max<Eigen::Index>(1, column.size() / 2000);
  for (Eigen::Index i = 0; i < column.size(); i += step)
    values.push_back(compact(column(i)));
  return {{"type", "histogram"},
          {"x", values},
          {"yaxis", "y2"},
          {"name", "observed values"},
          {"nbinsx", 30},
          {"opacity", 0.55},
          {"marker", {{"color", palette::values}}}};
}

} // namespace

std::string outputName(const IceResults& results) {
  return results.space == OutputSpace::Logit ? "log-odds" : "probability";
}

void addCurves(Report& report, const IceResults& results, const FeatureCurves& feature) {
  const std::string& name = results.samples.features[feature.feature];
  json traces = json::array();
  for (const Group& group : groupsOf(results, feature))
    if (!group.curves.empty())
      traces.push_back(lineOf(results, feature, group, false));
  if (!results.isCentered)
    traces.push_back(bandOf(feature, results.space));
  traces.push_back(
      meanLine("all (PDP)", feature.grid, feature.all.mean, results.isCentered, palette::mean, "solid"));
  if (results.hasLabels && feature.byLabel[0].count > 0 && feature.byLabel[1].count > 0) {
    traces.push_back(meanLine("deposits (PDP)", feature.grid, feature.byLabel[1].mean, results.isCentered,
                              palette::deposit, "dash"));
    traces.push_back(meanLine("non-deposits (PDP)", feature.grid, feature.byLabel[0].mean, results.isCentered,
                              palette::nonDeposit, "dot"));
  }
  traces.push_back(histogramOf(results, feature));
  json layout = {{"height", 430},
                 {"hovermode", "closest"},
                 {"legend", legendAbove()},
                 {"xaxis", {{"title", name}, {"anchor", "y2"}}},
                 {"yaxis",
                  {{"title", results.isCentered ? "change of " + outputName(results) : outputName(results)},
                   {"domain", {0.22, 1}}}},
                 {"yaxis2", {{"title", "samples"}, {"domain", {0, 0.14}}, {"nticks", 3}}}};
  if (!results.isCentered) {
    const double threshold = thresholdOf(results);
    layout["shapes"] = {{{"type", "line"},
                         {"xref", "paper"},
                         {"x0", 0},
                         {"x1", 1},
                         {"y0", threshold},
                         {"y1", threshold},
                         {"line", {{"color", palette::threshold}, {"width", 1}, {"dash", "dashdot"}}}}};
  }
  report.chart(name, traces, layout,
               "Each thin line is a sample whose value of " + name +
                   " is changed while its other features stay; thick lines are means (PDP)." +
                   (results.isCentered ? " Curves start at zero, so that their shapes can be compared."
                                       : " The dash-dotted line is the decision threshold.") +
                   " Bars below show where observed values lie: beyond them the curves are guesses.");
}

void addDerivatives(Report& report, const IceResults& results, const FeatureCurves& feature) {
  const std::string& name = results.samples.features[feature.feature];
  json traces = json::array();
  for (const Group& group : groupsOf(results, feature))
    if (!group.curves.empty())
      traces.push_back(lineOf(results, feature, group, true));
  traces.push_back({{"type", "scatter"},
                    {"mode", "lines"},
                    {"name", "standard deviation"},
                    {"x", compact(feature.grid)},
                    {"y", compact(feature.all.derivativeSpread)},
                    {"line", {{"width", 3}, {"color", palette::mean}, {"dash", "dot"}}}});
  report.chart("Derivative: " + name, traces,
               {{"height", 360},
                {"hovermode", "closest"},
                {"legend", legendAbove()},
                {"xaxis", {{"title", name}}},
                {"yaxis", {{"title", outputName(results) + " per unit"}, {"zeroline", true}}}},
               "d-ICE: the slope of each sample's curve. Where the dotted line (their standard deviation) is "
               "above zero, the effect of " +
                   name + " depends on the other features.");
}

void addPair(Report& report, const IceResults& results, const PairDependence& pair) {
  json z = json::array();
  for (Eigen::Index row = 0; row < pair.mean.rows(); ++row) {
    json line = json::array();
    for (Eigen::Index column = 0; column < pair.mean.cols(); ++column)
      line.push_back(compact(pair.mean(row, column)));
    z.push_back(line);
  }
  const std::string& a = results.samples.features[pair.a];
  const std::string& b = results.samples.features[pair.b];
  report.chart(a + " and " + b + " together",
               json::array({{{"type", "contour"},
                             {"x", compact(pair.gridB)},
                             {"y", compact(pair.gridA)},
                             {"z", z},
                             {"colorscale", scaleOf(palette::sequential())},
                             {"colorbar", {{"title", outputName(results)}, {"thickness", 12}}},
                             {"hovertemplate", b + " %{x}, " + a + " %{y}: %{z}<extra></extra>"}},
                            {{"type", "contour"},
                             {"x", compact(pair.gridB)},
                             {"y", compact(pair.gridA)},
                             {"z", z},
                             {"name", "decision threshold"},
                             {"showscale", false},
                             {"hoverinfo", "skip"},
                             {"contours",
                              {{"type", "constraint"}, {"operation", "="}, {"value", thresholdOf(results)}}},
                             {"line", {{"color", palette::overField}, {"width", 3}, {"dash", "dashdot"}}}}}),
               {{"height", 460}, {"xaxis", {{"title", b}}}, {"yaxis", {{"title", a}}}},
               "Mean prediction when both features are set to the values of the axes. Contours that are not "
               "parallel show that the two interact. The white dash-dotted line is the decision threshold, "
               "where the mean prediction reaches it.");
}

} // namespace prospectivity

#include "engine/explain/ice_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_text.h"
#include "engine/core/statistics.h"
#include "engine/explain/feature_axis.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/missing_panel.h"
#include "engine/explain/sample_name.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace prospectivity {

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t mostDrawn = 40; ///< curves of a group in a chart; more cannot be told apart

struct Group {
  std::string name;
  std::string color;
  Dash dash;
  std::vector<Eigen::Index> curves;
};

double thresholdOf(const IceResults& results) {
  return results.space == OutputSpace::Logit ? 0.0 : 0.5;
}

/// Kept curves by thirds of a second feature.
std::vector<Group> thirdsOf(const IceResults& results, const FeatureCurves& feature) {
  const std::string& name = results.samples.features[static_cast<std::size_t>(results.colorBy)];
  std::vector<Group> groups{{forReader({"low %1", name}), palette::lowThird, Dash::Solid, {}},
                            {forReader({"middle %1", name}), palette::middleThird, Dash::Dashed, {}},
                            {forReader({"high %1", name}), palette::highThird, Dash::Solid, {}}};
  const auto column = results.samples.values.col(results.colorBy);
  const std::vector<double> values(column.begin(), column.end());
  const std::vector<double> known = knownValues(values);
  if (known.size() < values.size())
    groups.push_back({forReader({"%1 is missing", name}), palette::missing, Dash::Dotted, {}});
  const double low = quantile(known, 1.0 / 3);
  const double high = quantile(known, 2.0 / 3);
  for (std::size_t i = 0; i < feature.rows.size(); ++i) {
    const double value = values[feature.rows[i]];
    groups[std::isnan(value) ? 3
           : value <= low    ? 0
           : value <= high   ? 1
                             : 2]
        .curves.push_back(static_cast<Eigen::Index>(i));
  }
  return groups;
}

/// Kept curves by the two classes of a second feature that most samples have, of equally frequent ones the
/// lowest codes, and all others.
std::vector<Group> commonClassesOf(const IceResults& results, const FeatureCurves& feature) {
  const auto colorBy = static_cast<std::size_t>(results.colorBy);
  const std::string& name = results.samples.features[colorBy];
  const auto column = results.samples.values.col(results.colorBy);
  std::map<double, std::size_t> counts;
  for (const double code : column)
    if (!std::isnan(code))
      ++counts[code];
  std::vector<std::pair<double, std::size_t>> byCount(counts.begin(), counts.end());
  std::stable_sort(byCount.begin(), byCount.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  const auto classOf = [&](std::size_t place) {
    const double code = byCount[place].first;
    const std::vector<FeatureDescription>& descriptions = results.samples.descriptions;
    const std::string known = descriptions.empty() ? "" : descriptions[colorBy].className(code);
    return name + ": " + (known.empty() ? numberText(code) : known);
  };
  std::vector<Group> groups;
  for (const auto& [color, dash] :
       {std::pair{palette::lowThird, Dash::Solid}, std::pair{palette::highThird, Dash::Dashed}})
    if (groups.size() < byCount.size())
      groups.push_back({classOf(groups.size()), color, dash, {}});
  const std::size_t common = groups.size();
  groups.push_back({forReader({"%1: other classes", name}), palette::middleThird, Dash::Dotted, {}});
  groups.push_back({forReader({"%1 is missing", name}), palette::missing, Dash::Dotted, {}});
  for (std::size_t i = 0; i < feature.rows.size(); ++i) {
    const double code = column(static_cast<Eigen::Index>(feature.rows[i]));
    std::size_t group = std::isnan(code) ? common + 1 : common;
    for (std::size_t place = 0; place < common; ++place)
      if (code == byCount[place].first)
        group = place;
    groups[group].curves.push_back(static_cast<Eigen::Index>(i));
  }
  return groups;
}

/// Kept curves by label, or by a second feature.
std::vector<Group> groupsOf(const IceResults& results, const FeatureCurves& feature) {
  if (results.colorBy >= 0)
    return isOfCodes(results, static_cast<std::size_t>(results.colorBy)) ? commonClassesOf(results, feature)
                                                                         : thirdsOf(results, feature);
  std::vector<Group> groups{{results.hasLabels ? forReader("non-deposits") : forReader("samples"),
                             palette::nonDeposit,
                             Dash::Solid,
                             {}},
                            {forReader("deposits"), palette::deposit, Dash::Solid, {}}};
  for (std::size_t i = 0; i < feature.rows.size(); ++i)
    groups[static_cast<std::size_t>(results.samples.labels[feature.rows[i]])].curves.push_back(
        static_cast<Eigen::Index>(i));
  return groups;
}

/// All curves of a group as one line with gaps.
Lines linesOf(const IceResults& results, const FeatureCurves& feature, const Group& group,
              bool isDerivative) {
  Lines lines{group.name, {}, {}, {group.color, 1, group.dash, 0.35}};
  const std::size_t step = (group.curves.size() + mostDrawn - 1) / mostDrawn;
  for (std::size_t c = 0; c < group.curves.size(); c += std::max<std::size_t>(step, 1)) {
    const Eigen::Index curve = group.curves[c];
    const std::string name = sampleName(results.samples, feature.rows[static_cast<std::size_t>(curve)]);
    for (std::size_t k = 0; k < feature.grid.size(); ++k) {
      const auto point = static_cast<Eigen::Index>(k);
      lines.x.push_back(feature.grid[k]);
      lines.y.push_back(isDerivative         ? feature.derivative(curve, point)
                        : results.isCentered ? feature.centered(curve, point)
                                             : feature.ice(curve, point));
      lines.text.push_back(k == 0 ? name : "");
    }
    lines.text.back() = name;
    lines.x.push_back(gap);
    lines.y.push_back(gap);
    lines.text.emplace_back();
  }
  return lines;
}

std::vector<Series> linesOfGroups(const IceResults& results, const FeatureCurves& feature,
                                  bool isDerivative) {
  std::vector<Series> series;
  for (const Group& group : groupsOf(results, feature))
    if (!group.curves.empty())
      series.emplace_back(linesOf(results, feature, group, isDerivative));
  return series;
}

Lines meanLine(const std::string& name, const std::vector<double>& grid, std::vector<double> mean,
               bool isCentered, const char* color, Dash dash) {
  if (isCentered)
    for (std::size_t k = mean.size(); k-- > 0;)
      mean[k] -= mean[0];
  return {name, grid, std::move(mean), {color, 3.5, dash}};
}

/// Mean minus and plus one standard deviation at a point, as far as a score can be.
std::pair<double, double> possibleRange(const CurveStatistics& statistics, std::size_t point,
                                        OutputSpace space) {
  const auto possible = [space](double value) {
    return space == OutputSpace::Probability ? std::clamp(value, 0.0, 1.0) : value;
  };
  return {possible(statistics.mean[point] - statistics.spread[point]),
          possible(statistics.mean[point] + statistics.spread[point])};
}

/// Mean plus and minus one standard deviation as a shaded band.
Band bandOf(const FeatureCurves& feature, OutputSpace space) {
  Band band{forReader("mean \u00b1 1 sd"), feature.grid, {}, {}, palette::shade, 0.12};
  for (std::size_t k = 0; k < feature.grid.size(); ++k) {
    const auto [low, high] = possibleRange(feature.all, k, space);
    band.low.push_back(low);
    band.high.push_back(high);
  }
  return band;
}

/// How far the members of the model lie apart in the mean of all samples; a centred curve starts at zero in
/// each of them.
Band memberBand(const IceResults& results, const FeatureCurves& feature) {
  Matrix members = feature.all.meanOfMembers;
  std::vector<double> mean = feature.all.mean;
  if (results.isCentered) {
    members.colwise() -= Vector(members.col(0));
    for (std::size_t k = mean.size(); k-- > 0;)
      mean[k] -= mean[0];
  }
  const bool isScore = results.space == OutputSpace::Probability && !results.isCentered;
  const auto possible = [isScore](double value) { return isScore ? std::clamp(value, 0.0, 1.0) : value; };
  const std::vector<double> spread = spreadOfColumns(members);
  Band band{"PDP " + forReader(memberSpreadName), feature.grid, {}, {}, palette::mean, 0.3};
  for (std::size_t k = 0; k < mean.size(); ++k) {
    band.low.push_back(possible(mean[k] - spread[k]));
    band.high.push_back(possible(mean[k] + spread[k]));
  }
  return band;
}

/// Where the feature is missing: every kept curve's sample as a dot, the means as diamonds, and how far the
/// samples spread around the mean of all as a line.
std::vector<Series> missingPoints(const IceResults& results, const FeatureCurves& feature) {
  const MissingPoint& missing = *feature.missing;
  std::vector<Series> series;
  for (const Group& group : groupsOf(results, feature)) {
    Points dots{"", {}, {}, group.color, Symbol::OpenCircle, 5, 0.5};
    dots.yMeaning = outputName(results);
    const std::size_t step = (group.curves.size() + mostDrawn - 1) / mostDrawn;
    for (std::size_t c = 0; c < group.curves.size(); c += std::max<std::size_t>(step, 1)) {
      const Eigen::Index curve = group.curves[c];
      dots.x.push_back(0);
      dots.y.push_back(results.isCentered ? feature.centeredMissing(curve) : missing.ice[curve]);
      dots.text.push_back(sampleName(results.samples, feature.rows[static_cast<std::size_t>(curve)]));
    }
    if (!dots.x.empty())
      series.emplace_back(std::move(dots));
  }
  const auto mean = [&](const CurveStatistics& curve, const CurveStatistics& own, const char* color,
                        double size) {
    const double shift = results.isCentered ? curve.mean.front() : 0;
    Points point{"", {0}, {own.mean.front() - shift}, color, Symbol::Diamond, size};
    point.text = {forReader("mean")};
    point.yMeaning = outputName(results);
    series.emplace_back(std::move(point));
  };
  if (!results.isCentered) {
    const auto [low, high] = possibleRange(missing.all, 0, results.space);
    Lines spread{forReader("mean \u00b1 1 sd"), {0, 0}, {low, high}, {palette::shade, 6, Dash::Solid, 0.25}};
    spread.isInLegend = false; // the band of the curves is
    series.emplace_back(std::move(spread));
  }
  if (results.hasLabels && feature.byLabel[0].count > 0 && feature.byLabel[1].count > 0) {
    mean(feature.byLabel[1], missing.byLabel[1], palette::deposit, 9);
    mean(feature.byLabel[0], missing.byLabel[0], palette::nonDeposit, 9);
  }
  mean(feature.all, missing.all, palette::mean, 11);
  return series;
}

Histogram observedValues(const IceResults& results, const FeatureCurves& feature) {
  const auto column = results.samples.values.col(static_cast<Eigen::Index>(feature.feature));
  return histogramOf(forReader("observed values"), {column.begin(), column.end()}, 30, palette::values);
}

/// Across the whole chart: observed values reach beyond the grid.
Lines thresholdLine(const IceResults& results, const Histogram& observed) {
  const double threshold = thresholdOf(results);
  Lines line{forReader("decision threshold"),
             {observed.edges.front(), observed.edges.back()},
             {threshold, threshold},
             {palette::threshold, 1, Dash::DashDotted}};
  line.isInLegend = false; // the caption tells it
  return line;
}

Axis axisOf(const IceResults& results, std::size_t feature) {
  return featureAxis(results.samples.features, results.samples.descriptions, feature);
}

} // namespace

std::string outputName(const IceResults& results) {
  return results.space == OutputSpace::Logit ? forReader("log-odds") : forReader("score");
}

void addCurves(Report& report, const IceResults& results, const FeatureCurves& feature) {
  const std::string& name = results.samples.features[feature.feature];
  Histogram observed = observedValues(results, feature);
  std::vector<Series> series = linesOfGroups(results, feature, false);
  if (!results.isCentered) {
    series.emplace_back(bandOf(feature, results.space));
    series.emplace_back(thresholdLine(results, observed));
  }
  if (hasMembers(feature))
    series.emplace_back(memberBand(results, feature));
  series.emplace_back(meanLine(forReader("all (PDP)"), feature.grid, feature.all.mean, results.isCentered,
                               palette::mean, Dash::Solid));
  if (results.hasLabels && feature.byLabel[0].count > 0 && feature.byLabel[1].count > 0) {
    series.emplace_back(meanLine(forReader("deposits (PDP)"), feature.grid, feature.byLabel[1].mean,
                                 results.isCentered, palette::deposit, Dash::Dashed));
    series.emplace_back(meanLine(forReader("non-deposits (PDP)"), feature.grid, feature.byLabel[0].mean,
                                 results.isCentered, palette::nonDeposit, Dash::Dotted));
  }
  Chart chart = chartOf(
      name,
      forReader("Each thin line is a sample whose value of the feature is changed while its others stay; "
                "thick lines are means (PDP).") +
          " " +
          (results.isCentered ? forReader("Curves start at zero, so that their shapes can be compared.")
                              : forReader("The dash-dotted line is the decision threshold.")) +
          (hasMembers(feature)
               ? " " + forReader("The dark band shows how far the members of the model lie apart in the "
                                 "mean of all samples.")
               : "") +
          " " + forReader("Bars below show where observed values lie: beyond them the curves are guesses.") +
          (feature.missing
               ? " " + forReader("At the right is what the model says of the same samples where the "
                                 "feature is missing: rings are samples, diamonds means.")
               : "") +
          logAxisNote(axisOf(results, feature.feature)),
      axisOf(results, feature.feature),
      {results.isCentered ? forReader({"change of %1", outputName(results)}) : outputName(results)},
      std::move(series), 430);
  chart.panels[0].bottom = 0.22;
  Panel below{{}, {forReader("samples")}, {std::move(observed)}};
  below.top = 0.14;
  below.sharesX = true;
  chart.panels.push_back(std::move(below));
  if (feature.missing)
    addMissingPanel(chart).series = missingPoints(results, feature);
  report.chart(std::move(chart));
}

void addEffects(Report& report, const IceResults& results, const AccumulatedEffects& effects) {
  const std::string& name = results.samples.features[effects.feature];
  std::vector<Series> series;
  std::string ofMembers;
  if (effects.ofMembers.rows() > 1) {
    const std::vector<double> spread = spreadOfColumns(effects.ofMembers);
    Band band{"ALE " + forReader(memberSpreadName), effects.edges, {}, {}, palette::mean, 0.3};
    for (std::size_t k = 0; k < spread.size(); ++k) {
      band.low.push_back(effects.effect[k] - spread[k]);
      band.high.push_back(effects.effect[k] + spread[k]);
    }
    series.emplace_back(std::move(band));
    ofMembers =
        " " +
        forReader("The dark band shows how far the members of the model lie apart in the local effects.");
  }
  series.emplace_back(Lines{forReader("all (PDP, at the same level)"),
                            effects.edges,
                            effects.dependence,
                            {palette::total, 2, Dash::Dashed}});
  Lines line{forReader("all (ALE)"), effects.edges, effects.effect, {palette::mean, 3.5, Dash::Solid}};
  line.hasMarks = true;
  series.emplace_back(std::move(line));
  const Axis axis = axisOf(results, effects.feature);
  Axis change{forReader({"change of %1", outputName(results)})};
  change.hasZeroLine = true;
  const std::string note = logAxisNote(axis);
  Chart chart = chartOf(
      forReader({"Accumulated local effects: %1", name}),
      forReader(
          {"Each sample is moved within its own bin alone, from one edge to the other, and the mean steps "
           "are added up; zero is the mean over the samples. The dashed line is the PDP at the same edges "
           "and the same level: where the two part, and bins hold many samples, the feature goes together "
           "with others and interacts with them in the %1, and the PDP rests on combinations of values that "
           "few samples have.",
           outputName(results)}) +
          ofMembers + " " + forReader("Bars below are the bins and the samples in them.") +
          (effects.missing > 0 ? " " + forReader({"Samples that lack a value of %1 (%2) take no part.", name,
                                                  effects.missing})
                               : "") +
          note,
      axis, std::move(change), std::move(series), 400);
  chart.panels[0].bottom = 0.22;
  Panel below{{},
              {forReader("samples")},
              {Histogram{forReader("samples in a bin"),
                         effects.edges,
                         {effects.counts.begin(), effects.counts.end()},
                         palette::values}}};
  below.top = 0.14;
  below.sharesX = true;
  chart.panels.push_back(std::move(below));
  report.chart(std::move(chart));
}

void addDerivatives(Report& report, const IceResults& results, const FeatureCurves& feature) {
  const std::string& name = results.samples.features[feature.feature];
  std::vector<Series> series = linesOfGroups(results, feature, true);
  series.emplace_back(Lines{forReader("standard deviation"),
                            feature.grid,
                            feature.all.derivativeSpread,
                            {palette::mean, 3, Dash::Dotted}});
  Axis axis = axisOf(results, feature.feature);
  Axis slope{axis.log ? forReader({"%1 per unit of the stack's values", outputName(results)})
                      : forReader({"%1 per unit", outputName(results)})};
  slope.hasZeroLine = true;
  const std::string note = logAxisNote(axis);
  report.chart(chartOf(
      forReader({"Derivative: %1", name}),
      forReader(
          "d-ICE: the slope of each sample's curve. Where the dotted line (their standard deviation) is "
          "above zero, the effect of the feature depends on the others.") +
          note,
      std::move(axis), std::move(slope), std::move(series), 360));
}

void addPair(Report& report, const IceResults& results, const PairDependence& pair) {
  HeatMap map;
  map.values = pair.mean;
  map.low = pair.mean.minCoeff();
  map.high = pair.mean.maxCoeff();
  map.scale = palette::sequential();
  map.scaleTitle = outputName(results);
  map.x = pair.gridB;
  map.y = pair.gridA;
  map.contour = thresholdOf(results);
  map.contourName = forReader("decision threshold");
  Axis across = axisOf(results, pair.b);
  Axis upwards = axisOf(results, pair.a);
  const std::string note = logAxisNote(across.log ? across : upwards);
  report.chart(chartOf(
      forReader({"%1 and %2 together", results.samples.features[pair.a], results.samples.features[pair.b]}),
      forReader("Mean prediction when both features are set to the values of the axes. Contours that are not "
                "parallel show that the two interact. The white dash-dotted line is the decision threshold, "
                "where the mean prediction reaches it.") +
          note,
      std::move(across), std::move(upwards), {std::move(map)}, 460));
}

} // namespace prospectivity

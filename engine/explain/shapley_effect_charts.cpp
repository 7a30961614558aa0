#include "engine/explain/shapley_effect_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/statistics.h"
#include "engine/explain/feature_axis.h"
#include "engine/explain/missing_panel.h"
#include "engine/explain/sample_name.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostPoints = 1000; ///< per feature; more cannot be told apart

Axis effectAxis(const ExplainedSamples& explained) {
  Axis axis{forReader("SHAP value"), explained.unit()};
  axis.hasZeroLine = true;
  return axis;
}

/// Rank of each row's feature value from 0 (lowest) to 1: an outlier then does not wash out the colours. NaN
/// where the value is missing.
std::vector<double> relativeRanks(const ExplainedSamples& explained, std::size_t feature) {
  std::vector<double> known;
  for (std::size_t i = 0; i < explained.samples.size(); ++i)
    if (!explained.isMissing(i, feature))
      known.push_back(explained.valueAt(i, feature));
  const std::vector<double> rank = ranks(known);
  std::vector<double> result(explained.samples.size(), std::numeric_limits<double>::quiet_NaN());
  std::size_t next = 0;
  for (std::size_t i = 0; i < result.size(); ++i)
    if (!explained.isMissing(i, feature))
      result[i] = rank.size() < 2 ? 0.5 : (rank[next++] - 1) / static_cast<double>(rank.size() - 1);
  return result;
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
Points dots(double size, const std::string& shadedBy) {
  Points points;
  points.size = size;
  points.shades = Shades{{}, 0, 1, shadedBy};
  return points;
}

double twoDigits(double share) {
  return std::round(share * 100) / 100;
}

/// Dots of samples that lack a value, beside those of `points`.
Points dotsWithout(const Points& points, std::string name) {
  Points without = points;
  without.name = std::move(name);
  without.color = palette::missing;
  without.symbol = Symbol::OpenCircle;
  without.shades.reset();
  return without;
}

/// By which other player the dots of a dependence chart are coloured, and what is said of it.
struct Partner {
  std::optional<std::size_t> player; ///< none: one colour for all
  std::string caption;
};

Partner partnerOf(const ExplainedSamples& explained, std::size_t feature) {
  Partner partner;
  if (const auto& interactions = explained.shapley.interactions) {
    partner.player = mostInteracting(*interactions, feature, roundingOf(explained.shapley));
    partner.caption =
        partner.player
            ? forReader({"Dots are coloured by %1, the feature that it interacts with most (mean "
                         "|Shapley interaction| of these samples, %2): where colours part, the two "
                         "interact.",
                         explained.samples.features[*partner.player], explained.unit()})
            : forReader("It interacts with no other feature in these samples, beyond rounding.");
    return partner;
  }
  const std::size_t likely = strongestPartner(explained.shapley.values, explained.samples.values, feature);
  if (likely == feature)
    return partner;
  partner.player = likely;
  partner.caption = forReader(
      {"Dots are coloured by %1, the feature whose values go along most with what this one gives to "
       "samples of like value: where colours part, the two may interact.",
       explained.samples.features[likely]});
  return partner;
}

} // namespace

void addBeeswarm(Report& report, const ExplainedSamples& explained) {
  std::vector<std::size_t> features = featuresByWeight(explained);
  std::reverse(features.begin(), features.end());
  const std::vector<std::size_t> rows = rowsToDraw(explained, mostPoints);
  Points swarm = dots(5, forReader("feature value"));
  swarm.textMeaning = forReader("value");
  swarm.xMeaning = "SHAP";
  Points without = dotsWithout(swarm, forReader("value is missing"));
  for (std::size_t i = 0; i < features.size(); ++i) {
    const std::vector<double> level = relativeRanks(explained, features[i]);
    std::vector<double> values;
    values.reserve(rows.size());
    for (const std::size_t row : rows)
      values.push_back(explained.shapleyAt(row, features[i]));
    const std::vector<double> offset = spread(values);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const bool isMissing = std::isnan(level[rows[k]]);
      Points& group = isMissing ? without : swarm;
      group.x.push_back(values[k]);
      group.y.push_back(static_cast<double>(i) + offset[k]);
      group.text.push_back(explained.valueText(rows[k], features[i]) + ", " +
                           sampleName(explained.samples, rows[k]));
      if (!isMissing)
        swarm.shades->values.push_back(twoDigits(level[rows[k]]));
    }
  }
  std::string caption = forReader(
      "Each dot is a sample. To the right of zero the feature raises its prospectivity, to the left it "
      "lowers it. Bright dots have high values of the feature, dark ones low values.");
  std::vector<Series> series{std::move(swarm)};
  if (!without.x.empty()) {
    caption += " " + forReader("Grey rings are samples that lack a value of the feature.");
    series.emplace_back(std::move(without));
  }
  report.chart(chartOf(forReader("How feature values push single samples"), std::move(caption),
                       effectAxis(explained), {"", "", namesOf(explained, features)}, std::move(series),
                       heightOfRows(features.size())));
}

void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature) {
  const Partner partner = partnerOf(explained, feature);
  const std::string& name = explained.samples.features[feature];
  const std::string other = partner.player ? explained.samples.features[*partner.player] : "";
  const std::vector<double> level = partner.player ? relativeRanks(explained, *partner.player)
                                                   : std::vector<double>(explained.samples.size(), 0.0);
  Points points = dots(6, axisName(other));
  if (!partner.player) {
    points.shades.reset();
    points.color = palette::bars;
  }
  points.xMeaning = forReader("value");
  points.yMeaning = "SHAP";
  Points withoutPartner = dotsWithout(points, forReader({"%1 is missing", axisName(other)}));
  Points without = dotsWithout(points, "");
  without.xMeaning.clear();
  for (const std::size_t row : rowsToDraw(explained, mostPoints)) {
    const bool isMissing = explained.isMissing(row, feature);
    Points& group = isMissing ? without : std::isnan(level[row]) ? withoutPartner : points;
    group.x.push_back(isMissing ? 0 : explained.valueAt(row, feature));
    group.y.push_back(explained.shapleyAt(row, feature));
    group.text.push_back(sampleName(explained.samples, row));
    if (&group == &points && points.shades)
      points.shades->values.push_back(twoDigits(level[row]));
  }
  Axis axis = featureAxis(explained.samples.features, explained.samples.descriptions, feature);
  if (isCategorical(explained, feature)) {
    axis.names = {""}; // classes count from 1
    axis.names.insert(axis.names.end(), explained.classes[feature].begin(), explained.classes[feature].end());
    axis.log.reset();
  }
  std::string caption =
      forReader("What the feature gives to a sample against its value.") + " " + partner.caption;
  std::vector<Series> series{std::move(points)};
  if (!withoutPartner.x.empty()) {
    caption += " " + forReader({"Grey rings among them are samples that lack a value of %1.", other});
    series.emplace_back(std::move(withoutPartner));
  }
  if (!without.x.empty())
    caption += " " + forReader({"At the right are samples that lack a value of %1 itself.", name});
  caption += logAxisNote(axis);
  Chart chart = chartOf(forReader({"Dependence on %1", name}), std::move(caption), std::move(axis),
                        effectAxis(explained), std::move(series), 380);
  if (!without.x.empty())
    addMissingPanel(chart).series.emplace_back(std::move(without));
  report.chart(std::move(chart));
}

} // namespace prospectivity

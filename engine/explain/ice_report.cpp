#include "engine/explain/ice_report.h"

#include "engine/core/feature_layers.h"
#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/explain/class_table.h"
#include "engine/explain/ice_charts.h"
#include "engine/explain/member_agreement.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/report.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr const char* directionColumn = "members from the low to the high end";
constexpr const char* noneOfCodes = "codes have none"; ///< no direction, no slopes
constexpr int digits = 3;

/// Members whose mean (PDP) is higher at the high end of the grid than at the low one, and lower.
struct MemberDirections {
  int raise = 0;
  int lower = 0;
};

/// How much the ends of a curve must differ: a hundredth of what the members' curves span of themselves, and
/// more than predictions in single precision are apart by rounding.
double leastStepOf(const Matrix& members) {
  constexpr double ofRange = 0.01;
  constexpr double rounding = 1e-6;
  const double range = (members.rowwise().maxCoeff() - members.rowwise().minCoeff()).maxCoeff();
  return std::max(ofRange * range, rounding * members.cwiseAbs().maxCoeff());
}

MemberDirections directionsOf(const FeatureCurves& feature) {
  const Matrix& members = feature.all.meanOfMembers;
  const double least = leastStepOf(members);
  MemberDirections result;
  for (Eigen::Index m = 0; m < members.rows(); ++m) {
    const double step = members(m, members.cols() - 1) - members(m, 0);
    result.raise += step > least ? 1 : 0;
    result.lower += step < -least ? 1 : 0;
  }
  return result;
}

/// How much slopes differ, in words.
std::string slopesOf(const IceResults& results, const FeatureCurves& feature) {
  if (feature.derivative.size() == 0)
    return forReader("none");
  if (isOfCodes(results, feature.feature))
    return forReader(noneOfCodes);
  const std::vector<double>& spread = feature.all.derivativeSpread;
  return formatNumber(*std::max_element(spread.begin(), spread.end()), digits);
}

/// What the accumulated effects of a feature span over its grid, as its PDP does.
double rangeOverGrid(const AccumulatedEffects& effects, const FeatureCurves& curves) {
  return effectRange(effects, curves.grid.front(), curves.grid.back());
}

/// The same in words.
std::string effectRangeOf(const IceResults& results, const FeatureCurves& curves) {
  if (const AccumulatedEffects* effects = effectsOf(results, curves.feature))
    return formatNumber(rangeOverGrid(*effects, curves), digits);
  return results.withoutOrder.count(curves.feature) > 0 ? forReader("classes have none")
                                                        : forReader("too few bins");
}

ReportTable tableOf(const IceResults& results, const std::vector<std::size_t>& order) {
  const std::string unit = " (" + outputName(results) + ")";
  ReportTable table{
      forReader("Features"),
      {forReader("feature"), forReader("lowest PDP") + unit, forReader("highest PDP") + unit,
       forReader("range") + unit,
       forReader({"largest sd of d-ICE (%1 per unit of the feature in the stack)", outputName(results)})},
      {}};
  if (hasMembers(results.curves.front()))
    for (const std::string& column :
         {forReader("largest sd of PDP over members"), forReader(directionColumn)})
      table.columns.push_back(column);
  const bool tellsMissing = hasMissingPoint(results);
  if (tellsMissing)
    table.columns.emplace_back(forReader("PDP where missing"));
  table.columns.push_back(forReader("range of ALE") + unit);
  for (const std::size_t i : order) {
    const FeatureCurves& feature = results.curves[i];
    const auto [low, high] = std::minmax_element(feature.all.mean.begin(), feature.all.mean.end());
    table.rows.push_back({results.samples.features[feature.feature], formatNumber(*low, digits),
                          formatNumber(*high, digits), formatNumber(*high - *low, digits),
                          slopesOf(results, feature)});
    if (hasMembers(feature)) {
      const std::vector<double> spread = spreadOfColumns(feature.all.meanOfMembers);
      const MemberDirections directions = directionsOf(feature);
      table.rows.back().push_back(formatNumber(*std::max_element(spread.begin(), spread.end()), 2));
      table.rows.back().push_back(forReader({"%1 raise, %2 lower it", directions.raise, directions.lower}));
    }
    if (tellsMissing)
      table.rows.back().push_back(feature.missing ? formatNumber(feature.missing->all.mean[0], digits)
                                                  : forReader("never missing"));
    table.rows.back().push_back(effectRangeOf(results, feature));
  }
  return table;
}

/// Takes the directions of codes out of the table of the features in that order.
void leaveOutDirectionsOfCodes(ReportTable& table, const IceResults& results,
                               const std::vector<std::size_t>& order) {
  const auto column = std::find(table.columns.begin(), table.columns.end(), forReader(directionColumn));
  if (column == table.columns.end())
    return;
  for (std::size_t row = 0; row < order.size(); ++row)
    if (isOfCodes(results, results.curves[order[row]].feature))
      table.rows[row][static_cast<std::size_t>(column - table.columns.begin())] = forReader(noneOfCodes);
}

std::string memberSentence(const IceResults& results, const std::vector<std::size_t>& order) {
  const FeatureCurves& first = results.curves.front();
  std::string text =
      forReader(
          {"The model has %1 members; dark bands show \u00b1 1 standard deviation over the means (PDP) of "
           "each of them alone.",
           first.all.meanOfMembers.rows()}) +
      " ";
  if (results.space == OutputSpace::Probability)
    text +=
        forReader("The spread is that of the members' own scores, whose mean is not the value shown: that "
                  "belongs to the mean of their log-odds.") +
        " ";
  std::vector<std::string> turning;
  std::size_t ofCodes = 0;
  for (const std::size_t i : order) {
    const MemberDirections directions = directionsOf(results.curves[i]);
    if (isOfCodes(results, results.curves[i].feature))
      ++ofCodes;
    else if (directions.raise > 0 && directions.lower > 0)
      turning.push_back(results.samples.features[results.curves[i].feature]);
  }
  if (ofCodes == order.size())
    return text + forReader("Codes of classes have no low and no high end, so that no direction is told.");
  const Sentence but = ofCodes > 0 ? Sentence(" (codes of classes have none)") : Sentence("");
  return text +
         (turning.empty()
              ? forReader(
                    {"From the low to the high end of each curve%1 all members lead the same way.", but})
              : forReader({"From the low to the high end of its curve%1 one member raises the prediction and "
                           "another lowers it for %2.",
                           but, listed(turning)}));
}

/// How far the mean where a feature is missing lies beyond the curve of its means; 0 within.
double beyondCurve(const FeatureCurves& feature) {
  const auto [low, high] = std::minmax_element(feature.all.mean.begin(), feature.all.mean.end());
  const double mean = feature.missing->all.mean[0];
  return std::max({0.0, *low - mean, mean - *high});
}

std::string missingSentence(const IceResults& results) {
  const FeatureCurves* farthest = nullptr;
  for (const FeatureCurves& feature : results.curves)
    if (feature.missing && (farthest == nullptr || beyondCurve(feature) > beyondCurve(*farthest)))
      farthest = &feature;
  const std::string& name = results.samples.features[farthest->feature];
  return forReader("The model takes missing values: beside the curve of a feature that is missing somewhere "
                   "stands what it says where the feature is missing.") +
         " " +
         (beyondCurve(*farthest) > 0
              ? forReader(
                    {"For %1 that lies farthest from any value of the curve's mean, by %2: there it counts "
                     "that the value is missing.",
                     name, formatNumber(beyondCurve(*farthest), 3)})
              : forReader("Nowhere does that lie beyond the curve's mean."));
}

std::string foldTitle(std::size_t features) {
  return features == 1 ? forReader("The feature that moves the mean least")
                       : forReader({"The %1 features that move the mean least", features});
}

std::string foldTitleOfEffects(std::size_t features) {
  return features == 1 ? forReader("The feature whose PDP and local effects span least")
                       : forReader({"The %1 features whose PDP and local effects span least", features});
}

std::string partingSentence(const IceResults& results) {
  const AccumulatedEffects* farthest = nullptr;
  double parting = 0;
  for (const AccumulatedEffects& effects : results.effects)
    if (const double own = partingOf(effects).value_or(0); own > parting) {
      farthest = &effects;
      parting = own;
    }
  if (farthest == nullptr)
    return forReader("They do not part from the PDP, beyond rounding, for any feature.");
  return forReader({"They lie farthest from the PDP for %1, by %2 (%3, at an edge of a bin).",
                    results.samples.features[farthest->feature], formatNumber(parting, digits),
                    outputName(results)});
}

std::string effectsSentence(const IceResults& results) {
  std::string text;
  const auto add = [&text](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
  if (!results.effects.empty()) {
    add(forReader(
        "Layers of evidence may be correlated, and partial dependence (PDP) sets samples to values that may "
        "not occur together with their other layers. Accumulated local effects (ALE) move samples to "
        "neighbouring values alone."));
    add(partingSentence(results));
    if (results.space == OutputSpace::Probability)
      add(forReader(
          "Scores of a sum interact too, because the sigmoid bends; log-odds show what the model itself "
          "joins."));
  }
  if (!results.withoutOrder.empty())
    add(forReader(
        {"Of %1 there are no accumulated local effects: classes have no order in which one could step "
         "from each to the next.",
         listed(namesWithoutOrder(results))}));
  std::vector<std::string> names;
  for (const std::size_t feature : results.withoutBins)
    names.push_back(results.samples.features[feature]);
  if (!names.empty())
    add(forReader(
        {"Of %1 there are no accumulated local effects: there are fewer than two bins of five samples "
         "(at most one fewer than points of a grid), and in one bin alone they would be the PDP.",
         listed(names)}));
  return text;
}

/// Features that have accumulated effects, those first whose PDP or effects span most: effects are there for
/// those whose PDP may hide them.
std::vector<const FeatureCurves*> byEffects(const IceResults& results) {
  std::vector<const FeatureCurves*> features;
  std::vector<double> ranges;
  for (const FeatureCurves& curves : results.curves)
    if (const AccumulatedEffects* effects = effectsOf(results, curves.feature)) {
      features.push_back(&curves);
      ranges.push_back(std::max(dependenceRange(curves), rangeOverGrid(*effects, curves)));
    }
  std::vector<const FeatureCurves*> ordered;
  for (const std::size_t place : ranking(ranges))
    ordered.push_back(features[place]);
  return ordered;
}

/// Adds the section on accumulated local effects.
void addAllEffects(Report& report, const IceResults& results, std::size_t shown) {
  const std::string sentence = effectsSentence(results);
  if (sentence.empty())
    return;
  report.heading(forReader("Accumulated local effects"));
  report.paragraph(sentence);
  const std::vector<const FeatureCurves*> order = byEffects(results);
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (place == shown)
      report.beginFold(foldTitleOfEffects(order.size() - shown));
    addEffects(report, results, *effectsOf(results, order[place]->feature));
  }
  if (order.size() > shown)
    report.endFold();
}

} // namespace

bool hasMissingPoint(const IceResults& results) {
  return std::any_of(results.curves.begin(), results.curves.end(),
                     [](const FeatureCurves& feature) { return feature.missing.has_value(); });
}

bool isOfCodes(const IceResults& results, std::size_t feature) {
  const std::vector<FeatureDescription>& descriptions = results.samples.descriptions;
  return results.classes.count(feature) > 0 ||
         (!descriptions.empty() && descriptions[feature].kind == FeatureKind::Codes);
}

/// Empty for a feature that is no class of a layer.
std::string layerOf(const IceResults& results, std::size_t feature) {
  const std::vector<FeatureDescription>& descriptions = results.samples.descriptions;
  return layerOfClass(results.samples.features[feature],
                      descriptions.empty() ? FeatureDescription() : descriptions[feature]);
}

bool hasLocalEffects(const IceResults& results, std::size_t feature) {
  const std::vector<FeatureDescription>& descriptions = results.samples.descriptions;
  const bool isPresence = (!descriptions.empty() && descriptions[feature].kind == FeatureKind::Indicator) ||
                          !layerOf(results, feature).empty();
  return !isPresence && !isOfCodes(results, feature);
}

std::vector<std::string> namesWithoutOrder(const IceResults& results) {
  std::vector<std::string> names;
  for (const std::size_t feature : results.withoutOrder) {
    const std::string& own = results.samples.features[feature];
    const std::string layer = layerOf(results, feature);
    const std::string& name = layer.empty() ? own : layer;
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  return names;
}

bool hasMembers(const FeatureCurves& curves) {
  return curves.all.meanOfMembers.rows() > 1;
}

const AccumulatedEffects* effectsOf(const IceResults& results, std::size_t feature) {
  for (const AccumulatedEffects& effects : results.effects)
    if (effects.feature == feature)
      return &effects;
  return nullptr;
}

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
  Report report(forReader("How predictions follow each feature: ICE and PDP"),
                forReader({"%1 samples, %2 features", results.samples.size(), results.curves.size()}));
  const FeatureCurves& first = results.curves[order[0]];
  const bool rises = first.all.mean.back() >= first.all.mean.front();
  const Sentence direction = isOfCodes(results, first.feature) ? Sentence(".")
                             : rises ? Sentence(": going from its low to its high values raises it.")
                                     : Sentence(": going from its low to its high values lowers it.");
  report.paragraph(
      forReader({"%1 moves the mean %2 most (by %3)%4", results.samples.features[first.feature],
                 outputName(results), formatNumber(ranges[order[0]], 3), direction}) +
      " " +
      forReader("Each feature is varied alone: that shows how the model uses it, not what makes a deposit."));
  if (hasMembers(first))
    report.paragraph(memberSentence(results, order));
  if (hasMissingPoint(results))
    report.paragraph(missingSentence(results));
  report.heading(forReader("Curves, the most influential features first"));
  constexpr std::size_t shown = 6; // the others are folded away
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (place == shown)
      report.beginFold(foldTitle(order.size() - shown));
    addCurves(report, results, results.curves[order[place]]);
  }
  if (order.size() > shown)
    report.endFold();
  for (const PairDependence& pair : results.pairs)
    addPair(report, results, pair);
  addAllEffects(report, results, shown);
  report.heading(forReader("Slopes"));
  if (first.derivative.size() == 0)
    report.paragraph(forReader("This kind of model moves in steps: its curves have no slopes."));
  bool leavesOut = false;
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i) {
    const FeatureCurves& feature = results.curves[order[i]];
    const bool hasSlopes = feature.derivative.size() > 0;
    if (hasSlopes && !isOfCodes(results, feature.feature))
      addDerivatives(report, results, feature);
    leavesOut = leavesOut || (hasSlopes && isOfCodes(results, feature.feature));
  }
  if (leavesOut)
    report.paragraph(forReader("Codes of classes have no slopes: between two of them there is nothing."));
  ReportTable table = tableOf(results, order);
  leaveOutDirectionsOfCodes(table, results, order);
  report.table(table);
  addClassTable(report, results.samples.features, results.samples.descriptions);
  return report;
}

} // namespace prospectivity

#include "engine/explain/comparison_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/explain/decision_paths.h"
#include "engine/explain/feature_axis.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"
#include "engine/report/report.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t shownFeatures = 4;
constexpr std::size_t mostPaths = 40; ///< of a model

const char* const findingTitles[] = {"1. Performance and overfitting", "2. Consistency of effects (d-ICE)",
                                     "3. Separation of the classes (PDP)",
                                     "4. Separation of feature values and decision paths (SHAP)"};

std::vector<std::size_t> byImportance(const Comparison& comparison) {
  std::vector<double> importance = meanAbsolute(comparison.a.shapley.values);
  const std::vector<double> other = meanAbsolute(comparison.b.shapley.values);
  for (std::size_t j = 0; j < importance.size(); ++j)
    importance[j] += other[j];
  return ranking(importance);
}

std::vector<std::string> namesOf(const Comparison& comparison, const std::vector<std::size_t>& order) {
  std::vector<std::string> names;
  names.reserve(order.size());
  for (const std::size_t feature : order)
    names.push_back(comparison.features[feature]);
  return names;
}

void addFeatureBars(Report& report, const Comparison& comparison, const std::string& title,
                    std::vector<double> ModelDecisions::*figure, const Axis& axis,
                    const std::string& caption) {
  std::vector<std::size_t> order = byImportance(comparison);
  std::reverse(order.begin(), order.end());
  const auto bars = [&](const char* name, const ModelDecisions& model, const char* color) {
    Bars one{forReader(name), {}, {color}, true};
    for (const std::size_t feature : order)
      one.lengths.push_back((model.*figure)[feature]);
    return one;
  };
  Bars a = bars("model A", comparison.a, palette::modelA);
  a.isHatched = true;
  report.chart(chartOf(title, caption, axis, {"", "", namesOf(comparison, order)},
                       {std::move(a), bars("model B", comparison.b, palette::modelB)},
                       160 + 34 * static_cast<int>(order.size())));
}

/// Two panels with one vertical axis and the same horizontal one: model A on the left, model B on the right.
Chart sideBySide(const std::string& title, const std::string& caption, const Axis& x, Axis y, int height) {
  Axis xA = x;
  Axis xB = x;
  xA.title = forReader({"%1, model A", x.title});
  xB.title = forReader({"%1, model B", x.title});
  Chart chart = chartOf(title, caption, std::move(xA), std::move(y), {}, height);
  chart.panels[0].right = 0.48;
  Panel right{std::move(xB), {}};
  right.left = 0.52;
  right.sharesY = true;
  right.matchesX = true;
  chart.panels.push_back(std::move(right));
  return chart;
}

Lines meanLine(const FeatureCurves& curves, std::size_t label, bool isB) {
  Lines line{
      label == 1 ? forReader("deposits") : forReader("non-deposits"),
      curves.grid,
      curves.byLabel[label].mean,
      {label == 1 ? palette::deposit : palette::nonDeposit, 3, label == 1 ? Dash::Solid : Dash::Dotted}};
  line.isInLegend = !isB;
  line.group = line.name;
  return line;
}

void addDependence(Report& report, const Comparison& comparison, std::size_t feature) {
  if (comparison.known[feature] == 0)
    return; // no sample says where its values lie
  Axis x = featureAxis(comparison.features, comparison.descriptions, feature);
  x.title = axisName(x.title);
  const std::string& name = comparison.features[feature];
  Chart chart =
      sideBySide(forReader({"PDP by class: %1", name}),
                 forReader("Mean prediction of deposits and non-deposits when the feature is set to the "
                           "value on the axis. The wider the gap, the better the model tells them apart.") +
                     logAxisNote(x),
                 x, {forReader("prospectivity score")}, 340);
  for (const bool isB : {false, true})
    for (const std::size_t label : {0U, 1U})
      chart.panels[isB ? 1 : 0].series.emplace_back(
          meanLine((isB ? comparison.b : comparison.a).curves[feature], label, isB));
  report.chart(std::move(chart));
}

void addPaths(Report& report, const Comparison& comparison, const SampleTable& samples) {
  std::vector<std::size_t> order = byImportance(comparison);
  std::reverse(order.begin(), order.end());
  std::vector<std::size_t> shown = comparison.topSamples;
  shown.resize(std::min(shown.size(), mostPaths));
  Chart chart = sideBySide(
      forReader("Decision paths of the top samples"),
      forReader(
          "How the same most prospective samples reach their prediction in both models, from the base value "
          "(bottom). Paths that stay together mean that the model decides alike for like samples."),
      {forReader("log-odds so far")}, {"", "", namesOf(comparison, order)},
      200 + 24 * static_cast<int>(order.size()));
  chart.panels[0].series.emplace_back(
      decisionPaths(forReader("model A"), samples, comparison.a.shapley, shown, order, palette::modelA));
  chart.panels[1].series.emplace_back(
      decisionPaths(forReader("model B"), samples, comparison.b.shapley, shown, order, palette::modelB));
  report.chart(std::move(chart));
}

ReportTable measureTable(const Comparison& comparison) {
  ReportTable table{forReader("Measures"),
                    {forReader("finding"), forReader("measure"), forReader("paired by"), forReader("pairs"),
                     forReader("model A"), forReader("model B"), "B - A", forReader("95 % interval"), "p",
                     forReader("expected"), forReader("verdict")},
                    {}};
  for (const ComparedMeasure& measure : comparison.measures) {
    const ComparedPairs& test = measure.test;
    const Verdict verdict = verdictOf(test, measure.expectedSign);
    table.rows.push_back(
        {std::to_string(measure.finding), forReader(measure.name), forReader(measure.pairedBy),
         std::to_string(test.pairs), formatNumber(test.meanA, 3), formatNumber(test.meanB, 3),
         formatNumber(test.difference, 3),
         std::isnan(test.low)
             ? forReader("too few pairs")
             : forReader({"%1 to %2", formatNumber(test.low, 3), formatNumber(test.high, 3)}),
         formatNumber(test.p, 2), measure.expectedSign > 0 ? forReader("B higher") : forReader("B lower"),
         verdict == Verdict::Holds      ? forReader("holds")
         : verdict == Verdict::Opposite ? forReader("opposite")
                                        : forReader("unclear")});
  }
  return table;
}

ReportTable featureTable(const Comparison& comparison) {
  ReportTable table{forReader("Features"),
                    {forReader("feature"), forReader("sd of d-ICE A"), forReader("sd of d-ICE B"),
                     forReader("same sign A"), forReader("same sign B"), forReader("PDP gap A"),
                     forReader("PDP gap B"), forReader("SHAP separation A"), forReader("SHAP separation B")},
                    {}};
  const bool hasHoles = std::any_of(comparison.known.begin(), comparison.known.end(),
                                    [&](std::size_t known) { return known < comparison.samples; });
  if (hasHoles)
    table.columns.emplace_back(forReader("samples with a value"));
  for (const std::size_t j : byImportance(comparison)) {
    table.rows.push_back({comparison.features[j], formatNumber(comparison.a.slopeSpread[j]),
                          formatNumber(comparison.b.slopeSpread[j]),
                          formatNumber(comparison.a.agreement[j], 3),
                          formatNumber(comparison.b.agreement[j], 3), formatNumber(comparison.a.classGap[j]),
                          formatNumber(comparison.b.classGap[j]), formatNumber(comparison.a.separation[j], 3),
                          formatNumber(comparison.b.separation[j], 3)});
    if (hasHoles)
      table.rows.back().push_back(std::to_string(comparison.known[j]));
  }
  return table;
}

void addSentences(Report& report, const Comparison& comparison, int finding) {
  report.heading(forReader(findingTitles[finding - 1]));
  bool isTold = false;
  for (const ComparedMeasure& measure : comparison.measures)
    if (measure.finding == finding && verdictOf(measure.test, measure.expectedSign) != Verdict::Unclear) {
      report.paragraph(sentenceOf(measure));
      isTold = true;
    }
  if (!isTold)
    report.paragraph(forReader("No measure of this differs between the models beyond chance."));
}

} // namespace

Report comparisonReport(const Comparison& comparison, const SampleTable& samples) {
  const auto countOf = [&](Verdict verdict) {
    return std::to_string(std::count_if(comparison.measures.begin(), comparison.measures.end(),
                                        [&](const ComparedMeasure& measure) {
                                          return verdictOf(measure.test, measure.expectedSign) == verdict;
                                        }));
  };
  Report report(forReader("What changed between two models"),
                forReader({"%1 samples, %2 features", samples.size(), comparison.features.size()}));
  report.paragraph(
      forReader({"Of %1 measures of what augmentation is said to do, %2 hold here beyond chance, %3 "
                 "show the opposite, and %4 cannot be told from chance.",
                 comparison.measures.size(), countOf(Verdict::Holds), countOf(Verdict::Opposite),
                 countOf(Verdict::Unclear)}));
  report.paragraph(forReader(
      "Model A is the one without augmentation, model B the one with it, both judged on the same samples. A "
      "difference counts where p is below 0.05, which is where its interval leaves out zero; with that many "
      "measures, one may pass by chance alone. Pairs (folds, samples, features or steps of the paths) are "
      "not "
      "fully independent: read intervals and p as a guide. Metrics on these samples are of samples that a "
      "model "
      "may have seen in training; those of folds are not."));
  report.table(measureTable(comparison));
  addSentences(report, comparison, 1);
  addSentences(report, comparison, 2);
  addFeatureBars(
      report, comparison, forReader("Spread of slopes beyond the threshold"), &ModelDecisions::slopeSpread,
      {forReader("sd of d-ICE"), forReader("score per sd of the feature")},
      forReader(
          "Where the prediction is above 0.5: how much the effect of a feature differs between samples."));
  addSentences(report, comparison, 3);
  const std::vector<std::size_t> order = byImportance(comparison);
  for (std::size_t i = 0; i < std::min(shownFeatures, order.size()); ++i)
    addDependence(report, comparison, order[i]);
  addFeatureBars(report, comparison, forReader("Gap between the classes"), &ModelDecisions::classGap,
                 {forReader("mean |PDP of deposits - PDP of non-deposits|"), forReader("score")},
                 forReader("How far apart the curves of both classes lie."));
  addSentences(report, comparison, 4);
  addFeatureBars(
      report, comparison, forReader("Separation of high and low values"), &ModelDecisions::separation,
      {forReader("AUC of SHAP values between upper and lower half of the feature")},
      forReader(
          "1: the SHAP value tells high from low values of the feature without fault; 0.5: not at all."));
  addPaths(report, comparison, samples);
  report.heading(forReader("Numbers"));
  report.table(featureTable(comparison));
  return report;
}

} // namespace prospectivity

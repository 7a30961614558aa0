#include "engine/explain/interaction_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/model/coalition_game.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

constexpr std::size_t mostDrawn = 15;
constexpr std::size_t mostListed = 50;
constexpr std::size_t keptOfNames = 7; ///< characters at each end: an axis has two of them

std::string nameOf(const InteractingPair& pair, const ExplainedSamples& explained) {
  return forReader(
      {"%1 and %2", explained.samples.features[pair.one], explained.samples.features[pair.other]});
}

void addBars(Report& report, const ExplainedSamples& explained, const std::vector<InteractingPair>& pairs) {
  std::vector<double> lengths;
  std::vector<std::string> names;
  std::vector<std::string> whole;
  for (std::size_t i = std::min(pairs.size(), mostDrawn); i-- > 0;) {
    lengths.push_back(pairs[i].meanAbsolute);
    const std::string rank = std::to_string(i + 1) + ". "; // what is left of two names may look alike
    names.push_back(rank +
                    forReader({"%1 and %2", axisName(explained.samples.features[pairs[i].one], keptOfNames),
                               axisName(explained.samples.features[pairs[i].other], keptOfNames)}));
    whole.push_back(rank + nameOf(pairs[i], explained));
  }
  Bars bars{"", std::move(lengths), {palette::bars}};
  bars.isHorizontal = true;
  bars.text = std::move(whole);
  const int height = heightOfRows(names.size());
  Axis axis{"", "", std::move(names)};
  axis.shortensNames = false; // each was
  report.chart(chartOf(
      forReader("Which pairs interact most"),
      forReader("How far two features move the prediction of the model for a sample together, beyond what "
                "each does for itself: mean size of their Shapley interaction index, up or down. "
                "Numbers are the ranks of the table."),
      {forReader("mean |interaction|"), explained.unit()}, std::move(axis), {std::move(bars)}, height));
}

ReportTable tableOf(const ExplainedSamples& explained, const std::vector<InteractingPair>& pairs) {
  const ShapleyInteractions& interactions = *explained.shapley.interactions;
  const std::string unit = " (" + explained.unit() + ")";
  const std::string title =
      pairs.size() > mostListed
          ? forReader({"The %1 of %2 pairs that interact most", mostListed, pairs.size()})
          : forReader("Pairs that interact");
  ReportTable table{title,
                    {forReader("rank"), forReader("features"), forReader("mean |interaction|") + unit,
                     forReader("lowest") + unit, forReader("highest") + unit},
                    {}};
  for (std::size_t i = 0; i < std::min(pairs.size(), mostListed); ++i) {
    const auto one = static_cast<Eigen::Index>(pairs[i].one);
    const auto other = static_cast<Eigen::Index>(pairs[i].other);
    table.rows.push_back({std::to_string(i + 1), nameOf(pairs[i], explained),
                          formatNumber(pairs[i].meanAbsolute),
                          formatNumber(2 * interactions.lowest(one, other)),
                          formatNumber(2 * interactions.highest(one, other))});
  }
  return table;
}

/// How the model would give exact values in place of these, which were sampled.
std::string wayToExactValues(const ExplainedSamples& explained) {
  if (!explained.exactSpace)
    return forReader({"This model has exact values for at most %1 layers.", CoalitionGame::coalitionLimit});
  const auto space = static_cast<std::size_t>(*explained.exactSpace);
  if (*explained.exactSpace == explained.space)
    return forReader("The method Auto makes them exact.");
  return forReader({"The method Auto makes them exact, with the output space %1.",
                    Sentence(outputSpaceChoices()[space].title)});
}

} // namespace

void addInteractions(Report& report, const ExplainedSamples& explained) {
  if (explained.samples.features.size() < 2)
    return;
  report.heading(forReader("Pairs of features"));
  if (!explained.shapley.interactions) {
    report.paragraph(
        forReader("Interactions of pairs are not told: they are computed exactly or not at all, and "
                  "these values were sampled.") +
        " " + wayToExactValues(explained));
    return;
  }
  const std::vector<InteractingPair> pairs =
      strongestPairs(*explained.shapley.interactions, roundingOf(explained.shapley));
  if (pairs.empty()) {
    report.paragraph(forReader("No two features interact in these samples, beyond rounding."));
    return;
  }
  const std::size_t features = explained.samples.features.size();
  report.paragraph(
      forReader(
          {"%1 interact most: together they move the prediction of the model by %2 (%3) on average beyond "
           "what each does for itself. Above zero a pair gives more than its parts, below zero less. SHAP "
           "values hold half of it for either feature.",
           nameOf(pairs.front(), explained), formatNumber(pairs.front().meanAbsolute, 3), explained.unit()}) +
      " " +
      forReader({"In these samples %1 of %2 pairs interact beyond rounding.", pairs.size(),
                 features * (features - 1) / 2}) +
      (explained.space == OutputSpace::Probability
           ? " " +
                 forReader("Scores of a sum interact too, because the sigmoid bends; log-odds show what the "
                           "model itself joins.")
           : ""));
  addBars(report, explained, pairs);
  report.table(tableOf(explained, pairs));
}

} // namespace prospectivity

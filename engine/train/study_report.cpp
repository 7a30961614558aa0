#include "engine/train/study_report.h"

#include "engine/core/number_format.h"
#include "engine/train/missing_report.h"
#include "engine/train/reference_learners.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

// Differences with a larger p are told as not proven.
constexpr double significance = 0.05;

/// Lines from the worst to the best: charts draw the last one on top.
std::vector<const StudyLine*> bestLast(const std::vector<StudyLine>& all) {
  std::vector<const StudyLine*> lines;
  for (const StudyLine& line : all)
    lines.push_back(&line);
  std::sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return a->rank > b->rank; });
  return lines;
}

/// Values from `least` to 1 with their standard deviations, from place `first` of the vertical axis upwards.
Points marks(const std::string& name, std::vector<double> values, std::vector<double> spread, double least,
             double first, const std::string& color) {
  Points points{name, std::move(values), {}, color};
  points.size = 10;
  points.xErrors = std::move(spread);
  points.xLeast = least;
  points.xMost = 1;
  for (std::size_t i = 0; i < points.x.size(); ++i)
    points.y.push_back(first + static_cast<double>(i));
  return points;
}

void addRanking(Report& report, const StudyResult& result, double Metrics::*rankBy,
                const std::string& rankedBy) {
  std::vector<std::string> names;
  std::vector<double> values;
  std::vector<double> spread;
  std::vector<double> overfitting;
  std::vector<double> overfittingSpread;
  for (const StudyLine* line : bestLast(result.lines)) {
    names.push_back(nameOf(*line));
    values.push_back(line->spread.mean.*rankBy);
    spread.push_back(line->spread.standardDeviation.*rankBy);
    overfitting.push_back(line->overfitting);
    overfittingSpread.push_back(line->overfittingDeviation);
  }
  std::vector<std::string> all;
  std::vector<double> baselineValues;
  std::vector<double> baselineSpread;
  for (const StudyLine* line : bestLast(result.baselines)) {
    all.push_back(nameOf(*line));
    baselineValues.push_back(line->spread.mean.*rankBy);
    baselineSpread.push_back(line->spread.standardDeviation.*rankBy);
  }
  const auto first = static_cast<double>(all.size());
  all.insert(all.end(), names.begin(), names.end());
  const double least = rankBy == &Metrics::matthews ? -1 : 0;
  const int height = 140 + 28 * static_cast<int>(all.size());
  Points baselines =
      marks("baselines", std::move(baselineValues), std::move(baselineSpread), least, 0, palette::baselines);
  baselines.symbol = Symbol::Diamond;
  Axis everything{"augmentation, ordering", "", all};
  Axis combinations{"augmentation, ordering", "", names};
  everything.shortensNames = combinations.shortensNames = false;
  report.chart(chartOf("What should I use?",
                       "Mean and standard deviation over folds and repeats, the best on top. Combinations "
                       "whose bars overlap much are not told apart by these samples.",
                       {"Test " + rankedBy}, everything,
                       {marks("networks", values, spread, least, first, palette::judged), baselines},
                       height));
  report.chart(chartOf("Overfitting",
                       "Closer to zero is better, as long as the test figures above are not worse.",
                       {"Training accuracy minus test accuracy"}, combinations,
                       {marks("networks", overfitting, overfittingSpread, -1, 0, palette::judged)}, height));
}

void addTable(Report& report, const StudyResult& result) {
  ReportTable table;
  table.title = "All combinations and baselines: mean and standard deviation on the test parts";
  table.columns = {"Rank", "Augmentation", "Ordering"};
  for (const MetricEntry& entry : metricEntries())
    table.columns.emplace_back(entry.name);
  table.columns.insert(table.columns.end(), {"overfitting", "p against none", "p of overfitting"});
  std::vector<StudyLine> all = result.lines;
  all.insert(all.end(), result.baselines.begin(), result.baselines.end());
  std::vector<const StudyLine*> lines = bestLast(all);
  std::reverse(lines.begin(), lines.end());
  for (const StudyLine* ranked : lines) {
    const StudyLine& line = *ranked;
    std::vector<std::string> cells{std::to_string(line.rank), line.method, line.ordering};
    for (const MetricEntry& entry : metricEntries())
      cells.push_back(
          formatWithError(line.spread.mean.*entry.value, line.spread.standardDeviation.*entry.value));
    cells.push_back(formatWithError(line.overfitting, line.overfittingDeviation));
    cells.push_back(formatNumber(line.againstNone.p, 2));
    cells.push_back(formatNumber(line.overfittingAgainstNone.p, 2));
    table.rows.push_back(cells);
  }
  report.heading("All metrics");
  report.paragraph(
      "p is the two-sided probability of a difference at least as large, were there none, against "
      "no augmentation with the same ordering on the same folds; its variance is corrected for "
      "training parts that overlap (Nadeau & Bengio 2003). With many combinations, one in twenty "
      "falls below 0.05 by chance alone.");
  report.table(table);
}

std::string valueOf(const StudyLine& line, double Metrics::*metric) {
  return formatWithError(line.spread.mean.*metric, line.spread.standardDeviation.*metric);
}

/// What to use instead where a baseline ranks above all combinations; empty where none does.
std::string betterBaseline(const StudyResult& result, double Metrics::*rankBy) {
  for (std::size_t i = 0; i < result.baselines.size(); ++i) {
    if (result.baselines[i].rank != 1)
      continue;
    const BaselineName& name = result.baselineNames[i];
    const std::string reference = referenceIdOf(name.id);
    return "The " + name.title + " ranks above every combination (" + valueOf(result.baselines[i], rankBy) +
           "): " +
           (reference.empty() ? "a look at that one layer tells as much here. "
                              : "use that one here (Train reference model, method " + reference + "). ");
  }
  return {};
}

} // namespace

std::string nameOf(const StudyLine& line) {
  return line.ordering.empty() ? line.method : line.method + ", " + line.ordering;
}

std::string studyVerdict(const StudyResult& result, double Metrics::*rankBy, const std::string& rankedBy) {
  const StudyLine& best = result.lines[result.best];
  std::string text = "Best by test " + rankedBy + ": augmentation '" + best.method + "' with ordering '" +
                     best.ordering + "' (" + valueOf(best, rankBy) + "). ";
  const PairedTest& test = best.againstNone;
  if (!std::isnan(test.p)) {
    text += "Against no augmentation the difference is " + formatNumber(test.meanDifference, 2) +
            " (p = " + formatNumber(test.p, 2) + "): ";
    text += test.p < significance ? "real beyond the chance of the division. "
                                  : "not proven; these samples cannot tell the two apart. ";
  }
  text += betterBaseline(result, rankBy);
  text.pop_back();
  return text;
}

Report studyReport(const SampleTable& table, const Learner& learner, const StudyResult& result,
                   double Metrics::*rankBy, const std::string& rankedBy,
                   const std::optional<MissingRecord>& missing) {
  const std::size_t trainings = result.lines.size() * result.lines.front().rows.size();
  Report report("Which augmentation and which ordering?",
                std::to_string(table.count(1)) + " deposits and " + std::to_string(table.count(0)) +
                    " non-deposits, " + std::to_string(result.lines.size()) + " combinations, " +
                    std::to_string(trainings) + " judged trainings");
  report.paragraph(studyVerdict(result, rankBy, rankedBy));
  addRanking(report, result, rankBy, rankedBy);
  addTable(report, result);
  if (missing)
    addMissing(report, *missing, table, learner);
  return report;
}

} // namespace prospectivity

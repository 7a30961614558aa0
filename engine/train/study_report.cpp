#include "engine/train/study_report.h"

#include "engine/core/number_format.h"
#include "engine/train/training_report.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

// Differences with a larger p are told as not proven.
constexpr double significance = 0.05;

/// Lines from the worst to the best: charts draw the last one on top.
std::vector<const StudyLine*> bestLast(const StudyResult& result) {
  std::vector<const StudyLine*> lines;
  for (const StudyLine& line : result.lines)
    lines.push_back(&line);
  std::sort(lines.begin(), lines.end(), [](const auto* a, const auto* b) { return a->rank > b->rank; });
  return lines;
}

/// Values with their standard deviations, from place `first` of the vertical axis upwards.
Points marks(const std::string& name, std::vector<double> values, std::vector<double> spread, double first,
             const std::string& color) {
  Points points{name, std::move(values), {}, color};
  points.size = 10;
  points.xErrors = std::move(spread);
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
  for (const StudyLine* line : bestLast(result)) {
    names.push_back(nameOf(*line));
    values.push_back(line->spread.mean.*rankBy);
    spread.push_back(line->spread.standardDeviation.*rankBy);
    overfitting.push_back(line->overfitting);
    overfittingSpread.push_back(line->overfittingDeviation);
  }
  const MetricSpread& logistic = result.logistic;
  const MetricSpread& layer = result.bestLayer;
  std::vector<std::string> all{"best single layer", "logistic regression"};
  all.insert(all.end(), names.begin(), names.end());
  const int height = 140 + 28 * static_cast<int>(all.size());
  Points baselines =
      marks("baselines", {layer.mean.*rankBy, logistic.mean.*rankBy},
            {layer.standardDeviation.*rankBy, logistic.standardDeviation.*rankBy}, 0, palette::baselines);
  baselines.symbol = Symbol::Diamond;
  Axis everything{"augmentation, ordering", "", all};
  Axis combinations{"augmentation, ordering", "", names};
  everything.shortensNames = combinations.shortensNames = false;
  report.chart(chartOf("What should I use?",
                       "Mean and standard deviation over folds and repeats, the best on top. Combinations "
                       "whose bars overlap much are not told apart by these samples.",
                       {"Test " + rankedBy}, everything,
                       {marks("networks", values, spread, 2, palette::judged), baselines}, height));
  report.chart(chartOf("Overfitting",
                       "Closer to zero is better, as long as the test figures above are not worse.",
                       {"Training accuracy minus test accuracy"}, combinations,
                       {marks("networks", overfitting, overfittingSpread, 0, palette::judged)}, height));
}

void addTable(Report& report, const StudyResult& result) {
  ReportTable table;
  table.title = "All combinations: mean and standard deviation on the test parts";
  table.columns = {"Rank", "Augmentation", "Ordering"};
  for (const MetricEntry& entry : metricEntries())
    table.columns.emplace_back(entry.name);
  table.columns.insert(table.columns.end(), {"overfitting", "p against none", "p of overfitting"});
  std::vector<const StudyLine*> lines = bestLast(result);
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

} // namespace

std::string nameOf(const StudyLine& line) {
  return line.method + ", " + line.ordering;
}

std::string studyVerdict(const StudyResult& result, double Metrics::*rankBy, const std::string& rankedBy) {
  const StudyLine& best = result.lines[result.best];
  std::string text = "Best by test " + rankedBy + ": augmentation '" + best.method + "' with ordering '" +
                     best.ordering + "' (" +
                     formatWithError(best.spread.mean.*rankBy, best.spread.standardDeviation.*rankBy) + "). ";
  const PairedTest& test = best.againstNone;
  if (std::isnan(test.p))
    return text;
  text += "Against no augmentation the difference is " + formatNumber(test.meanDifference, 2) +
          " (p = " + formatNumber(test.p, 2) + "): ";
  return text + (test.p < significance ? "real beyond the chance of the division."
                                       : "not proven; these samples cannot tell the two apart.");
}

Report studyReport(const SampleTable& table, const StudyResult& result, double Metrics::*rankBy,
                   const std::string& rankedBy) {
  const std::size_t trainings = result.lines.size() * result.lines.front().rows.size();
  Report report("Which augmentation and which ordering?",
                std::to_string(table.count(1)) + " deposits and " + std::to_string(table.count(0)) +
                    " non-deposits, " + std::to_string(result.lines.size()) + " combinations, " +
                    std::to_string(trainings) + " judged trainings");
  report.paragraph(studyVerdict(result, rankBy, rankedBy));
  addRanking(report, result, rankBy, rankedBy);
  addTable(report, result);
  return report;
}

} // namespace prospectivity

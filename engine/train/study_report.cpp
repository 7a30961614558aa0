#include "engine/train/study_report.h"

#include "engine/core/for_reader.h"
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

/// Figures of at most 1 with their standard deviations; where they stand is yet to be said.
Points marks(const std::string& name, const std::string& color) {
  Points points{name, {}, {}, color};
  points.size = 10;
  points.xMost = 1;
  return points;
}

void addRanking(Report& report, const StudyResult& result, double Metrics::*rankBy,
                const std::string& rankedBy) {
  const std::string axisTitle = forReader("augmentation, ordering");
  std::vector<std::string> names;
  std::vector<double> overfitting;
  std::vector<double> overfittingSpread;
  for (const StudyLine* line : bestLast(result.lines)) {
    names.push_back(nameOf(*line));
    overfitting.push_back(line->overfitting);
    overfittingSpread.push_back(line->overfittingDeviation);
  }
  // Networks and baselines in one ranking, each with its mark.
  Points networks = marks(forReader("networks"), palette::judged);
  Points baselines = marks(forReader("baselines"), palette::baselines);
  baselines.symbol = Symbol::Diamond;
  networks.xLeast = baselines.xLeast = rankBy == &Metrics::matthews ? -1 : 0;
  std::vector<StudyLine> both = result.lines;
  both.insert(both.end(), result.baselines.begin(), result.baselines.end());
  std::vector<std::string> all;
  for (const StudyLine* line : bestLast(both)) {
    Points& points = line->ordering.empty() ? baselines : networks;
    points.x.push_back(line->spread.mean.*rankBy);
    points.xErrors.push_back(line->spread.standardDeviation.*rankBy);
    points.y.push_back(static_cast<double>(all.size()));
    all.push_back(nameOf(*line));
  }
  Points gaps = marks(forReader("networks"), palette::judged);
  gaps.xLeast = -1;
  gaps.x = std::move(overfitting);
  gaps.xErrors = std::move(overfittingSpread);
  for (std::size_t i = 0; i < gaps.x.size(); ++i)
    gaps.y.push_back(static_cast<double>(i));
  const int height = 140 + 28 * static_cast<int>(all.size());
  Axis everything{axisTitle, "", all};
  Axis combinations{axisTitle, "", names};
  everything.shortensNames = combinations.shortensNames = false;
  report.chart(chartOf(
      forReader("What should I use?"),
      forReader(
          "Mean and standard deviation over folds and repeats, the best on top, baselines among them. Those "
          "whose bars overlap much are not told apart by these samples."),
      {forReader({"Test %1", forReader(rankedBy)})}, everything, {std::move(networks), std::move(baselines)},
      height));
  report.chart(
      chartOf(forReader("Overfitting"),
              forReader("Closer to zero is better, as long as the test figures above are not worse."),
              {forReader("Training accuracy minus test accuracy")}, combinations, {std::move(gaps)},
              140 + 28 * static_cast<int>(names.size())));
}

void addTable(Report& report, const StudyResult& result) {
  ReportTable table;
  table.title = forReader("All combinations and baselines: mean and standard deviation on the test parts");
  table.columns = {forReader("Rank"), forReader("Augmentation"), forReader("Ordering")};
  for (const MetricEntry& entry : metricEntries())
    table.columns.push_back(forReader(entry.name));
  table.columns.insert(table.columns.end(), {forReader("overfitting"), forReader("p against none"),
                                             forReader("p of overfitting")});
  std::vector<StudyLine> all = result.lines;
  all.insert(all.end(), result.baselines.begin(), result.baselines.end());
  std::vector<const StudyLine*> lines = bestLast(all);
  std::reverse(lines.begin(), lines.end());
  for (const StudyLine* ranked : lines) {
    const StudyLine& line = *ranked;
    std::vector<std::string> cells{std::to_string(line.rank),
                                   line.ordering.empty() ? forReader(line.method) : line.method,
                                   line.ordering};
    for (const MetricEntry& entry : metricEntries())
      cells.push_back(
          formatWithError(line.spread.mean.*entry.value, line.spread.standardDeviation.*entry.value));
    cells.push_back(formatWithError(line.overfitting, line.overfittingDeviation));
    cells.push_back(formatNumber(line.againstNone.p, 2));
    cells.push_back(formatNumber(line.overfittingAgainstNone.p, 2));
    table.rows.push_back(cells);
  }
  report.heading(forReader("All metrics"));
  report.paragraph(
      forReader("p is the two-sided probability of a difference at least as large, were there none, against "
                "no augmentation with the same ordering on the same folds; its variance is corrected for "
                "training parts that overlap (Nadeau & Bengio 2003). With many combinations, one in twenty "
                "falls below 0.05 by chance alone."));
  report.table(table);
}

std::string valueOf(const StudyLine& line, double Metrics::*metric) {
  return formatWithError(line.spread.mean.*metric, line.spread.standardDeviation.*metric);
}

/// A line or baseline in a sentence.
Sentence toldName(const StudyLine& line) {
  if (line.ordering.empty())
    return {"the %1", Sentence(line.method)};
  return {"augmentation '%1' with ordering '%2'", line.method, line.ordering};
}

/// How to map with the baseline of a line.
std::string wayTo(const StudyResult& result, const StudyLine& line) {
  for (std::size_t i = 0; i < result.baselines.size(); ++i)
    if (&result.baselines[i] == &line) {
      const std::string reference = referenceIdOf(result.baselineNames[i].id);
      return (reference.empty()
                  ? forReader("A look at that one layer tells as much here.")
                  : forReader({"To map with it: Train reference model, method %1.", reference})) +
             " ";
    }
  return {};
}

/// The step from one line to a worse one, and whether it is more than chance.
std::string differenceText(const PairedTest& test) {
  if (std::isnan(test.p))
    return forReader("One division alone does not tell whether the difference is more than chance.") + " ";
  const std::string difference = formatNumber(test.meanDifference, 2);
  const std::string p = formatNumber(test.p, 2);
  return (test.p < significance
              ? forReader(
                    {"The difference of %1 (p = %2) is beyond the chance of the division.", difference, p})
              : forReader({"The difference of %1 (p = %2) is within its error: these samples do not tell the "
                           "two apart.",
                           difference, p})) +
         " ";
}

} // namespace

std::string nameOf(const StudyLine& line) {
  return line.ordering.empty() ? forReader(line.method) : line.method + ", " + line.ordering;
}

std::string studyVerdict(const StudyResult& result, double Metrics::*rankBy, const std::string& rankedBy) {
  const StudyLine& best = lineOfRank(result, 1);
  const StudyLine* rival = rivalOfBest(result);
  const bool isBaseline = best.ordering.empty();
  const std::string value = valueOf(best, rankBy);
  std::string text =
      (isBaseline ? forReader({"Best by test %1: %2 (%3), a baseline; no combination ranks above it.",
                               forReader(rankedBy), toldName(best), value})
                  : forReader({"Best by test %1: %2 (%3).", forReader(rankedBy), toldName(best), value})) +
      " ";
  if (rival != nullptr)
    text +=
        (isBaseline
             ? forReader({"The best combination, %1, reaches %2.", toldName(*rival), valueOf(*rival, rankBy)})
             : forReader({"The next, %1, reaches %2.", toldName(*rival), valueOf(*rival, rankBy)})) +
        " " + differenceText(result.bestAgainstRival);
  text += wayTo(result, best);
  const StudyLine& combination = result.lines[result.best];
  const PairedTest& test = combination.againstNone;
  if (!std::isnan(test.p)) {
    const Sentence told = test.p < significance
                              ? Sentence("real beyond the chance of the division.")
                              : Sentence("not proven; these samples cannot tell the two apart.");
    const std::string difference = formatNumber(test.meanDifference, 2);
    const std::string p = formatNumber(test.p, 2);
    text += (isBaseline
                 ? forReader({"That combination differs from no augmentation by %1 (p = %2): %3", difference,
                              p, told})
                 : forReader({"From no augmentation it differs by %1 (p = %2): %3", difference, p, told})) +
            " ";
  }
  text.pop_back();
  return text;
}

Report studyReport(const SampleTable& table, const Learner& learner, const StudyResult& result,
                   double Metrics::*rankBy, const std::string& rankedBy,
                   const std::optional<MissingRecord>& missing, const std::vector<std::string>& questions) {
  const std::size_t trainings = result.lines.size() * result.lines.front().rows.size();
  Report report(forReader("Which augmentation and which ordering?"),
                forReader({"%1 deposits and %2 non-deposits, %3 combinations, %4 judged trainings",
                           table.count(1), table.count(0), result.lines.size(), trainings}));
  for (const std::string& question : questions)
    report.paragraph(question);
  report.paragraph(studyVerdict(result, rankBy, rankedBy));
  addRanking(report, result, rankBy, rankedBy);
  addTable(report, result);
  if (missing)
    addMissing(report, *missing, table, learner);
  return report;
}

} // namespace prospectivity

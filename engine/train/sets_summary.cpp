#include "engine/train/sets_summary.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/samples/negative_sets.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <utility>

namespace prospectivity {

namespace {

constexpr int mostSetsWithMembers = 4;

using Part = std::pair<int, int>; ///< repeat, and fold or row of the table

/// Figures by set and part; NaN where there is none.
class FigureTable {
 public:
  explicit FigureTable(const std::vector<int>& sets) : mSets(sets) {}

  void add(int set, const Part& part, double figure) { mFigures[part][set] = figure; }

  SetSpread spread() const {
    Matrix figures =
        Matrix::Constant(static_cast<Eigen::Index>(mSets.size()), static_cast<Eigen::Index>(mFigures.size()),
                         std::numeric_limits<double>::quiet_NaN());
    Eigen::Index column = 0;
    for (const auto& [part, ofSets] : mFigures) {
      for (std::size_t i = 0; i < mSets.size(); ++i)
        if (const auto found = ofSets.find(mSets[i]); found != ofSets.end())
          figures(static_cast<Eigen::Index>(i), column) = found->second;
      ++column;
    }
    return spreadOfSets(figures);
  }

 private:
  const std::vector<int>& mSets;
  std::map<Part, std::map<int, double>> mFigures;
};

SetSpread spreadOf(const std::vector<int>& sets, const std::vector<MetricsRow>& rows,
                   const std::function<double(const MetricsRow&)>& figure) {
  FigureTable figures(sets);
  for (const MetricsRow& row : rows)
    figures.add(row.set, {row.repeat, row.fold}, figure(row));
  return figures.spread();
}

/// Of the deposits, which all sets have: how much their held-out scores depend on the set.
SetSpread spreadOfScores(const SampleTable& table, const std::vector<int>& sets,
                         const std::vector<FoldResult>& results) {
  FigureTable scores(sets);
  for (const FoldResult& result : results)
    for (std::size_t i = 0; i < result.rows.test.size(); ++i) {
      const std::size_t row = result.rows.test[i];
      if (table.labels[row] == 1 && table.setOf(row) == 0)
        scores.add(result.rows.set, {result.rows.repeat, static_cast<int>(row)}, result.probabilities[i]);
    }
  return scores.spread();
}

} // namespace

std::optional<SetsSummary> setsSummaryOf(const SampleTable& table, const std::vector<FoldResult>& results,
                                         const std::vector<MetricsRow>& rows) {
  const std::vector<int> sets = setsOf(table);
  if (sets.empty())
    return std::nullopt;
  SetsSummary summary;
  for (const int set : sets) {
    std::vector<MetricsRow> own;
    for (const MetricsRow& row : rows)
      if (row.set == set)
        own.push_back(row);
    const MetricsSummary alone = summaryOf(std::move(own));
    summary.sets.push_back({set, alone.model, alone.trainingAccuracy, alone.overfitting});
  }
  for (const MetricEntry& entry : metricEntries()) {
    const SetSpread spread =
        spreadOf(sets, rows, [&](const MetricsRow& row) { return row.model.*entry.value; });
    summary.between.*entry.value = spread.sets;
    summary.within.*entry.value = spread.within();
  }
  summary.auc = spreadOf(sets, rows, [](const MetricsRow& row) { return row.model.auc; });
  summary.depositScores = spreadOfScores(table, sets, results);
  return summary;
}

std::optional<Sentence> doubtOfEmptyTests(const MetricsSummary& summary, SplitMethod method) {
  const auto empty = std::count_if(summary.rows.begin(), summary.rows.end(),
                                   [](const MetricsRow& row) { return std::isnan(row.model.auc); });
  if (empty == 0)
    return std::nullopt;
  const Sentence remedy = method == SplitMethod::Holdout
                              ? Sentence("a larger %1 holds", Subject::TestFraction)
                              : Sentence("fewer %1 hold", Subject::Folds);
  return Sentence("%1: in %2 of %3 test parts a set has samples of one class alone, and their AUC is not "
                  "defined; %4 more samples out at once.",
                  Subject::Validation, empty, summary.rows.size(), remedy);
}

std::vector<std::string> sentencesOf(const SetsSummary& summary) {
  const auto figure = [](double value) { return formatNumber(value, 2); };
  return {
      forReader({"The test AUC spreads by %1 between sets of non-deposits and by %2 within a set (folds %3, "
                 "rest %4); the held-out scores of deposits spread by %5 between sets of non-deposits and by "
                 "%6 within a set (deposits %7, rest %8).",
                 figure(summary.auc.sets), figure(summary.auc.within()), figure(summary.auc.parts),
                 figure(summary.auc.rest), figure(summary.depositScores.sets),
                 figure(summary.depositScores.within()), figure(summary.depositScores.parts),
                 figure(summary.depositScores.rest)}),
      forReader(
          "These are standard deviations from a two-way analysis of variance with random effects, over sets "
          "and folds or sets and deposits; the spread between sets is what another choice of non-deposits "
          "would change everywhere alike.")};
}

int membersBesideSets(int members, int sets) {
  return sets > mostSetsWithMembers ? std::min(members, 1) : members;
}

} // namespace prospectivity

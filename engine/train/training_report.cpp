#include "engine/train/training_report.h"

#include "engine/core/ascii.h"
#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/core/statistics.h"
#include "engine/samples/negative_sets.h"
#include "engine/train/class_values_report.h"
#include "engine/train/curves.h"
#include "engine/train/missing_report.h"
#include "engine/train/paired_test.h"
#include "engine/train/reference_learners.h"
#include "engine/train/reliability_charts.h"
#include "engine/train/sets_summary.h"
#include "engine/train/training_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>

namespace prospectivity {

namespace {

constexpr std::size_t mostThinLines = 40;
constexpr double significance = 0.05;

/// Test predictions of all folds and repeats together.
struct Pooled {
  std::vector<int> labels;
  std::vector<double> model;
  std::vector<std::vector<double>> baselines; ///< in the order of MetricsSummary::baselines
};

Pooled pool(const SampleTable& table, const std::vector<FoldResult>& folds) {
  Pooled all;
  all.baselines.resize(folds.front().baselines.each.size());
  const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const FoldResult& fold : folds) {
    for (const std::size_t row : fold.rows.test)
      all.labels.push_back(table.labels[row]);
    append(all.model, fold.probabilities);
    for (std::size_t place = 0; place < all.baselines.size(); ++place)
      append(all.baselines[place], fold.baselines.each[place].scores);
  }
  return all;
}

bool isBestLayer(const BaselineName& name) {
  return name.id == bestLayerId;
}

/// The reference model of the highest AUC; nothing where there is none.
std::optional<std::size_t> bestReference(const MetricsSummary& summary) {
  std::optional<std::size_t> best;
  for (std::size_t place = 0; place < summary.baselines.size(); ++place) {
    const BaselineSummary& each = summary.baselines[place];
    if (!isBestLayer(each.name) &&
        (!best || each.metrics.mean.auc > summary.baselines[*best].metrics.mean.auc))
      best = place;
  }
  return best;
}

Axis unitAxis(const std::string& title) {
  Axis axis{title};
  axis.range = {-0.02, 1.02};
  return axis;
}

Lines line(const std::string& name, const Curve& curve, const Stroke& stroke) {
  return {name, curve.x, curve.y, stroke};
}

Lines dottedLine(const std::string& name, const Curve& curve) {
  return line(name, curve, {palette::chance, 1, Dash::Dotted});
}

const Stroke modelStroke{palette::judged, 2, Dash::Solid};
const Stroke referenceStroke{palette::reference, 2, Dash::Dashed};
const Stroke layerStroke{palette::bestLayer, 2, Dash::DashDotted};

/// One thin line per training, so that their spread is seen, for one of the four histories.
void addHistories(std::vector<Series>& series, const std::vector<FoldResult>& folds, const std::string& name,
                  const std::string& colour, std::vector<double> FitHistory::*values) {
  for (std::size_t k = 0; k < std::min(folds.size(), mostThinLines); ++k) {
    const std::vector<double>& y = folds[k].trained.history.*values;
    if (y.empty() || std::isnan(y.front()))
      continue;
    Curve curve;
    for (std::size_t epoch = 0; epoch < y.size(); ++epoch) {
      curve.x.push_back(static_cast<double>(epoch + 1));
      curve.y.push_back(y[epoch]);
    }
    Lines one = line(name, curve, {colour, 1.5, Dash::Solid, folds.size() == 1 ? 1.0 : 0.55});
    one.group = name;
    one.isInLegend = k == 0;
    series.emplace_back(std::move(one));
  }
}

/// The curve of the model, of the best reference model, of the best single layer, and of chance.
std::vector<Series> compared(const ModelKind& kind, const MetricsSummary& summary, const Pooled& all,
                             Curve (*curveOf)(const std::vector<int>&, const std::vector<double>&),
                             const Lines& chance) {
  std::vector<Series> series{line(forReader(kind.title), curveOf(all.labels, all.model), modelStroke)};
  const std::optional<std::size_t> reference = bestReference(summary);
  for (std::size_t place = 0; place < all.baselines.size(); ++place) {
    const BaselineName& name = summary.baselines[place].name;
    if (isBestLayer(name) || place == reference)
      series.emplace_back(line(forReader(name.title), curveOf(all.labels, all.baselines[place]),
                               isBestLayer(name) ? layerStroke : referenceStroke));
  }
  series.emplace_back(chance);
  return series;
}

bool hasHistory(const std::vector<FoldResult>& folds) {
  return std::any_of(folds.begin(), folds.end(),
                     [](const FoldResult& fold) { return !fold.trained.history.trainingLoss.empty(); });
}

bool hasValidation(const std::vector<FoldResult>& folds) {
  return std::any_of(folds.begin(), folds.end(),
                     [](const FoldResult& fold) { return !fold.trained.validationRows.empty(); });
}

/// Of a training; one that another run made is told without its model.
std::size_t membersOf(const FoldResult& fold, const Learner& learner) {
  return fold.trained.model ? fold.trained.model->memberCount() : static_cast<std::size_t>(learner.members());
}

void addLearningCurves(Report& report, const std::vector<FoldResult>& folds, std::size_t members) {
  const bool validates = hasValidation(folds);
  const std::string oneLine =
      (members == 1 ? forReader("One line per training.")
                    : forReader({"One line per training, the mean of its %1 networks.", members})) +
      " ";
  report.heading(forReader("Learning curves"));
  std::vector<Series> loss;
  addHistories(loss, folds, forReader("training"), palette::training, &FitHistory::trainingLoss);
  addHistories(loss, folds, forReader("validation"), palette::validation, &FitHistory::validationLoss);
  report.chart(chartOf(
      forReader("Loss"),
      oneLine + (validates ? forReader("Validation that turns upwards while training still falls is "
                                       "overfitting; training stopped there and went back to the best epoch.")
                           : forReader("The number of epochs was fixed and no sample was kept back to "
                                       "decide when to stop, so that there is no validation part.")),
      {forReader("Epoch")}, {forReader("Weighted cross-entropy"), forReader("nats")}, std::move(loss)));
  std::vector<Series> accuracy;
  addHistories(accuracy, folds, forReader("training"), palette::training, &FitHistory::trainingAccuracy);
  addHistories(accuracy, folds, forReader("validation"), palette::validation,
               &FitHistory::validationAccuracy);
  report.chart(
      chartOf(forReader("Accuracy"),
              validates ? forReader("The validation part is taken from the training part; test samples play "
                                    "no role here.")
                        : forReader("Of the samples that the networks were fitted on; test samples play no "
                                    "role here."),
              {forReader("Epoch")}, {forReader("Share of right decisions")}, std::move(accuracy)));
}

void addRankingCurves(Report& report, const ModelKind& kind, const MetricsSummary& summary,
                      const Pooled& all) {
  const auto deposits = static_cast<double>(std::count(all.labels.begin(), all.labels.end(), 1));
  if (deposits == 0 || deposits == static_cast<double>(all.labels.size()))
    return;
  report.heading(forReader("Ranking of the test samples"));
  report.chart(
      chartOf(forReader("ROC curve"),
              forReader("All test predictions together. The further towards the upper left, the better."),
              unitAxis(forReader("Share of non-deposits called deposits")),
              unitAxis(forReader("Share of deposits found")),
              compared(kind, summary, all, rocCurve, dottedLine(forReader("chance"), {{0, 1}, {0, 1}}))));
  const double share = deposits / static_cast<double>(all.labels.size());
  report.chart(chartOf(forReader("Precision and recall"),
                       forReader("How many calls are right while more and more deposits are found."),
                       unitAxis(forReader("Recall: share of deposits found")),
                       unitAxis(forReader("Precision: share of calls that are deposits")),
                       compared(kind, summary, all, precisionRecallCurve,
                                dottedLine(forReader("chance"), {{0, 1}, {share, share}}))));
}

void addConfusion(Report& report, const Pooled& all) {
  const Confusion counts = confusion(all.labels, all.model);
  HeatMap map;
  map.values.resize(2, 2);
  map.values << static_cast<double>(counts.falseNegatives), static_cast<double>(counts.truePositives),
      static_cast<double>(counts.trueNegatives), static_cast<double>(counts.falsePositives);
  map.high = std::max(1.0, map.values.maxCoeff());
  map.scale = palette::counts();
  map.writesNumbers = true;
  report.chart(chartOf(forReader("Confusion matrix"),
                       forReader("Counts of test samples over all folds and repeats."),
                       {forReader("Decision at score 0.5"),
                        "",
                        {forReader("called non-deposit"), forReader("called deposit")}},
                       {forReader("Truth"), "", {forReader("deposit"), forReader("non-deposit")}}, {map}));
}

std::string spreadText(const NumberSpread& spread) {
  return formatWithError(spread.mean, spread.standardDeviation);
}

void addTable(Report& report, const ModelKind& kind, const MetricsSummary& summary) {
  const std::vector<MetricsRow>& rows = summary.rows;
  ReportTable table;
  table.title =
      rows.size() == 1
          ? forReader("Metrics on the test parts: mean and standard deviation over 1 row")
          : forReader({"Metrics on the test parts: mean and standard deviation over %1 rows", rows.size()});
  table.columns = {forReader("Metric"), capitalised(forReader(kind.title))};
  std::vector<MetricSpread> spreads{summary.model};
  for (const BaselineSummary& baseline : summary.baselines) {
    table.columns.push_back(capitalised(forReader(baseline.name.title)));
    spreads.push_back(baseline.metrics);
  }
  for (const MetricEntry& entry : metricEntries()) {
    std::vector<std::string> cells{forReader(entry.name)};
    for (const MetricSpread& spread : spreads)
      cells.push_back(formatWithError(spread.mean.*entry.value, spread.standardDeviation.*entry.value));
    table.rows.push_back(cells);
  }
  std::vector<std::string> last{forReader("overfitting"), spreadText(summary.overfitting)};
  for (const BaselineSummary& baseline : summary.baselines)
    last.push_back(spreadText(baseline.overfitting));
  table.rows.push_back(last);
  report.heading(forReader("All metrics"));
  report.table(table);
}

void addSets(Report& report, const SetsSummary& sets) {
  report.heading(forReader("Sets of non-deposits"));
  for (const std::string& sentence : sentencesOf(sets))
    report.paragraph(sentence);
  ReportTable table;
  table.title = forReader("Each set alone: mean and standard deviation over its test parts");
  table.columns = {forReader("Set"), "AUC", forReader("Accuracy"), forReader("Recall"),
                   forReader("Overfitting")};
  for (const SetFigures& set : sets.sets) {
    const auto cell = [&](double Metrics::*figure) {
      return formatWithError(set.model.mean.*figure, set.model.standardDeviation.*figure);
    };
    table.rows.push_back({std::to_string(set.set), cell(&Metrics::auc), cell(&Metrics::accuracy),
                          cell(&Metrics::recall),
                          formatWithError(set.overfitting.mean, set.overfitting.standardDeviation)});
  }
  report.table(table);
}

/// A model or baseline in the ranking.
struct Ranked {
  BaselineName name;
  MetricSpread metrics;
  NumberSpread overfitting;
  std::vector<double> aucs; ///< of each row of the summary
};

/// All models from the highest AUC to the lowest; among equals the simpler ones come first, as they are kept
/// in that order: the best single layer, logistic regression, and the model that is judged last.
std::vector<Ranked> ranking(const ModelKind& kind, const MetricsSummary& summary) {
  std::vector<Ranked> all;
  for (std::size_t place = 0; place < summary.baselines.size(); ++place) {
    const BaselineSummary& baseline = summary.baselines[place];
    Ranked& ranked = all.emplace_back(Ranked{baseline.name, baseline.metrics, baseline.overfitting, {}});
    for (const MetricsRow& row : summary.rows)
      ranked.aucs.push_back(row.baselines[place].metrics.auc);
  }
  std::rotate(all.begin(), all.end() - (all.empty() ? 0 : 1), all.end());
  Ranked& own = all.emplace_back(Ranked{{kind.id, kind.title}, summary.model, summary.overfitting, {}});
  for (const MetricsRow& row : summary.rows)
    own.aucs.push_back(row.model.auc);
  const auto height = [](const Ranked& ranked) { // undefined below all others
    return std::isnan(ranked.metrics.mean.auc) ? -1 : ranked.metrics.mean.auc;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Ranked& a, const Ranked& b) { return height(a) > height(b); });
  return all;
}

std::string aucOf(const Ranked& ranked) {
  return formatWithError(ranked.metrics.mean.auc, ranked.metrics.standardDeviation.auc);
}

/// What to do to map with a model of the ranking.
std::string wayTo(const BaselineName& name) {
  const std::string reference = referenceIdOf(name.id);
  if (!reference.empty())
    return forReader({"Train reference model, method %1", reference});
  return isBestLayer(name) ? forReader("the layer itself") : forReader("Train CNN");
}

void addRanking(Report& report, const std::vector<Ranked>& ranked) {
  ReportTable table;
  table.title = forReader("Models on the same test parts, ranked by AUC: mean and standard deviation");
  table.columns = {forReader("Rank"),     forReader("Model"),       "AUC",
                   forReader("Accuracy"), forReader("Overfitting"), forReader("To map with it")};
  for (std::size_t place = 0; place < ranked.size(); ++place) {
    const Ranked& each = ranked[place];
    table.rows.push_back(
        {std::to_string(place + 1), capitalised(forReader(each.name.title)), aucOf(each),
         formatWithError(each.metrics.mean.accuracy, each.metrics.standardDeviation.accuracy),
         spreadText(each.overfitting), wayTo(each.name)});
  }
  report.table(table);
}

/// Share of the samples that a row tests.
double testShareOf(const MetricsSummary& summary) {
  const MetricsRow& row = summary.rows.front();
  return static_cast<double>(row.testCount) / static_cast<double>(row.testCount + row.trainingCount);
}

/// "0.02 +- 0.01 (p = 0.04, ...)": of a difference on the same divisions.
Sentence differenceOf(const PairedTest& test) {
  return {"%1 (p = %2, its error corrected for training parts that overlap: Nadeau & Bengio 2003)",
          formatWithError(test.meanDifference, test.error), formatNumber(test.p, 2)};
}

/// The best model of all, and what that means for the one that was trained. Whether a difference is more
/// than chance is judged by the differences on the same divisions: the figures of either alone vary mostly
/// with which samples are tested.
std::string verdict(const ModelKind& kind, const std::vector<Ranked>& ranked, double testShare) {
  const Ranked& best = ranked.front();
  const auto own =
      std::find_if(ranked.begin(), ranked.end(), [&](const Ranked& each) { return each.name.id == kind.id; });
  const Sentence title = kind.title;
  const Sentence first("On samples that none of them saw, the best of %1 models is the %2, with an AUC of %3",
                       ranked.size(), Sentence(best.name.title), aucOf(best));
  if (own != ranked.begin()) {
    const std::string much =
        forReader({"%1; the %2 reaches %3. The %2 does not beat it: %4", first, title, aucOf(*own),
                   isBestLayer(best.name) ? Sentence("a look at that one layer tells as much here.")
                                          : Sentence("use that one here (%1).", wayTo(best.name))});
    const PairedTest test = correctedPairedTest(best.aucs, own->aucs, testShare);
    if (std::isnan(test.p))
      return much + " " +
             forReader("One division alone does not tell whether the difference is more than chance.");
    const Sentence difference = differenceOf(test);
    return much + " " +
           forReader(
               test.p < significance
                   ? Sentence("The difference of %1 is beyond the chance of the division.", difference)
                   : Sentence("The difference of %1 is within its error: these samples do not tell the two "
                              "apart.",
                              difference));
  }
  const Ranked& next = ranked[1];
  const std::string second =
      forReader({"%1; the next, the %2, reaches %3.", first, Sentence(next.name.title), aucOf(next)}) + " ";
  const PairedTest test = correctedPairedTest(best.aucs, next.aucs, testShare);
  if (std::isnan(test.p))
    return second +
           forReader("One division alone does not tell whether the gain is more than chance: prefer the "
                     "simpler of the two unless more samples confirm it.");
  const Sentence gain = differenceOf(test);
  if (test.p < significance)
    return second + forReader({"The %1 adds something: the gain of %2 is beyond the chance of the division.",
                               title, gain});
  return second + forReader({"The gain of %1 is within its error: prefer the simpler of the two unless more "
                             "samples confirm it.",
                             gain});
}

/// The observed samples that the first member of the model was fitted on.
SampleTable samplesOfFirstMember(const SampleTable& table, const std::vector<FoldResult>& folds,
                                 const FittedModel& model) {
  if (model.kind == FinalModel::Ensemble)
    return table.rows(folds.front().trained.fitRows);
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const int set = model.memberSets.empty() ? 0 : model.memberSets.front();
  return table.rows(observedRowsOf(table, rowsOfSet(table, rows, set)));
}

/// What a training fits, and what the model file holds.
std::string contentsOf(const FittedModel& model, std::size_t membersPerTraining,
                       const MetricsSummary& summary) {
  const Sentence member = model.model->kind().member;
  const Sentence members = model.model->kind().members;
  const std::size_t count = model.model->memberCount();
  const Sentence counted = count == 1 ? Sentence("one %1", member) : Sentence("%2 %1", members, count);
  std::string text;
  if (membersPerTraining > 1)
    text =
        forReader({"Each training fits %1 %2 that differ in their seeds alone; their prediction is the mean "
                   "of their log-odds.",
                   membersPerTraining, members}) +
        " ";
  if (summary.sets)
    return text + forReader({"The model file holds %1, of all %2 sets of non-deposits.", counted,
                             summary.sets->sets.size()});
  if (model.kind == FinalModel::Refit)
    return text + forReader({"The model file holds %1 fitted on all observed samples.", counted});
  return text +
         forReader({"The model file holds the %1 of all folds.", membersPerTraining > 1 ? counted : members});
}

} // namespace

std::string capitalised(std::string text) {
  text.front() = raised(text.front());
  return text;
}

Report trainingReport(const SampleTable& table, const Learner& learner, const std::vector<FoldResult>& folds,
                      const MetricsSummary& summary, const FittedModel& model,
                      const std::vector<std::string>& questions, const ModelCalibration& calibration) {
  const MetricSpread& network = summary.model;
  const auto [overfitting, overfittingSpread] = summary.overfitting;
  const ModelKind& kind = model.model->kind();
  const std::size_t members = membersOf(folds.front(), learner);
  const Sentence samples = summary.sets
                               ? Sentence("%1 deposits and %2 non-deposits in %3 sets", table.count(1),
                                          table.count(0), summary.sets->sets.size())
                               : Sentence("%1 deposits and %2 non-deposits", table.count(1), table.count(0));
  const Sentence trainings =
      folds.size() == 1 ? Sentence("1 training") : Sentence("%1 trainings", folds.size());
  Report report(forReader({"Training of the prospectivity %1", Sentence(kind.title)}),
                forReader({"%1, %2 features, %3", samples, model.model->features.size(), trainings}));
  for (const std::string& question : questions)
    report.paragraph(question);
  const std::vector<Ranked> ranked = ranking(kind, summary);
  report.paragraph(verdict(kind, ranked, testShareOf(summary)));
  const auto figure = [&](double Metrics::*value) {
    return formatWithError(network.mean.*value, network.standardDeviation.*value);
  };
  report.figures({{forReader("Test accuracy"), figure(&Metrics::accuracy)},
                  {forReader("Recall"), figure(&Metrics::recall)},
                  {"F1", figure(&Metrics::f1)},
                  {"AUC", figure(&Metrics::auc)},
                  {forReader("Overfitting"), formatWithError(overfitting, overfittingSpread)}});
  addRanking(report, ranked);
  report.paragraph(
      forReader("Overfitting is training accuracy minus test accuracy, on observed samples only.") + " " +
      contentsOf(model, members, summary));
  if (summary.sets)
    addSets(report, *summary.sets);
  if (model.model->record.missing)
    addMissing(report, *model.model->record.missing, table, learner);
  if (hasHistory(folds))
    addLearningCurves(report, folds, members);
  const Pooled all = pool(table, folds);
  addRankingCurves(report, kind, summary, all);
  addReliability(report, calibration);
  addConfusion(report, all);
  addTable(report, kind, summary);
  learner.addToReport(report, samplesOfFirstMember(table, folds, model), *model.model);
  addClassValues(report, table, *model.model);
  return report;
}

} // namespace prospectivity

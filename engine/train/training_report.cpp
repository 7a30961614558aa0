#include "engine/train/training_report.h"

#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/core/statistics.h"
#include "engine/train/curves.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/reliability_charts.h"
#include "engine/train/sets_summary.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>

namespace prospectivity {

namespace {

constexpr std::size_t mostThinLines = 40;

/// Test predictions of all folds and repeats together.
struct Pooled {
  std::vector<int> labels;
  std::vector<double> model;
  std::vector<double> logistic;
  std::vector<double> bestLayer;
};

Pooled pool(const SampleTable& table, const std::vector<FoldResult>& folds) {
  Pooled all;
  const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const FoldResult& fold : folds) {
    for (const std::size_t row : fold.rows.test)
      all.labels.push_back(table.labels[row]);
    append(all.model, fold.probabilities);
    append(all.logistic, fold.logistic.scores);
    append(all.bestLayer, fold.bestLayer.scores);
  }
  return all;
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
const Stroke logisticStroke{palette::logistic, 2, Dash::Dashed};
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

/// The curve of the model, of the baselines that are not itself, and of chance.
std::vector<Series> compared(const ModelKind& kind, const Pooled& all,
                             Curve (*curveOf)(const std::vector<int>&, const std::vector<double>&),
                             const Lines& chance) {
  std::vector<Series> series{line(kind.title, curveOf(all.labels, all.model), modelStroke)};
  if (!isLogisticRegression(kind))
    series.emplace_back(line("logistic regression", curveOf(all.labels, all.logistic), logisticStroke));
  series.emplace_back(line("best single layer", curveOf(all.labels, all.bestLayer), layerStroke));
  series.emplace_back(chance);
  return series;
}

bool hasHistory(const std::vector<FoldResult>& folds) {
  return std::any_of(folds.begin(), folds.end(),
                     [](const FoldResult& fold) { return !fold.trained.history.trainingLoss.empty(); });
}

void addLearningCurves(Report& report, const std::vector<FoldResult>& folds) {
  report.heading("Learning curves");
  std::vector<Series> loss;
  addHistories(loss, folds, "training", palette::training, &FitHistory::trainingLoss);
  addHistories(loss, folds, "validation", palette::validation, &FitHistory::validationLoss);
  report.chart(chartOf("Loss",
                       "One line per training. Validation that turns upwards while training still falls is "
                       "overfitting; training stopped there and went back to the best epoch.",
                       {"Epoch"}, {"Weighted cross-entropy", "nats"}, std::move(loss)));
  std::vector<Series> accuracy;
  addHistories(accuracy, folds, "training", palette::training, &FitHistory::trainingAccuracy);
  addHistories(accuracy, folds, "validation", palette::validation, &FitHistory::validationAccuracy);
  report.chart(chartOf("Accuracy",
                       "The validation part is taken from the training part; test samples play no role here.",
                       {"Epoch"}, {"Share of right decisions"}, std::move(accuracy)));
}

void addRankingCurves(Report& report, const ModelKind& kind, const Pooled& all) {
  const auto deposits = static_cast<double>(std::count(all.labels.begin(), all.labels.end(), 1));
  if (deposits == 0 || deposits == static_cast<double>(all.labels.size()))
    return;
  report.heading("Ranking of the test samples");
  report.chart(chartOf("ROC curve",
                       "All test predictions together. The further towards the upper left, the better.",
                       unitAxis("Share of non-deposits called deposits"), unitAxis("Share of deposits found"),
                       compared(kind, all, rocCurve, dottedLine("chance", {{0, 1}, {0, 1}}))));
  const double share = deposits / static_cast<double>(all.labels.size());
  report.chart(chartOf(
      "Precision and recall", "How many calls are right while more and more deposits are found.",
      unitAxis("Recall: share of deposits found"), unitAxis("Precision: share of calls that are deposits"),
      compared(kind, all, precisionRecallCurve, dottedLine("chance", {{0, 1}, {share, share}}))));
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
  report.chart(chartOf("Confusion matrix", "Counts of test samples over all folds and repeats.",
                       {"Decision at score 0.5", "", {"called non-deposit", "called deposit"}},
                       {"Truth", "", {"deposit", "non-deposit"}}, {map}));
}

void addTable(Report& report, const ModelKind& kind, const MetricsSummary& summary) {
  const std::vector<MetricsRow>& rows = summary.rows;
  ReportTable table;
  table.title = "Metrics on the test parts: mean and standard deviation over " + std::to_string(rows.size()) +
                (rows.size() == 1 ? " row" : " rows");
  table.columns = {"Metric", capitalised(kind.title)};
  std::vector<MetricSpread> spreads{summary.model};
  if (!isLogisticRegression(kind)) {
    table.columns.emplace_back("Logistic regression");
    spreads.push_back(summary.logistic);
  }
  table.columns.emplace_back("Best single layer");
  spreads.push_back(summary.bestLayer);
  for (const MetricEntry& entry : metricEntries()) {
    std::vector<std::string> cells{entry.name};
    for (const MetricSpread& spread : spreads)
      cells.push_back(formatWithError(spread.mean.*entry.value, spread.standardDeviation.*entry.value));
    table.rows.push_back(cells);
  }
  const auto [overfitting, spread] = summary.overfitting;
  std::vector<std::string> last{"overfitting", formatWithError(overfitting, spread)};
  last.resize(table.columns.size());
  table.rows.push_back(last);
  report.heading("All metrics");
  report.table(table);
}

void addSets(Report& report, const SetsSummary& sets) {
  report.heading("Sets of non-deposits");
  for (const std::string& sentence : sentencesOf(sets))
    report.paragraph(sentence);
  ReportTable table;
  table.title = "Each set alone: mean and standard deviation over its test parts";
  table.columns = {"Set", "AUC", "Accuracy", "Recall", "Overfitting"};
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

/// What the model file holds, as the end of a sentence.
std::string contents(const FittedModel& fitted, const MetricsSummary& summary) {
  const std::string member = fitted.model->kind().member;
  if (summary.sets)
    return std::to_string(fitted.model->memberCount()) + " " + member + "s, of all " +
           std::to_string(summary.sets->sets.size()) + " sets of non-deposits.";
  return fitted.model->memberCount() == 1 ? "one " + member + " fitted on all observed samples."
                                          : "the " + member + "s of all folds.";
}

/// A reference model is not held against itself.
std::string verdict(const ModelKind& kind, const MetricSpread& network, const MetricSpread& logistic,
                    const MetricSpread& layer) {
  const bool isReference = isLogisticRegression(kind);
  const bool logisticIsBetter = !isReference && logistic.mean.auc >= layer.mean.auc;
  const double rival = logisticIsBetter ? logistic.mean.auc : layer.mean.auc;
  const std::string name = logisticIsBetter ? "logistic regression" : "the best single layer";
  const std::string title = kind.title;
  const double gain = network.mean.auc - rival;
  std::string text = "On samples it never saw, the " + title + " reaches an AUC of " +
                     formatWithError(network.mean.auc, network.standardDeviation.auc) +
                     (isReference ? "; its baseline, " : "; the better baseline, ") + name + ", reaches " +
                     formatNumber(rival, 3) + ". ";
  if (gain > network.standardDeviation.auc)
    return text + "The " + title + " adds something beyond the spread between folds.";
  if (gain > 0)
    return text + "The gain is smaller than the spread between folds: prefer the simpler model unless more "
                  "samples confirm it.";
  return text + "The " + title + " does not beat it: the simpler model is as good here.";
}

} // namespace

std::string capitalised(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

Report trainingReport(const SampleTable& table, const std::vector<FoldResult>& folds,
                      const MetricsSummary& summary, const FittedModel& model,
                      const std::vector<std::string>& questions, const ModelCalibration& calibration) {
  const MetricSpread& network = summary.model;
  const auto [overfitting, overfittingSpread] = summary.overfitting;
  const ModelKind& kind = model.model->kind();
  Report report("Training of the prospectivity " + std::string(kind.title),
                std::to_string(table.count(1)) + " deposits and " + std::to_string(table.count(0)) +
                    " non-deposits" +
                    (summary.sets ? " in " + std::to_string(summary.sets->sets.size()) + " sets, " : ", ") +
                    std::to_string(model.model->features.size()) + " features, " +
                    std::to_string(folds.size()) + (folds.size() == 1 ? " training" : " trainings"));
  for (const std::string& question : questions)
    report.paragraph(question);
  const auto figure = [&](double Metrics::*value) {
    return formatWithError(network.mean.*value, network.standardDeviation.*value);
  };
  report.figures({{"Test accuracy", figure(&Metrics::accuracy)},
                  {"Recall", figure(&Metrics::recall)},
                  {"F1", figure(&Metrics::f1)},
                  {"AUC", figure(&Metrics::auc)},
                  {"Overfitting", formatWithError(overfitting, overfittingSpread)}});
  report.paragraph(verdict(kind, network, summary.logistic, summary.bestLayer));
  report.paragraph(
      "Overfitting is training accuracy minus test accuracy, on observed samples only. The model "
      "file holds " +
      contents(model, summary));
  if (summary.sets)
    addSets(report, *summary.sets);
  if (hasHistory(folds))
    addLearningCurves(report, folds);
  const Pooled all = pool(table, folds);
  addRankingCurves(report, kind, all);
  addReliability(report, calibration);
  addConfusion(report, all);
  addTable(report, kind, summary);
  return report;
}

} // namespace prospectivity

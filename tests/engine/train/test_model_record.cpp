#include "engine/core/statistics.h"
#include "engine/network/backend.h"
#include "engine/reference/tree_grower.h"
#include "engine/train/final_model.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/model_record.h"
#include "engine/train/reference_learners.h"
#include "engine/train/training_report.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace prospectivity;

/// The record of a training: what the folds gave, each figure the same as in the report.
class TestModelRecord : public QObject {
  Q_OBJECT

 private slots:
  void spreadsAreOverTheRows();
  void theRecordHoldsWhatTheFoldsGave_data();
  void theRecordHoldsWhatTheFoldsGave();
  void theReportShowsTheSameFigures_data();
  void theReportShowsTheSameFigures();
  void theReportNamesTheBestOfAll_data();
  void theReportNamesTheBestOfAll();
  void historiesOfManyFoldsAreCut();
  void historiesOfMembersAreTheirMean();
  void theReportTellsOfTheRecipe_data();
  void theReportTellsOfTheRecipe();
};

namespace {

struct Trained {
  std::vector<FoldResult> folds;
  MetricsSummary summary;
  FittedModel fitted;
  TrainingRecord record;
};

std::unique_ptr<Learner> learnerOf(bool network) {
  if (!network)
    return std::make_unique<LogisticLearner>();
  TrainingOptions options = smallTraining(3);
  options.augment = [](const SampleTable& observed, std::uint64_t) { return observed.rows({0, 1}); };
  return std::make_unique<NetworkLearner>(options);
}

Trained train(const SampleTable& table, bool network) {
  const std::unique_ptr<Learner> learner = learnerOf(network);
  Trained trained;
  trained.folds = crossValidate(table, plainFolds(table, 3), *learner, 4, 1, Progress(),
                                baselinesBeside(learner->kind(), table.features.size(), Progress()));
  trained.summary = summaryOf(metricsRows(table, trained.folds, false));
  trained.fitted =
      finalModel(table, table.features, trained.folds, *learner, FinalModel::Refit, 4, Progress());
  trained.record = modelRecord({{"FOLDS", std::int64_t{3}}}, 4, "plain", trained.folds, trained.summary,
                               trained.fitted.history, "0.9");
  return trained;
}

/// Equal, or both without a value.
bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool same(const Metrics& a, const Metrics& b) {
  for (const MetricEntry& entry : metricEntries())
    if (!same(a.*entry.value, b.*entry.value))
      return false;
  return true;
}

bool same(const MetricSpread& a, const MetricSpread& b) {
  return same(a.mean, b.mean) && same(a.standardDeviation, b.standardDeviation);
}

/// The cells behind a name in the report's table; empty where there is no such row.
QStringList cellsOf(const QString& page, const QString& name) {
  const QString opening = "<tr><td>" + name + "</td><td>";
  const int start = page.indexOf(opening) + opening.size();
  const int end = page.indexOf("</td></tr>", start);
  return start < opening.size() || end < 0 ? QStringList() : page.mid(start, end - start).split("</td><td>");
}

/// Whether a number is `value` to the last digit that is written.
bool isRounded(const QString& text, double value) {
  const int point = text.indexOf('.');
  const int decimals = point < 0 ? 0 : text.size() - point - 1;
  bool isNumber = false;
  return std::abs(text.toDouble(&isNumber) - value) <= 0.5000001 * std::pow(10, -decimals) && isNumber;
}

/// Whether a cell says "mean +- standard deviation", and nothing of what has no value.
bool shows(const QString& cell, double mean, double standardDeviation) {
  if (std::isnan(mean))
    return cell == "n/a";
  const QStringList numbers = cell.split(QString::fromUtf8(" \u00b1 "));
  return numbers.size() == 2 && isRounded(numbers[0], mean) && isRounded(numbers[1], standardDeviation);
}

void bothKinds() {
  QTest::addColumn<bool>("network");
  QTest::newRow("network") << true;
  QTest::newRow("logistic regression") << false;
}

} // namespace

void TestModelRecord::spreadsAreOverTheRows() {
  std::vector<MetricsRow> rows(3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto step = static_cast<double>(i);
    rows[i].model.auc = 0.5 + 0.25 * step;
    rows[i].baselines.resize(2);
    rows[i].baselines[0].name = {"random_forest", "random forest"};
    rows[i].baselines[0].metrics.auc = 0.25 * step;
    rows[i].baselines[0].overfitting = 0.5 * step;
    rows[i].baselines[1].metrics.auc = 0.125 * step;
    rows[i].baselines[1].metrics.brier = std::numeric_limits<double>::quiet_NaN();
    rows[i].trainingAccuracy = 1 - 0.25 * step;
    rows[i].overfitting = i == 1 ? std::numeric_limits<double>::quiet_NaN() : step;
  }
  const MetricsSummary summary = summaryOf(rows);
  QCOMPARE(summary.rows.size(), std::size_t{3});
  QCOMPARE(summary.model.mean.auc, 0.75);
  QCOMPARE(summary.model.standardDeviation.auc, 0.25);
  QCOMPARE(summary.baselines.size(), std::size_t{2});
  QCOMPARE(summary.baselines[0].name.title, std::string("random forest"));
  QCOMPARE(summary.baselines[0].metrics.mean.auc, 0.25);
  QCOMPARE(summary.baselines[0].overfitting.mean, 0.5);
  QCOMPARE(summary.baselines[0].overfitting.standardDeviation, 0.5);
  QCOMPARE(summary.baselines[1].metrics.mean.auc, 0.125);
  QVERIFY(std::isnan(summary.baselines[1].metrics.mean.brier));
  QCOMPARE(summary.trainingAccuracy.mean, 0.75);
  QCOMPARE(summary.trainingAccuracy.standardDeviation, 0.25);
  QCOMPARE(summary.overfitting.mean, 1.0); // of 0 and 2
  QCOMPARE(summary.overfitting.standardDeviation, std::sqrt(2.0));
  QVERIFY(std::isnan(summaryOf({rows.front()}).overfitting.standardDeviation));
  QVERIFY(std::isnan(summaryOf({}).model.mean.auc));
}

void TestModelRecord::theRecordHoldsWhatTheFoldsGave_data() {
  bothKinds();
}

void TestModelRecord::theRecordHoldsWhatTheFoldsGave() {
  QFETCH(bool, network);
  const SampleTable table = noiseTable(60, 3, 11, 1);
  const Trained trained = train(table, network);
  const TrainingRecord& record = trained.record;
  QCOMPARE(*record.seed, std::uint64_t{4});
  QVERIFY(record.options->at("FOLDS") == GivenOption(std::int64_t{3}));
  QCOMPARE(record.versions->prospectivityLens, std::string("0.9"));
  QCOMPARE(record.versions->trainingLibrary, modelBackend().version());
  QCOMPARE(record.computedWith->trainingLibraryKernels, modelBackend().kernels());
  QCOMPARE(record.split->method, std::string("plain"));
  QCOMPARE(record.split->folds.size(), std::size_t{3});
  QCOMPARE(record.metrics->parts.size(), std::size_t{3});
  QCOMPARE(record.epochs->folds.size(), std::size_t{3});
  for (std::size_t i = 0; i < 3; ++i) {
    const FoldResult& fold = trained.folds[i];
    const FoldRecord& divided = record.split->folds[i];
    QCOMPARE(divided.repeat, 0);
    QCOMPARE(divided.fold, static_cast<int>(i));
    QCOMPARE(divided.test, std::size_t{20});
    QCOMPARE(divided.fitted + divided.validation, std::size_t{40});
    QCOMPARE(divided.validation > 0, network);
    QCOMPARE(divided.augmented, std::size_t(network ? 2 : 0));
    QCOMPARE(divided.bestEpoch, fold.trained.history.bestEpoch);
    const TestedPart& part = record.metrics->parts[i];
    QCOMPARE(part.fold, static_cast<int>(i));
    QVERIFY(same(part.model, fold.metrics));
    QCOMPARE(part.trainingAccuracy, fold.trainingAccuracy);
    QCOMPARE(part.overfitting, fold.trainingAccuracy - fold.metrics.accuracy);
    QCOMPARE(record.epochs->folds[i].trainingLoss, fold.trained.history.trainingLoss);
    QCOMPARE(record.epochs->folds[i].trainingLoss.empty(), !network);
  }
  QVERIFY(same(record.metrics->model, trained.summary.model));
  QCOMPARE(record.computedWith->treeLibrary, treeGrower().version());
  QVERIFY(QString::fromStdString(record.computedWith->treeLibrary).startsWith("XGBoost "));
  const std::vector<BaselineRecord>& baselines = record.metrics->baselines;
  QCOMPARE(baselines.size(), std::size_t(network ? 5 : 4)); // a reference model is not held against itself
  QCOMPARE(baselines.front().id, std::string(network ? "logistic_regression" : "random_forest"));
  QCOMPARE(baselines.back().id, std::string(bestLayerId));
  for (std::size_t k = 0; k < baselines.size(); ++k) {
    QCOMPARE(baselines[k].id, trained.summary.baselines[k].name.id);
    QVERIFY(same(baselines[k].metrics, trained.summary.baselines[k].metrics));
  }
  QCOMPARE(record.epochs->refit.trainingLoss, trained.fitted.history.trainingLoss);
}

void TestModelRecord::theReportShowsTheSameFigures_data() {
  bothKinds();
}

void TestModelRecord::theReportShowsTheSameFigures() {
  QFETCH(bool, network);
  const SampleTable table = noiseTable(60, 3, 12, 1);
  const Trained trained = train(table, network);
  const QTemporaryDir folder;
  const QString path = folder.filePath("report.html");
  trainingReport(table, *learnerOf(network), trained.folds, trained.summary, trained.fitted, {},
                 calibrate(table, trained.folds, 4))
      .save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  const MetricsRecord& metrics = *trained.record.metrics;
  std::vector<const MetricSpread*> columns{&metrics.model};
  for (const BaselineRecord& baseline : metrics.baselines)
    columns.push_back(&baseline.metrics);
  for (const MetricEntry& entry : metricEntries()) {
    const QStringList cells = cellsOf(page, entry.name);
    QCOMPARE(cells.size(), static_cast<int>(columns.size()));
    for (int k = 0; k < cells.size(); ++k) {
      const MetricSpread& column = *columns[static_cast<std::size_t>(k)];
      QVERIFY2(shows(cells[k], column.mean.*entry.value, column.standardDeviation.*entry.value),
               qPrintable(entry.name + (": " + cells[k])));
    }
  }
  std::vector<double> overfitting;
  for (const TestedPart& part : metrics.parts)
    overfitting.push_back(part.overfitting);
  const QString shown = cellsOf(page, "overfitting").value(0);
  QVERIFY2(shows(shown, mean(overfitting), standardDeviation(overfitting)), qPrintable(shown));
}

void TestModelRecord::theReportNamesTheBestOfAll_data() {
  QTest::addColumn<double>("network");
  QTest::addColumn<double>("spread");
  QTest::addColumn<double>("forest");
  QTest::addColumn<double>("layer");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("a reference model") << 0.75 << 0.01 << 0.875 << 0.5
                                     << "the best of 3 models is the random forest, with an AUC of 0.875";
  QTest::newRow("how to map with it") << 0.75 << 0.01 << 0.875 << 0.5
                                      << "The network does not beat it: use that one here (Train reference "
                                         "model, method random-forest).";
  QTest::newRow("a layer") << 0.75 << 0.01 << 0.625 << 0.875
                           << "The network does not beat it: a look at that one layer tells as much here.";
  QTest::newRow("as good is not better")
      << 0.75 << 0.01 << 0.75 << 0.5 << "the best of 3 models is the random forest";
  QTest::newRow("the network") << 0.875 << 0.01 << 0.75 << 0.5
                               << "The network adds something: the gain of 0.125";
  QTest::newRow("the network, by little")
      << 0.875 << 0.25 << 0.75 << 0.5 << "is within its error: prefer the simpler of the two";
  QTest::newRow("another model, beyond chance")
      << 0.75 << 0.01 << 0.875 << 0.5 << "is beyond the chance of the division.";
  QTest::newRow("another model, by chance")
      << 0.75 << 0.25 << 0.875 << 0.5 << "is within its error: these samples do not tell the two apart.";
  // Each varies far more between folds than the two differ, but they vary together.
  QTest::newRow("the network, by little in every fold")
      << 0.765625 << -0.2 << 0.75 << 0.5 << "The network adds something: the gain of 0.0156";
  QTest::newRow("the network, on one division") << 0.875 << std::nan("") << 0.75 << 0.5
                                                << "One division alone does not tell whether the gain is "
                                                   "more than chance";
}

void TestModelRecord::theReportNamesTheBestOfAll() {
  QFETCH(double, network);
  QFETCH(double, spread);
  QFETCH(double, forest);
  QFETCH(double, layer);
  QFETCH(QString, sentence);
  const SampleTable table = noiseTable(24, 3, 12, 1);
  const std::unique_ptr<Learner> learner = learnerOf(true);
  const auto folds = crossValidate(table, plainFolds(table, 2), *learner, 4, 1, Progress(),
                                   {referenceLearner("random-forest", {20, 5})});
  const FittedModel fitted =
      finalModel(table, table.features, folds, *learner, FinalModel::Ensemble, 4, Progress());
  // Five repeats, in which the figures swing against each other, or together where the spread is below 0.
  std::vector<MetricsRow> rows;
  for (const MetricsRow& row : metricsRows(table, folds, false))
    rows.insert(rows.end(), 5, row);
  if (std::isnan(spread))
    rows.resize(1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double swing = i % 2 == 0 ? 1 : -1;
    const bool isOne = rows.size() == 1;
    rows[i].model.auc = isOne ? network : network + swing * std::abs(spread);
    rows[i].baselines[0].metrics.auc =
        isOne ? forest : forest - swing * (spread < 0 ? spread * (1 + 0.01) : 0.01);
    rows[i].baselines[1].metrics.auc = layer;
  }
  const MetricsSummary summary = summaryOf(rows);
  const QTemporaryDir folder;
  const QString path = folder.filePath("report.html");
  trainingReport(table, *learner, folds, summary, fitted, {}, calibrate(table, folds, 4))
      .save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY2(page.contains(sentence), qPrintable(sentence));
  const int verdict = page.indexOf("On samples that none of them saw");
  QVERIFY(verdict > 0 && verdict < page.indexOf("Test accuracy")); // it comes first
  // The ranking has the highest AUC on top.
  const int first = page.indexOf("<tr><td>1</td><td>");
  const QString top = network > std::max(forest, layer) ? "Network"
                      : forest >= layer                 ? "Random forest"
                                                        : "Best single layer";
  QCOMPARE(page.mid(first + 18, top.size()), top);
}

void TestModelRecord::historiesOfManyFoldsAreCut() {
  std::vector<FoldResult> folds(35);
  for (std::size_t i = 0; i < folds.size(); ++i)
    folds[i].trained.history.bestEpoch = static_cast<int>(i);
  const TrainingRecord record = modelRecord({}, 1, "", folds, {}, {}, "");
  QCOMPARE(record.split->folds.size(), std::size_t{35});
  QCOMPARE(record.split->folds.back().bestEpoch, 34);
  QCOMPARE(record.epochs->folds.size(), EpochsRecord::mostFolds);
  QCOMPARE(record.epochs->folds.back().bestEpoch, 29);
}

void TestModelRecord::historiesOfMembersAreTheirMean() {
  const SampleTable table = noiseTable(60, 3, 11, 1);
  std::vector<std::size_t> all(60);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto historyOf = [&](int members) {
    TrainingOptions options = wholeRecipe(3);
    options.members = members;
    return NetworkLearner(options).fit(table, all, 1, Progress()).history;
  };
  const FitHistory one = historyOf(1);
  const FitHistory two = historyOf(2);
  const FitHistory three = historyOf(3);
  QCOMPARE(three.trainingLoss.size(), std::size_t{20});
  QCOMPARE(three.bestEpoch, 19);
  for (std::size_t epoch = 0; epoch < 20; ++epoch) {
    // What the third adds to two lies where losses lie, and is no copy of the first.
    const double third = 3 * three.trainingLoss[epoch] - 2 * two.trainingLoss[epoch];
    const double second = 2 * two.trainingLoss[epoch] - one.trainingLoss[epoch];
    QVERIFY(third > 0 && third < 3 && second > 0 && second < 3);
    QVERIFY(std::abs(third - one.trainingLoss[epoch]) > 1e-9 && std::abs(third - second) > 1e-9);
    QVERIFY(std::isnan(three.validationLoss[epoch]));
  }
}

void TestModelRecord::theReportTellsOfTheRecipe_data() {
  QTest::addColumn<int>("members");
  QTest::addColumn<bool>("isCosine");
  QTest::addColumn<bool>("isRefit");
  QTest::addColumn<QString>("holds");
  const QString each =
      "Each training fits 2 networks that differ in their seeds alone; their prediction is the "
      "mean of their log-odds. ";
  QTest::newRow("one network, early stopping")
      << 1 << false << true << "The model file holds one network fitted on all observed samples.";
  QTest::newRow("one network of each fold")
      << 1 << false << false << "The model file holds the networks of all folds.";
  QTest::newRow("members, cosine") << 2 << true << true
                                   << each +
                                          "The model file holds 2 networks fitted on all observed samples.";
  QTest::newRow("members of each fold, early stopping")
      << 2 << false << false << each + "The model file holds the 6 networks of all folds.";
}

void TestModelRecord::theReportTellsOfTheRecipe() {
  QFETCH(int, members);
  QFETCH(bool, isCosine);
  QFETCH(bool, isRefit);
  QFETCH(QString, holds);
  const SampleTable table = noiseTable(60, 3, 12, 1);
  TrainingOptions options = smallTraining(3);
  options.members = members;
  options.fit.epochs = 4;
  options.fit.schedule = isCosine ? Schedule::Cosine : Schedule::EarlyStopping;
  const NetworkLearner learner(options);
  const auto folds = crossValidate(table, plainFolds(table, 3), learner, 4, 1, Progress());
  const FittedModel fitted = finalModel(table, table.features, folds, learner,
                                        isRefit ? FinalModel::Refit : FinalModel::Ensemble, 4, Progress());
  const QTemporaryDir folder;
  const QString path = folder.filePath("recipe.html");
  trainingReport(table, learner, folds, summaryOf(metricsRows(table, folds, false)), fitted, {},
                 calibrate(table, folds, 4))
      .save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY2(page.contains(holds), qPrintable(holds));
  QCOMPARE(page.contains("Each training fits"), members > 1);
  // A schedule without a validation part draws no curve of it and says why.
  QCOMPARE(page.count("\"name\":\"training\""), 6); // loss and accuracy of each fold
  QCOMPARE(page.count("\"name\":\"validation\""), isCosine ? 0 : 6);
  QCOMPARE(page.contains("no sample was kept back"), isCosine);
  QCOMPARE(page.contains("training stopped there and went back to the best epoch"), !isCosine);
  QCOMPARE(page.contains("the mean of its 2 networks"), members > 1);
}

QTEST_GUILESS_MAIN(TestModelRecord)
#include "test_model_record.moc"

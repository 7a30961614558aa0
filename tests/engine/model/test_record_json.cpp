#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "engine/reference/logistic_model.h"
#include "engine/torch/record_json.h"
#include "engine/torch/stored_model.h"
#include "tests/engine/network/random_model.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace prospectivity;
using nlohmann::json;

/// The training record in a model file: its text is the one that every version has written, and what the text
/// says comes back.
class TestRecordJson : public QObject {
  Q_OBJECT

 private slots:
  void theTextIsThatOfTheFormat_data();
  void theTextIsThatOfTheFormat();
  void whatIsWrittenComesBack();
  void allBaselinesComeBack();
  void whatWasMissingComesBack();
  void setsOfNonDepositsComeBack();
  void theModelFileHoldsTheText();
  void aCalibrationIsKept();
  void filesOfOlderVersionsAreRead_data();
  void filesOfOlderVersionsAreRead();
  void whatIsMissingIsUnknown();
  void unknownNamesArePassedOver();
  void partsOfAnotherTypeAreRefused_data();
  void partsOfAnotherTypeAreRefused();
};

namespace {

const double undefined = std::numeric_limits<double>::quiet_NaN();

/// Ten figures, each another.
Metrics metricsFrom(double first) {
  Metrics metrics;
  for (const MetricEntry& entry : metricEntries()) {
    metrics.*entry.value = first;
    first += 0.0625;
  }
  return metrics;
}

/// With every part, and with every kind of number: whole, rounded, tiny, without a value.
TrainingRecord fullRecord() {
  TrainingRecord record;
  record.seed = 18446744073709551615U;
  record.options = GivenOptions{{"SCALING", std::string("z-score")},
                                {"EPOCHS", std::int64_t{200}},
                                {"NOISE", 0.05},
                                {"BLOCK_SIZE", 0.0},
                                {"BOTH_CLASSES", false},
                                {"SHIFT", std::int64_t{-1}},
                                {"WEIGHT_DECAY", 1.0 / 3}};
  record.computedWith = ComputedWith{"OpenBLAS 0.3.21", "Zen", "avx2", "LibTorch 1.13.0", "AVX2", {}, {}, {}};
  record.versions = SoftwareVersions{"0.1.0", "LibTorch 1.13.0"};
  record.split = SplitRecord{"stratified k-fold", {{0, 0, 150, 38, 850, 48, 4}, {1, 2, 151, 37, 0, 47, 0}}};
  MetricsRecord metrics;
  metrics.model = {metricsFrom(0.25), metricsFrom(1.0 / 3)};
  metrics.baselines = {{"logistic_regression", {metricsFrom(-0.5), metricsFrom(1e-7)}},
                       {bestLayerId, {metricsFrom(0), metricsFrom(1)}}};
  metrics.baselines[1].metrics.mean.brier = undefined;
  metrics.parts = {{0, 0, metricsFrom(0.125), 2.0 / 3, -0.0123456789},
                   {1, -1, metricsFrom(0.375), 1, undefined}};
  record.metrics = metrics;
  EpochsRecord epochs;
  epochs.folds = {{{0.7, 0.6543219}, {0.8, undefined}, {0.5, 1}, {0.25, 0.75}, 1}, {}};
  epochs.refit = {{123456789, 0.5}, {undefined, undefined}, {0, 1}, {undefined, undefined}, 0};
  record.epochs = epochs;
  return record;
}

/// A logistic regression is not held against itself.
TrainingRecord logisticRecord() {
  TrainingRecord record = fullRecord();
  record.metrics->baselines.erase(record.metrics->baselines.begin());
  return record;
}

const std::string textBeforeMetrics =
    R"({"computed_with":{"engine_instructions":"avx2","openblas":"OpenBLAS 0.3.21",)"
    R"("openblas_kernels":"Zen","training_library":"LibTorch 1.13.0","training_library_kernels":"AVX2"},)"
    R"("history":{"final":{"best_epoch":0,"training_accuracy":[0.0,1.0],"training_loss":[123457000.0,)"
    R"(0.5],"validation_accuracy":[null,null],"validation_loss":[null,null]},"folds":[{"best_epoch":1,)"
    R"("training_accuracy":[0.5,1.0],"training_loss":[0.7,0.654322],"validation_accuracy":[0.25,0.75],)"
    R"("validation_loss":[0.8,null]},{"best_epoch":0,"training_accuracy":[],"training_loss":[],)"
    R"("validation_accuracy":[],"validation_loss":[]}]},)";

const std::string textAfterMetrics =
    R"("options":{"BLOCK_SIZE":0.0,"BOTH_CLASSES":false,"EPOCHS":200,"NOISE":0.05,"SCALING":"z-score",)"
    R"("SHIFT":-1,"WEIGHT_DECAY":0.3333333333333333},"seed":18446744073709551615,)"
    R"("split":{"folds":[{"augmented":850,"best_epoch":4,"fitted":150,"fold":1,"repeat":1,"test":48,)"
    R"("validation":38},{"augmented":0,"best_epoch":0,"fitted":151,"fold":3,"repeat":2,"test":47,)"
    R"("validation":37}],"method":"stratified k-fold"},"versions":{"prospectivity_lens":"0.1.0",)"
    R"("training_library":"LibTorch 1.13.0"}})";

const std::string networkText =
    R"("metrics":{"best_single_layer":{"mean":{"accuracy":0.0,"auc":0.4375,"brier":null,"f1":0.25,)"
    R"("kappa":0.3125,"matthews":0.375,"pr_auc":0.5,"precision":0.0625,"recall":0.125,)"
    R"("specificity":0.1875},"standard_deviation":{"accuracy":1.0,"auc":1.4375,"brier":1.5625,"f1":1.25,)"
    R"("kappa":1.3125,"matthews":1.375,"pr_auc":1.5,"precision":1.0625,"recall":1.125,)"
    R"("specificity":1.1875}},"logistic_regression":{"mean":{"accuracy":-0.5,"auc":-0.0625,)"
    R"("brier":0.0625,"f1":-0.25,"kappa":-0.1875,"matthews":-0.125,"pr_auc":0.0,"precision":-0.4375,)"
    R"("recall":-0.375,"specificity":-0.3125},"standard_deviation":{"accuracy":1e-07,"auc":0.4375,)"
    R"("brier":0.5625,"f1":0.25,"kappa":0.3125,"matthews":0.375,"pr_auc":0.5,"precision":0.0625001,)"
    R"("recall":0.125,"specificity":0.1875}},"network":{"mean":{"accuracy":0.25,"auc":0.6875,)"
    R"("brier":0.8125,"f1":0.5,"kappa":0.5625,"matthews":0.625,"pr_auc":0.75,"precision":0.3125,)"
    R"("recall":0.375,"specificity":0.4375},"standard_deviation":{"accuracy":0.333333,"auc":0.770833,)"
    R"("brier":0.895833,"f1":0.583333,"kappa":0.645833,"matthews":0.708333,"pr_auc":0.833333,)"
    R"("precision":0.395833,"recall":0.458333,"specificity":0.520833}},"rows":[{"fold":1,)"
    R"("network":{"accuracy":0.125,"auc":0.5625,"brier":0.6875,"f1":0.375,"kappa":0.4375,"matthews":0.5,)"
    R"("pr_auc":0.625,"precision":0.1875,"recall":0.25,"specificity":0.3125},"overfitting":-0.0123457,)"
    R"("repeat":1,"training_accuracy":0.666667},{"fold":0,"network":{"accuracy":0.375,"auc":0.8125,)"
    R"("brier":0.9375,"f1":0.625,"kappa":0.6875,"matthews":0.75,"pr_auc":0.875,"precision":0.4375,)"
    R"("recall":0.5,"specificity":0.5625},"overfitting":null,"repeat":2,"training_accuracy":1.0}]},)";

const std::string logisticText =
    R"("metrics":{"best_single_layer":{"mean":{"accuracy":0.0,"auc":0.4375,"brier":null,"f1":0.25,)"
    R"("kappa":0.3125,"matthews":0.375,"pr_auc":0.5,"precision":0.0625,"recall":0.125,)"
    R"("specificity":0.1875},"standard_deviation":{"accuracy":1.0,"auc":1.4375,"brier":1.5625,"f1":1.25,)"
    R"("kappa":1.3125,"matthews":1.375,"pr_auc":1.5,"precision":1.0625,"recall":1.125,)"
    R"("specificity":1.1875}},"logistic_regression":{"mean":{"accuracy":0.25,"auc":0.6875,"brier":0.8125,)"
    R"("f1":0.5,"kappa":0.5625,"matthews":0.625,"pr_auc":0.75,"precision":0.3125,"recall":0.375,)"
    R"("specificity":0.4375},"standard_deviation":{"accuracy":0.333333,"auc":0.770833,"brier":0.895833,)"
    R"("f1":0.583333,"kappa":0.645833,"matthews":0.708333,"pr_auc":0.833333,"precision":0.395833,)"
    R"("recall":0.458333,"specificity":0.520833}},"rows":[{"fold":1,)"
    R"("logistic_regression":{"accuracy":0.125,"auc":0.5625,"brier":0.6875,"f1":0.375,"kappa":0.4375,)"
    R"("matthews":0.5,"pr_auc":0.625,"precision":0.1875,"recall":0.25,"specificity":0.3125},)"
    R"("overfitting":-0.0123457,"repeat":1,"training_accuracy":0.666667},{"fold":0,)"
    R"("logistic_regression":{"accuracy":0.375,"auc":0.8125,"brier":0.9375,"f1":0.625,"kappa":0.6875,)"
    R"("matthews":0.75,"pr_auc":0.875,"precision":0.4375,"recall":0.5,"specificity":0.5625},)"
    R"("overfitting":null,"repeat":2,"training_accuracy":1.0}]},)";

} // namespace

void TestRecordJson::theTextIsThatOfTheFormat_data() {
  QTest::addColumn<bool>("network");
  QTest::addColumn<QString>("text");
  QTest::newRow("a network") << true
                             << QString::fromStdString(textBeforeMetrics + networkText + textAfterMetrics);
  QTest::newRow("a logistic regression")
      << false << QString::fromStdString(textBeforeMetrics + logisticText + textAfterMetrics);
}

void TestRecordJson::theTextIsThatOfTheFormat() {
  QFETCH(bool, network);
  QFETCH(QString, text);
  const ModelKind& kind = network ? NetworkModel::networks() : LogisticModel::logisticRegressions();
  const TrainingRecord record = network ? fullRecord() : logisticRecord();
  QCOMPARE(QString::fromStdString(jsonOf(record, kind).dump()), text);
  const TrainingRecord back = recordOf(json::parse(text.toStdString()), kind);
  QCOMPARE(QString::fromStdString(jsonOf(back, kind).dump()), text);
}

void TestRecordJson::whatIsWrittenComesBack() {
  const ModelKind& kind = NetworkModel::networks();
  const TrainingRecord record = recordOf(jsonOf(fullRecord(), kind), kind);
  QCOMPARE(*record.seed, std::uint64_t{18446744073709551615U});
  QVERIFY(*record.options == *fullRecord().options);
  QCOMPARE(record.computedWith->blas, std::string("OpenBLAS 0.3.21"));
  QCOMPARE(record.computedWith->blasKernels, std::string("Zen"));
  QCOMPARE(record.computedWith->instructions, std::string("avx2"));
  QCOMPARE(record.computedWith->trainingLibrary, std::string("LibTorch 1.13.0"));
  QCOMPARE(record.computedWith->trainingLibraryKernels, std::string("AVX2"));
  QCOMPARE(record.versions->prospectivityLens, std::string("0.1.0"));
  QCOMPARE(record.versions->trainingLibrary, std::string("LibTorch 1.13.0"));
  QCOMPARE(record.split->method, std::string("stratified k-fold"));
  QCOMPARE(record.split->folds.size(), std::size_t{2});
  const FoldRecord& fold = record.split->folds[0];
  QCOMPARE(fold.repeat, 0);
  QCOMPARE(fold.fold, 0);
  QCOMPARE(fold.fitted, std::size_t{150});
  QCOMPARE(fold.validation, std::size_t{38});
  QCOMPARE(fold.augmented, std::size_t{850});
  QCOMPARE(fold.test, std::size_t{48});
  QCOMPARE(fold.bestEpoch, 4);
  QCOMPARE(record.split->folds[1].repeat, 1);
  QCOMPARE(record.split->folds[1].fold, 2);
  const MetricsRecord& metrics = *record.metrics;
  QCOMPARE(metrics.model.mean.accuracy, 0.25);
  QCOMPARE(metrics.model.standardDeviation.accuracy, 0.333333);
  QCOMPARE(metrics.baselines.size(), std::size_t{2});
  QCOMPARE(metrics.baselines[0].id, std::string("logistic_regression"));
  QCOMPARE(metrics.baselines[0].metrics.mean.accuracy, -0.5);
  QCOMPARE(metrics.baselines[1].id, std::string(bestLayerId));
  QCOMPARE(metrics.baselines[1].metrics.mean.precision, 0.0625);
  QVERIFY(std::isnan(metrics.baselines[1].metrics.mean.brier));
  QCOMPARE(metrics.parts.size(), std::size_t{2});
  QCOMPARE(metrics.parts[0].model.recall, 0.25);
  QCOMPARE(metrics.parts[0].trainingAccuracy, 0.666667);
  QCOMPARE(metrics.parts[0].overfitting, -0.0123457);
  QCOMPARE(metrics.parts[1].repeat, 1);
  QCOMPARE(metrics.parts[1].fold, -1);
  QVERIFY(std::isnan(metrics.parts[1].overfitting));
  const EpochsRecord& epochs = *record.epochs;
  QCOMPARE(epochs.folds.size(), std::size_t{2});
  QCOMPARE(epochs.folds[0].trainingLoss, (std::vector<double>{0.7, 0.654322}));
  QVERIFY(std::isnan(epochs.folds[0].validationLoss[1]));
  QCOMPARE(epochs.folds[0].validationAccuracy, (std::vector<double>{0.25, 0.75}));
  QCOMPARE(epochs.folds[0].bestEpoch, 1);
  QVERIFY(epochs.folds[1].trainingLoss.empty());
  QCOMPARE(epochs.refit.trainingLoss, (std::vector<double>{123457000, 0.5}));
  QCOMPARE(epochs.refit.trainingAccuracy, (std::vector<double>{0, 1}));
}

// Whoever is held against whom: the order is that of reports, whatever the alphabet's.
void TestRecordJson::allBaselinesComeBack() {
  const std::vector<std::string> ids{"logistic_regression", "random_forest", "gradient_boosting",
                                     "weights_of_evidence", "best_single_layer"};
  TrainingRecord record = fullRecord();
  record.metrics->baselines.clear();
  for (std::size_t i = 0; i < ids.size(); ++i)
    record.metrics->baselines.push_back({ids[i], {metricsFrom(static_cast<double>(i)), metricsFrom(0.5)}});
  const ModelKind& kind = NetworkModel::networks();
  record.computedWith->treeLibrary = "XGBoost 1.7.4";
  record.computedWith->productLibrary = "oneDNN 2.6.0, instructions AVX2";
  record.computedWith->mathLibrary = "GNU C library 2.36, variant FMA";
  const TrainingRecord read = recordOf(jsonOf(record, kind), kind);
  QCOMPARE(read.computedWith->treeLibrary, std::string("XGBoost 1.7.4"));
  QCOMPARE(read.computedWith->productLibrary, std::string("oneDNN 2.6.0, instructions AVX2"));
  QCOMPARE(read.computedWith->mathLibrary, std::string("GNU C library 2.36, variant FMA"));
  const std::vector<BaselineRecord>& back = read.metrics->baselines;
  QCOMPARE(back.size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    QCOMPARE(back[i].id, ids[i]);
    QCOMPARE(back[i].metrics.mean.accuracy, static_cast<double>(i));
  }
}

// What samples lacked is a part of its own; records of trainings that left them out have none.
void TestRecordJson::whatWasMissingComesBack() {
  const ModelKind& kind = NetworkModel::networks();
  TrainingRecord given = fullRecord();
  given.missing = MissingRecord{MissingEvidence::Learn, 0.5, {{"Cu", 0.25, 1.0 / 3}, {"rock", 0, 1}}};
  const json text = jsonOf(given, kind);
  QCOMPARE(text.at("missing").dump(),
           std::string(R"({"layers":[{"layer":"Cu","missing_in_deposits":0.25,)"
                       R"("missing_in_non_deposits":0.333333},{"layer":"rock","missing_in_deposits":0.0,)"
                       R"("missing_in_non_deposits":1.0}],"min_present":0.5,"treatment":"learn"})"));
  const TrainingRecord record = recordOf(text, kind);
  QVERIFY(record.missing && record.missing->treatment == MissingEvidence::Learn);
  QCOMPARE(record.missing->layers.size(), std::size_t{2});
  QCOMPARE(record.missing->layers[1].layer, std::string("rock"));
  QCOMPARE(record.missing->layers[1].others, 1.0);
  QVERIFY(!recordOf(jsonOf(fullRecord(), kind), kind).missing);
  json broken = text;
  broken["missing"]["treatment"] = "guess";
  QVERIFY_EXCEPTION_THROWN(recordOf(broken, kind), std::exception);
}

// They add to the text, and nothing where there are none: the text above is that of one set.
void TestRecordJson::setsOfNonDepositsComeBack() {
  const ModelKind& kind = NetworkModel::networks();
  TrainingRecord given = fullRecord();
  given.split->folds[1].set = 2;
  given.metrics->parts[1].set = 3;
  given.sets = SetsRecord{{1, 1, 2, 3}, 0.0123456789, 0.25, undefined, 0.5};
  const json text = jsonOf(given, kind);
  QCOMPARE(text.at("sets").dump(), std::string(R"({"auc_between":0.0123457,"auc_within":0.25,)"
                                               R"("deposit_score_between":null,"deposit_score_within":0.5,)"
                                               R"("member_sets":[1,1,2,3]})"));
  QVERIFY(!text.at("split").at("folds")[0].contains("set"));
  const TrainingRecord record = recordOf(text, kind);
  QCOMPARE(record.split->folds[0].set, 0);
  QCOMPARE(record.split->folds[1].set, 2);
  QCOMPARE(record.metrics->parts[1].set, 3);
  QCOMPARE(record.sets->memberSets, (std::vector<int>{1, 1, 2, 3}));
  QCOMPARE(record.sets->aucBetween, 0.0123457);
  QVERIFY(std::isnan(record.sets->scoreBetween));
  QVERIFY(!recordOf(jsonOf(fullRecord(), kind), kind).sets);
  json broken = text;
  broken["sets"]["member_sets"] = "all";
  QVERIFY_EXCEPTION_THROWN(recordOf(broken, kind), std::exception);
}

void TestRecordJson::theModelFileHoldsTheText() {
  const QTemporaryDir folder;
  const std::string path = folder.filePath("model.pt").toStdString();
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {2};
  NetworkModel model = randomModel(shape, 1, 3);
  model.record = fullRecord();
  modelBackend().save(model, path);
  std::ifstream file(path, std::ios::binary);
  const std::string description = StoredModel(file).description();
  const std::string text = textBeforeMetrics + networkText + textAfterMetrics;
  QCOMPARE(json::parse(description).at("record").dump(), text);
  // As LibTorch stores it: indented by one blank, names in the order of the alphabet.
  QVERIFY(
      description.find("\n \"record\": {\n  \"computed_with\": {\n   \"engine_instructions\": \"avx2\",\n") !=
      std::string::npos);
  QCOMPARE(jsonOf(modelBackend().load(path)->record, NetworkModel::networks()).dump(), text);
}

void TestRecordJson::aCalibrationIsKept() {
  const ModelKind& kind = NetworkModel::networks();
  TrainingRecord record;
  QVERIFY(!recordOf(jsonOf(record, kind), kind).calibration);
  record.calibration = Calibration{0.5, -0.25, 0.01, 0.04, -0.001, 118, 120};
  const std::string text =
      R"({"platt_scaling":{"covariance":-0.001,"deposits":118,"intercept":-0.25,"intercept_interval":)"
      R"([-0.641993,0.141993],"intercept_variance":0.04,"non_deposits":120,"slope":0.5,)"
      R"("slope_interval":[0.304004,0.695996],"slope_variance":0.01}})";
  QCOMPARE(QString::fromStdString(jsonOf(record, kind).dump()), QString::fromStdString(text));
  const Calibration back = recordOf(json::parse(text), kind).calibration.value();
  QCOMPARE(back.slope, 0.5);
  QCOMPARE(back.intercept, -0.25);
  QCOMPARE(back.slopeVariance, 0.01);
  QCOMPARE(back.interceptVariance, 0.04);
  QCOMPARE(back.covariance, -0.001);
  QCOMPARE(back.deposits, std::size_t{118});
  QCOMPARE(back.nonDeposits, std::size_t{120});
  QVERIFY(back.isTrustworthy());
  // What a file does not say is no calibration to trust.
  QVERIFY(!recordOf(json::parse(R"({"platt_scaling":{"slope":1}})"), kind).calibration->isTrustworthy());
}

void TestRecordJson::filesOfOlderVersionsAreRead_data() {
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, const char* text) { QTest::newRow(name) << QString(text); };
  row("nothing is known", "{}");
  row("the seed alone", R"({"seed":11})");
  row("before kernels were recorded",
      R"({"history":{"final":{"best_epoch":0,"training_accuracy":[],"training_loss":[],"validation_accuracy":[],)"
      R"("validation_loss":[]},"folds":[]},"options":{"SEED":1},"seed":1,"split":{"folds":[],"method":"holdout"},)"
      R"("versions":{"prospectivity_lens":"0.1.0","training_library":"LibTorch 1.13.0"}})");
}

void TestRecordJson::filesOfOlderVersionsAreRead() {
  QFETCH(QString, text);
  const ModelKind& kind = NetworkModel::networks();
  const TrainingRecord record = recordOf(json::parse(text.toStdString()), kind);
  QVERIFY(!record.computedWith);
  QVERIFY(!record.metrics);
  QCOMPARE(record.seed.has_value(), text.contains("seed"));
  QCOMPARE(record.split.has_value(), text.contains("split"));
  QCOMPARE(record.epochs.has_value(), text.contains("history"));
  QCOMPARE(QString::fromStdString(jsonOf(record, kind).dump()), text);
}

void TestRecordJson::whatIsMissingIsUnknown() {
  const TrainingRecord record =
      recordOf(json::parse(R"({"split":{"folds":[{"repeat":1,"fold":2}]},"versions":{},"history":{},)"
                           R"("metrics":{"network":{"mean":{"auc":0.5}},"rows":[{"repeat":2,"fold":0}]}})"),
               NetworkModel::networks());
  QVERIFY(record.split->method.empty());
  QCOMPARE(record.split->folds.front().fold, 1);
  QCOMPARE(record.split->folds.front().test, std::size_t{0});
  QVERIFY(record.versions->trainingLibrary.empty());
  QVERIFY(record.epochs->folds.empty() && record.epochs->refit.trainingLoss.empty());
  QCOMPARE(record.metrics->model.mean.auc, 0.5);
  QVERIFY(std::isnan(record.metrics->model.mean.accuracy));
  QVERIFY(std::isnan(record.metrics->model.standardDeviation.auc));
  QVERIFY(record.metrics->baselines.empty());
  QCOMPARE(record.metrics->parts.front().repeat, 1);
  QVERIFY(std::isnan(record.metrics->parts.front().model.accuracy));
  QVERIFY(std::isnan(record.metrics->parts.front().overfitting));
}

void TestRecordJson::unknownNamesArePassedOver() {
  const ModelKind& kind = NetworkModel::networks();
  const std::string known = jsonOf(fullRecord(), kind).dump();
  json entry = json::parse(known);
  entry["calibration"] = {{"method", "isotonic"}};
  entry["computed_with"]["device"] = "cuda";
  entry["split"]["folds"][0]["absent"] = json::array({1, 2});
  entry["metrics"]["support_vectors"] = nullptr;
  entry["metrics"]["rows"][0]["gain"] = 0.5;
  entry["metrics"]["network"]["mean"]["lift"] = "none";
  entry["history"]["final"]["learning_rate"] = json::array();
  QCOMPARE(jsonOf(recordOf(entry, kind), kind).dump(), known);
}

void TestRecordJson::partsOfAnotherTypeAreRefused_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  const auto row = [](const char* pointer, const char* value) {
    QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(pointer, value)))
        << QString(pointer) << QString(value);
  };
  for (const char* name : {"", "/options", "/computed_with", "/versions", "/split", "/metrics", "/history"})
    for (const char* value : {"null", "\"text\"", "[]", "3"})
      row(name, value);
  for (const char* value : {"-1", "1.0", "\"1\"", "null"})
    row("/seed", value);
  for (const char* value : {"[]", "{}"})
    row("/options/EPOCHS", value);
  row("/computed_with/openblas", "1");
  row("/versions/prospectivity_lens", "null");
  row("/split/method", "{}");
  row("/split/folds", "{}");
  row("/split/folds/0", "[]");
  row("/split/folds/0", "{}");
  row("/split/folds/0/repeat", "-1");
  row("/split/folds/0/repeat", "-2147483648");
  row("/split/folds/0/fold", "4294967297");
  row("/split/folds/0/fold", "1.5");
  row("/split/folds/0/test", "-1");
  row("/split/folds/0/test", "1e3");
  row("/split/folds/0/best_epoch", "null");
  row("/metrics/network", "[]");
  row("/metrics/network/mean", "0.5");
  row("/metrics/network/mean/auc", "\"high\"");
  row("/metrics/logistic_regression", "null");
  row("/metrics/best_single_layer", "3");
  row("/metrics/rows", "\"none\"");
  row("/metrics/rows/0", "{}");
  row("/metrics/rows/0/network", "[]");
  row("/metrics/rows/0/overfitting", "true");
  row("/platt_scaling", "3");
  row("/platt_scaling", "null");
  row("/platt_scaling/slope", "\"steep\"");
  row("/platt_scaling/deposits", "-1");
  row("/history/folds", "3");
  row("/history/folds/0", "{}");
  row("/history/final", "[]");
  row("/history/final/best_epoch", "2147483648");
  row("/history/final/training_loss", "0.5");
  row("/history/final/training_loss/0", "\"0.5\"");
}

void TestRecordJson::partsOfAnotherTypeAreRefused() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  const ModelKind& kind = NetworkModel::networks();
  json entry = jsonOf(fullRecord(), kind);
  entry[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
  QVERIFY_EXCEPTION_THROWN(recordOf(entry, kind), std::exception);
}

QTEST_GUILESS_MAIN(TestRecordJson)
#include "test_record_json.moc"

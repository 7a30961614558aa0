#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/train/metrics.h"
#include "engine/train/training_recipe.h"
#include "processing/releases/fields.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"
#include "tests/processing/training_parameters.h"

#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <map>
#include <vector>

using namespace prospectivity;

/// Training through QGIS: the model file, its figures and its report, and each way of holding out.
class TestTrainCnn : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void trainsAndTellsItsWorth_data();
  void trainsAndTellsItsWorth();
  void metricsHoldEveryFoldThenMeanAndSpread();
  void blocksAreDrawnOnTheMap();
  void theSameSeedGivesTheSameBytes_data();
  void theSameSeedGivesTheSameBytes();
  void theRecordTellsHowTheModelWasMade();
  void theDefaultRecipeIsUsedAndRecorded();
  void patienceWithoutAScheduleStopsEarly();
  void fewSamplesOfManyFeaturesTrainWithSmote();
  void theReportHoldsItsParts_data();
  void theReportHoldsItsParts();

 private:
  QVariantMap parameters(const QVariantMap& more = {}) const;
  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

const QString algorithm = QStringLiteral("prospectivity:traincnn");

} // namespace

void TestTrainCnn::initTestCase() {
  mSamples = mappedSamples();
  QCOMPARE(mSamples->featureCount(), 60L);
}

QVariantMap TestTrainCnn::parameters(const QVariantMap& more) const {
  return trainingParameters(mSamples.get(), mFolder.filePath("model.pt"), more);
}

void TestTrainCnn::trainsAndTellsItsWorth_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::newRow("holdout") << QVariantMap{{"VALIDATION", "holdout"}};
  QTest::newRow("stratified k-fold, repeated")
      << QVariantMap{{"VALIDATION", "stratified-k-fold"}, {"REPEATS", 2}};
  QTest::newRow("spatial blocks") << QVariantMap{{"VALIDATION", "spatial-blocks"}, {"BLOCK_SIZE", 2500.0}};
  QTest::newRow("leave-one-out") << QVariantMap{{"VALIDATION", "leave-one-out"}, {"EPOCHS", 15}};
  QTest::newRow("ensemble") << QVariantMap{{"FINAL_MODEL", "ensemble"}};
  for (const char* method : {"random-oversampling", "gaussian-noise", "smote", "adasyn"})
    QTest::newRow(method) << QVariantMap{{"AUGMENTATION", method}, {"BOTH_CLASSES", true}};
  QTest::newRow("correlation seriation") << QVariantMap{{"ORDERING", "correlation-seriation"}};
  QTest::newRow("class separation") << QVariantMap{{"ORDERING", "class-separation"}};
  QTest::newRow("custom order") << QVariantMap{{"ORDERING", "custom"}, {"CUSTOM_ORDER", "K, W,Sn"}};
  QTest::newRow("pooling and dense layers")
      << QVariantMap{{"POOLING", "max"}, {"DENSE", "8,4"}, {"SCALING", "robust"}, {"PATIENCE", 0}};
  QTest::newRow("thresholds") << QVariantMap{{"THRESHOLDS", 8}};
  QTest::newRow("members, cosine, mixup")
      << QVariantMap{{"MEMBERS", 3}, {"SCHEDULE", "cosine"}, {"MIXUP", 0.4}};
  QTest::newRow("members of every fold")
      << QVariantMap{{"MEMBERS", 2}, {"SCHEDULE", "cosine"}, {"MIXUP", 1}, {"FINAL_MODEL", "ensemble"}};
}

void TestTrainCnn::trainsAndTellsItsWorth() {
  QFETCH(QVariantMap, more);
  QgsProcessingContext context;
  more.insert("REPORT", mFolder.filePath("report.html"));
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY(run.results.value("TEST_AUC").toDouble() > 0.9);
  QVERIFY(run.results.value("TEST_ACCURACY").toDouble() > 0.8);
  QVERIFY(std::abs(run.results.value("OVERFITTING").toDouble()) < 0.2);
  for (const char* name : {"TEST_PRECISION", "TEST_RECALL", "TEST_F1", "TEST_KAPPA"})
    QVERIFY(run.results.value(name).toDouble() > 0.5);
  const NetworkModel model = loadNetwork(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model.features, (std::vector<std::string>{"W", "Sn", "K"}));
  const int members = more.value("MEMBERS", 1).toInt();
  QCOMPARE(model.members.size(), std::size_t(members * (more.contains("FINAL_MODEL") ? 3 : 1)));
  const QString each = members > 1 ? QString(" trainings of %1 networks each.").arg(members) : " trainings.";
  QCOMPARE(run.messages.filter("3 features, ").filter(each).size(), 1);
  QCOMPARE(model.background.rows(), Eigen::Index{60});
  const int thresholds = more.value("THRESHOLDS", 0).toInt();
  QCOMPARE(model.members[0].network.shape.thresholds, thresholds);
  QCOMPARE(model.members[0].channels.features.size(), std::size_t(thresholds > 0 ? 3 : 0));
  QCOMPARE(model.record.options->count("THRESHOLDS"), std::size_t{1});
  if (more.contains("CUSTOM_ORDER"))
    QCOMPARE(model.members[0].order, (std::vector<int>{2, 0, 1}));
  QVERIFY(QFileInfo(mFolder.filePath("report.html")).size() > 1000);
}

void TestTrainCnn::metricsHoldEveryFoldThenMeanAndSpread() {
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(algorithm, parameters({{"REPEATS", 2}, {"METRICS", "TEMPORARY_OUTPUT"}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto* table =
      qobject_cast<QgsVectorLayer*>(context.getMapLayer(run.results.value("METRICS").toString()));
  QVERIFY(table != nullptr);
  QStringList rows;
  std::map<QString, QgsFeature> summary;
  std::map<QString, std::vector<double>> figures;
  QStringList columns;
  for (const char* prefix : {"", "logistic_", "layer_", "forest_", "boosting_", "weights_"})
    for (const MetricEntry& entry : metricEntries())
      columns << QString(prefix) + entry.name;
  columns << "training_accuracy"
          << "overfitting";
  QgsFeature feature;
  QgsFeatureIterator features = table->getFeatures();
  while (features.nextFeature(feature)) {
    rows << feature.attribute("row").toString();
    if (rows.last() == "fold") {
      for (const QString& column : columns)
        if (!feature.attribute(column).isNull())
          figures[column].push_back(feature.attribute(column).toDouble());
      QCOMPARE(feature.attribute("training").toInt() + feature.attribute("test").toInt(), 60);
      QCOMPARE(feature.attribute("best_layer").toString(), QStringLiteral("W"));
      QVERIFY(feature.attribute("logistic_auc").toDouble() > 0.8);
      QVERIFY(feature.attribute("layer_brier").isNull());
    } else {
      summary[rows.last()] = feature;
    }
  }
  QCOMPARE(rows.count("fold"), 6);
  QCOMPARE(rows.mid(6), (QStringList{"mean", "standard deviation"}));
  for (const QString& column : columns) {
    const QVariant average = summary["mean"].attribute(column);
    const QVariant spread = summary["standard deviation"].attribute(column);
    if (column == "layer_brier") { // a layer is no probability
      QVERIFY(figures[column].empty() && average.isNull() && spread.isNull());
      continue;
    }
    const std::vector<double>& folds = figures[column];
    QCOMPARE(folds.size(), std::size_t{6});
    double sum = 0;
    for (const double value : folds)
      sum += value;
    double squares = 0;
    for (const double value : folds)
      squares += (value - sum / 6) * (value - sum / 6);
    QVERIFY2(!average.isNull() && std::abs(average.toDouble() - sum / 6) < 1e-12, qPrintable(column));
    QVERIFY2(!spread.isNull() && std::abs(spread.toDouble() - std::sqrt(squares / 5)) < 1e-12,
             qPrintable(column));
  }
  QCOMPARE(run.results.value("TEST_AUC").toDouble(), summary["mean"].attribute("auc").toDouble());
}

void TestTrainCnn::blocksAreDrawnOnTheMap() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      algorithm,
      parameters({{"VALIDATION", "spatial-blocks"}, {"BLOCK_SIZE", 2000.0}, {"BLOCKS", "TEMPORARY_OUTPUT"}}),
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto* blocks =
      qobject_cast<QgsVectorLayer*>(context.getMapLayer(run.results.value("BLOCKS").toString()));
  QVERIFY(blocks != nullptr);
  QCOMPARE(blocks->crs().authid(), QStringLiteral("EPSG:32650"));
  int held = 0;
  QgsFeature feature;
  QgsFeatureIterator features = blocks->getFeatures();
  while (features.nextFeature(feature)) {
    const QgsRectangle box = feature.geometry().boundingBox();
    QVERIFY(std::abs(box.width() - 2000) < 1e-6);
    int inside = 0;
    QgsFeature sample;
    QgsFeatureIterator samples = mSamples->getFeatures();
    while (samples.nextFeature(sample))
      inside += box.contains(sample.geometry().asPoint()) ? 1 : 0;
    QCOMPARE(inside, feature.attribute("deposits").toInt() + feature.attribute("non_deposits").toInt());
    held += inside;
  }
  QCOMPARE(held, 60);
}

void TestTrainCnn::theSameSeedGivesTheSameBytes_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::newRow("plain") << QVariantMap{};
  QTest::newRow("SMOTE") << QVariantMap{{"AUGMENTATION", "smote"}};
  // Slow to fit: one generator per model.
  QTest::newRow("WGAN-GP") << QVariantMap{
      {"AUGMENTATION", "wgan-gp"}, {"VALIDATION", "holdout"}, {"FINAL_MODEL", "ensemble"}};
  QTest::newRow("correlation seriation") << QVariantMap{{"ORDERING", "correlation-seriation"}};
  QTest::newRow("members, cosine, mixup")
      << QVariantMap{{"MEMBERS", 2}, {"SCHEDULE", "cosine"}, {"MIXUP", 0.4}};
}

void TestTrainCnn::theSameSeedGivesTheSameBytes() {
  QFETCH(QVariantMap, more);
  const std::unique_ptr<QgsVectorLayer> unbalanced = mappedSamples(150, 3);
  const auto bytes = [&](int seed, const QString& name) {
    QgsProcessingContext context;
    QVariantMap given = more;
    given["SAMPLES"] = QVariant::fromValue(unbalanced.get());
    given["SEED"] = seed;
    given["EPOCHS"] = 5;
    given["MODEL"] = mFolder.filePath(name);
    const AlgorithmRun run = runAlgorithm(algorithm, parameters(given), context);
    if (!run.ok)
      return run.error.toUtf8(); // too short for a model
    QFile file(mFolder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray first = bytes(1, "one.pt");
  QVERIFY(first.size() > 1000);
  QVERIFY(first == bytes(1, "two.pt"));
  QVERIFY(first != bytes(2, "three.pt"));
}

void TestTrainCnn::theRecordTellsHowTheModelWasMade() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm, parameters({{"SEED", 9}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const TrainingRecord record = modelBackend().load(mFolder.filePath("model.pt").toStdString())->record;
  QCOMPARE(*record.seed, std::uint64_t{9});
  QVERIFY(record.options->at("SCALING") == GivenOption(std::string("z-score")));
  QVERIFY(record.options->at("FOLDS") == GivenOption(std::int64_t{3}));
  QVERIFY(record.options->at("TEST_FRACTION") == GivenOption(0.3));
  QVERIFY(record.options->at("BOTH_CLASSES") == GivenOption(false));
  QCOMPARE(QString::fromStdString(record.versions->prospectivityLens), QString(PROSPECTIVITY_VERSION));
  QVERIFY(!record.computedWith->blas.empty());
  QCOMPARE(record.split->folds.size(), std::size_t{3});
  QCOMPARE(record.split->folds.back().fold, 2);
  QCOMPARE(record.epochs->folds.size(), std::size_t{3});
  QVERIFY(!record.epochs->refit.trainingLoss.empty());
  QCOMPARE(record.metrics->parts.size(), std::size_t{3});
  QCOMPARE(record.metrics->baselines.size(), std::size_t{5}); // four reference models and the best layer
  const double auc = record.metrics->model.mean.auc;
  QVERIFY(std::abs(auc - run.results.value("TEST_AUC").toDouble()) < 1e-5);
  QVERIFY(run.messages.join('\n').contains("epoch 20: loss"));
}

void TestTrainCnn::theDefaultRecipeIsUsedAndRecorded() {
  QgsProcessingContext context;
  QVariantMap given = parameters({{"EPOCHS", 3}});
  for (const char* name : {"MEMBERS", "SCHEDULE", "MIXUP"})
    given.remove(name);
  const AlgorithmRun run = runAlgorithm(algorithm, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model->memberCount(), static_cast<std::size_t>(defaultRecipe.members));
  const GivenOptions& options = *model->record.options;
  QVERIFY(options.at("MEMBERS") == GivenOption(std::int64_t{defaultRecipe.members}));
  const bool stopsEarly = defaultRecipe.schedule == Schedule::EarlyStopping;
  QVERIFY(options.at("SCHEDULE") == GivenOption(std::string(stopsEarly ? "early stopping" : "cosine")));
  QVERIFY(options.at("MIXUP") == GivenOption(defaultRecipe.mixup));
  for (const FoldRecord& fold : model->record.split->folds) {
    QCOMPARE(fold.validation > 0, stopsEarly);
    if (!stopsEarly)
      QCOMPARE(fold.bestEpoch, 2);
  }
}

// Calls from before there were schedules.
void TestTrainCnn::patienceWithoutAScheduleStopsEarly() {
  const auto trained = [&](const QVariantMap& more, QStringList& messages) {
    QgsProcessingContext context;
    QVariantMap given = parameters({{"EPOCHS", 12}});
    given.remove("SCHEDULE");
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      given.insert(entry.key(), entry.value());
    const AlgorithmRun run = runAlgorithm(algorithm, given, context);
    messages = run.messages;
    return run.ok ? modelBackend().load(mFolder.filePath("model.pt").toStdString()) : nullptr;
  };
  const auto weights = [](const Model& model) {
    return asNetwork(model).members[0].network.layers.back().weight;
  };
  const QString told = "PATIENCE is given without SCHEDULE: the schedule is early stopping.";
  QStringList messages;
  const auto former = trained({{"PATIENCE", 4}}, messages);
  QVERIFY(former && messages.contains(told));
  const auto spelled = trained({{"PATIENCE", 4}, {"SCHEDULE", "early-stopping"}}, messages);
  QVERIFY(spelled && !messages.contains(told));
  const auto cosine = trained({{"PATIENCE", 4}, {"SCHEDULE", "cosine"}}, messages);
  QVERIFY(cosine && !messages.contains(told));
  const auto neither = trained({}, messages);
  QVERIFY(neither && !messages.contains(told));
  QVERIFY(former->record.options->at("SCHEDULE") == GivenOption(std::string("early stopping")));
  QVERIFY(former->record.split->folds[0].validation > 0);
  QCOMPARE(weights(*former), weights(*spelled));
  QVERIFY(weights(*former) != weights(*cosine));
  const bool stopsEarly = defaultRecipe.schedule == Schedule::EarlyStopping;
  const auto byDefault = trained({{"SCHEDULE", stopsEarly ? "early-stopping" : "cosine"}}, messages);
  QVERIFY(byDefault);
  QCOMPARE(weights(*neither), weights(*byDefault));
}

// 46 samples of 39 features, one of them constant, and a row with a NULL, which is left out and told of.
void TestTrainCnn::fewSamplesOfManyFeaturesTrainWithSmote() {
  QString definition = QStringLiteral("Point?crs=EPSG:32650&field=label:int");
  for (int j = 0; j < 39; ++j)
    definition += QStringLiteral("&field=layer_%1:double").arg(j);
  QgsVectorLayer layer(definition, QStringLiteral("few"), QStringLiteral("memory"));
  Random random(12);
  for (int i = 0; i < 47; ++i) {
    QgsFeature sample(layer.fields());
    QVector<QVariant> values{i % 2};
    for (int j = 0; j < 39; ++j)
      values << (j == 7 ? 4.5 : random.normal() + (j < 6 ? 3 * (i % 2) : 0));
    if (i == 46)
      values[3] = nullOf(QMetaType::Double);
    sample.setAttributes(values);
    sample.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * i, 0)));
    layer.dataProvider()->addFeature(sample);
  }
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm,
                                        parameters({{"SAMPLES", QVariant::fromValue(&layer)},
                                                    {"AUGMENTATION", "smote"},
                                                    {"BOTH_CLASSES", true},
                                                    {"TARGET_COUNT", 100}}),
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(
               "SAMPLES: 1 samples without a label or with an empty feature value were left out."),
           qPrintable(run.warnings.join("; ")));
  const double auc = run.results.value("TEST_AUC").toDouble();
  QVERIFY2(auc > 0.9 && auc <= 1, qPrintable(QString::number(auc)));
  const NetworkModel model = loadNetwork(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model.features.size(), std::size_t{39});
  for (const double scale : model.members[0].scaling.scale)
    QVERIFY(std::isfinite(scale) && scale > 0);
}

void TestTrainCnn::theReportHoldsItsParts_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("rows");
  QTest::newRow("folds") << QVariantMap{{"REPEATS", 2}} << "6 rows";
  QTest::newRow("one division") << QVariantMap{{"VALIDATION", "holdout"}} << "1 row";
}

void TestTrainCnn::theReportHoldsItsParts() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, rows);
  const QString report = mFolder.filePath("parts.html");
  more.insert("REPORT", report);
  more.insert("EPOCHS", 3);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(reportTitles(report),
           (QStringList{
               "Training of the prospectivity network",
               "Models on the same test parts, ranked by AUC: mean and standard deviation", "Learning curves",
               "Loss", "Accuracy", "Ranking of the test samples", "ROC curve", "Precision and recall",
               "Reliability diagram", "Reliability by groups of samples", "Confusion matrix", "All metrics",
               "Metrics on the test parts: mean and standard deviation over " + rows, "How this was made"}));
  // What stands in large letters is what scripts are given.
  const std::map<QString, QString> figures = reportFigures(report);
  QCOMPARE(figures.size(), std::size_t{5});
  const std::map<QString, QString> outputs{{"Test accuracy", "TEST_ACCURACY"},
                                           {"Recall", "TEST_RECALL"},
                                           {"F1", "TEST_F1"},
                                           {"AUC", "TEST_AUC"},
                                           {"Overfitting", "OVERFITTING"}};
  for (const auto& [title, output] : outputs) {
    const QStringList parts = figures.at(title).split(" \u00b1 ");
    const double unit = std::pow(10, -parts[0].section('.', 1).size()); // of its last digit
    const double value = run.results.value(output).toDouble();
    QVERIFY2(std::abs(parts[0].toDouble() - value) <= 0.5001 * unit, qPrintable(figures.at(title)));
    QCOMPARE(parts.size(), more.contains("REPEATS") ? 2 : 1); // one division has no spread
  }
}

PROCESSING_TEST_MAIN(TestTrainCnn)
#include "test_train_cnn.moc"

#include "engine/core/random.h"
#include "engine/model/backend.h"
#include "engine/raster/gdal_sink.h"
#include "engine/train/metrics.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <map>
#include <vector>

using namespace prospectivity;

/// Training through QGIS: the model file and its figures, each way of holding out, and each mistake's
/// sentence.
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
  void tooManyNeighboursAreToldOnce();
  void borderlineSmoteNeedsABorder();
  void syntheticSamplesWithoutParentsAreToldOf();
  void fewSamplesOfManyFeaturesTrainWithSmote();
  void theWindowedNetworkTrains();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QVariantMap parameters(const QVariantMap& more = {}) const;
  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

const QString algorithm = QStringLiteral("prospectivity:traincnn");
constexpr int patches = 7; ///< of AUGMENTATION

} // namespace

void TestTrainCnn::initTestCase() {
  mSamples = mappedSamples();
  QCOMPARE(mSamples->featureCount(), 60L);
}

QVariantMap TestTrainCnn::parameters(const QVariantMap& more) const {
  QVariantMap result{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                     {"FILTERS", "4,8"},
                     {"EPOCHS", 40},
                     {"LEARNING_RATE", 0.01},
                     {"FOLDS", 3},
                     {"MODEL", mFolder.filePath("model.pt")}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    result.insert(entry.key(), entry.value());
  return result;
}

void TestTrainCnn::trainsAndTellsItsWorth_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::newRow("holdout") << QVariantMap{{"VALIDATION", 0}};
  QTest::newRow("stratified k-fold, repeated") << QVariantMap{{"VALIDATION", 1}, {"REPEATS", 2}};
  QTest::newRow("spatial blocks") << QVariantMap{{"VALIDATION", 2}, {"BLOCK_SIZE", 2500.0}};
  QTest::newRow("leave-one-out") << QVariantMap{{"VALIDATION", 3}, {"EPOCHS", 15}};
  QTest::newRow("ensemble") << QVariantMap{{"FINAL_MODEL", 1}};
  for (const int method : {1, 2, 3, 5})
    QTest::newRow(qPrintable(QStringLiteral("augmentation %1").arg(method)))
        << QVariantMap{{"AUGMENTATION", method}, {"BOTH_CLASSES", true}};
  QTest::newRow("correlation seriation") << QVariantMap{{"ORDERING", 1}};
  QTest::newRow("class separation") << QVariantMap{{"ORDERING", 2}};
  QTest::newRow("custom order") << QVariantMap{{"ORDERING", 3}, {"CUSTOM_ORDER", "K, W,Sn"}};
  QTest::newRow("pooling and dense layers")
      << QVariantMap{{"POOLING", 1}, {"DENSE", "8,4"}, {"SCALING", 2}, {"PATIENCE", 0}};
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
  const Model model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model.features, (std::vector<std::string>{"W", "Sn", "K"}));
  QCOMPARE(model.members.size(), std::size_t(more.contains("FINAL_MODEL") ? 3 : 1));
  QCOMPARE(model.background.rows(), Eigen::Index{60});
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
  for (const char* prefix : {"", "logistic_", "layer_"})
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
      algorithm, parameters({{"VALIDATION", 2}, {"BLOCK_SIZE", 2000.0}, {"BLOCKS", "TEMPORARY_OUTPUT"}}),
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
  QTest::newRow("SMOTE") << QVariantMap{{"AUGMENTATION", 3}};
  // Slow to fit: one generator per model.
  QTest::newRow("WGAN-GP") << QVariantMap{{"AUGMENTATION", 6}, {"VALIDATION", 0}, {"FINAL_MODEL", 1}};
  QTest::newRow("correlation seriation") << QVariantMap{{"ORDERING", 1}};
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
  const nlohmann::json record = modelBackend().load(mFolder.filePath("model.pt").toStdString()).record;
  QCOMPARE(record.at("seed").get<int>(), 9);
  QCOMPARE(record.at("options").at("SCALING").get<std::string>(), std::string("z-score"));
  QCOMPARE(record.at("split").at("folds").size(), std::size_t{3});
  QCOMPARE(record.at("history").at("folds").size(), std::size_t{3});
  QVERIFY(!record.at("history").at("final").at("training_loss").empty());
  const double auc = record.at("metrics").at("network").at("mean").at("auc").get<double>();
  QVERIFY(std::abs(auc - run.results.value("TEST_AUC").toDouble()) < 1e-5);
  QVERIFY(run.messages.join('\n').contains("epoch 20: loss"));
}

void TestTrainCnn::tooManyNeighboursAreToldOnce() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      algorithm,
      parameters({{"AUGMENTATION", 3}, {"BOTH_CLASSES", true}, {"K_NEIGHBORS", 99}, {"EPOCHS", 2}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("K_NEIGHBORS is 99").size(), 1);
}

// W and Sn together leave no border between the classes; K is noise, all border.
void TestTrainCnn::borderlineSmoteNeedsABorder() {
  QgsProcessingContext context;
  const QVariantMap borderline{{"AUGMENTATION", 4}, {"BOTH_CLASSES", true}, {"EPOCHS", 3}};
  QVariantMap noise = borderline;
  noise.insert("FEATURES", "K");
  QVERIFY(runAlgorithm(algorithm, parameters(noise), context).ok);
  const AlgorithmRun apart = runAlgorithm(algorithm, parameters(borderline), context);
  QVERIFY(!apart.ok);
  QCOMPARE(apart.error,
           QStringLiteral("Borderline-SMOTE found no sample near the border between the classes: "
                          "choose SMOTE, or more neighbours in K_NEIGHBORS."));
}

void TestTrainCnn::syntheticSamplesWithoutParentsAreToldOf() {
  QgsProcessingContext context;
  const std::unique_ptr<QgsVectorLayer> layer = mappedSamples();
  layer->dataProvider()->addAttributes({QgsField("origin", QVariant::String)});
  layer->updateFields();
  QgsFeature child(layer->fields());
  child.setAttributes(QVector<QVariant>{1, 30.0, 4.0, 0.0, "wgan_gp"});
  layer->dataProvider()->addFeature(child);
  const AlgorithmRun run = runAlgorithm(
      algorithm, parameters({{"SAMPLES", QVariant::fromValue(layer.get())}, {"EPOCHS", 2}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("1 synthetic samples without recorded parents are left out").size(), 1);
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
      values[3] = QVariant(QVariant::Double);
    sample.setAttributes(values);
    sample.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * i, 0)));
    layer.dataProvider()->addFeature(sample);
  }
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm,
                                        parameters({{"SAMPLES", QVariant::fromValue(&layer)},
                                                    {"AUGMENTATION", 3},
                                                    {"BOTH_CLASSES", true},
                                                    {"TARGET_COUNT", 100}}),
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(
               "SAMPLES: 1 samples without a label or with an empty feature value were left out."),
           qPrintable(run.warnings.join("; ")));
  const double auc = run.results.value("TEST_AUC").toDouble();
  QVERIFY2(auc > 0.9 && auc <= 1, qPrintable(QString::number(auc)));
  const Model model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model.features.size(), std::size_t{39});
  for (const double scale : model.members[0].scaling.scale)
    QVERIFY(std::isfinite(scale) && scale > 0);
}

// The stack repeats each sample's W in its cell and has noise around it. Windows of 3 cells of 300 m do not
// meet where samples are 1000 m apart; those of 5 cells all hang together, so that no division is honest.
void TestTrainCnn::theWindowedNetworkTrains() {
  const QString path = mFolder.filePath("stack.tif");
  const Grid grid{{-1500, 300, 0, 6600, 0, -300}, 40, 27, mSamples->crs().toWkt().toStdString()};
  Random random(8);
  std::vector<float> values(grid.cells());
  for (float& value : values)
    value = static_cast<float>(20 + random.normal());
  QgsFeature sample;
  QgsFeatureIterator samples = mSamples->getFeatures();
  while (samples.nextFeature(sample)) {
    int column = 0;
    int row = 0;
    const QgsPointXY point = sample.geometry().asPoint();
    QVERIFY(grid.locate({point.x(), point.y()}, column, row));
    values[static_cast<std::size_t>(row * grid.columns + column)] = sample.attribute("W").toFloat();
  }
  const std::unique_ptr<RasterSink> sink = createRaster(path.toStdString(), grid, {"W"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
  QgsRasterLayer stack(path, "stack");
  QVERIFY(stack.isValid());
  QgsProcessingContext context;
  QVariantMap more{{"FEATURES", "W"},
                   {"WINDOW", 3},
                   {"FILTERS", "8"},
                   {"EPOCHS", 200},
                   {"STACK", QVariant::fromValue(&stack)}};
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.results.value("TEST_AUC").toDouble() > 0.8,
           qPrintable(run.results.value("TEST_AUC").toString()));
  const Model model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QCOMPARE(model.members[0].network.shape.window, 3);
  QCOMPARE(model.background.cols(), Eigen::Index{9});

  // Turned and flipped windows stay where they are; moved by two cells all of them meet.
  more["AUGMENTATION"] = patches;
  more["BOTH_CLASSES"] = true;
  more["EPOCHS"] = 60;
  more["PATCH_SHIFT"] = 0;
  const AlgorithmRun turned = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY2(turned.ok, qPrintable(turned.error));
  QVERIFY(turned.results.value("TEST_AUC") != run.results.value("TEST_AUC"));
  more["PATCH_SHIFT"] = -1;
  QCOMPARE(runAlgorithm(algorithm, parameters(more), context).error,
           QStringLiteral("PATCH_SHIFT must be at least 0: choose a number of cells such as 1, or 0 to turn "
                          "and flip windows only."));
  more["PATCH_SHIFT"] = 2;
  const QString together = QStringLiteral(
      "FOLDS: the samples that must stay together leave a fold without deposits or without non-deposits; "
      "choose fewer FOLDS, a smaller WINDOW, or more samples.");
  QCOMPARE(runAlgorithm(algorithm, parameters(more), context).error, together);
  more["AUGMENTATION"] = 0;

  more["WINDOW"] = 5;
  const AlgorithmRun linked = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY(!linked.ok);
  QCOMPARE(linked.error, together);

  more["WINDOW"] = 27; // as many as the stack has rows, and no sample lies in the middle one
  QCOMPARE(
      runAlgorithm(algorithm, parameters(more), context).error,
      QStringLiteral("WINDOW: too few samples have a complete window (0 deposits, 0 non-deposits); choose "
                     "a smaller WINDOW or fill gaps in the stack."));
}

void TestTrainCnn::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("label field missing") << QVariantMap{{"LABEL_FIELD", "deposit"}}
                                       << "SAMPLES: the layer has no label field 'deposit'; choose the field "
                                          "that holds 1 for deposits and 0 for non-deposits.";
  QTest::newRow("feature missing")
      << QVariantMap{{"FEATURES", "W;Au"}}
      << "SAMPLES: the layer has no field 'Au'; choose samples that have it, or other features.";
  QTest::newRow("no epochs") << QVariantMap{{"EPOCHS", 0}}
                             << "EPOCHS must be at least 1: choose a number such as 200.";
  QTest::newRow("learning rate 0") << QVariantMap{{"LEARNING_RATE", 0}}
                                   << "LEARNING_RATE must be above 0: choose a value such as 0.001.";
  QTest::newRow("diverges") << QVariantMap{{"LEARNING_RATE", 1e30}}
                            << "The training diverged (the loss became NaN in epoch 1): lower LEARNING_RATE "
                               "or choose another SCALING.";
  QTest::newRow("more folds than samples")
      << QVariantMap{{"FOLDS", 31}}
      << "FOLDS: 31 folds need as many observed samples of each class, and there are 30 deposits; choose at "
         "most that many folds, or leave-one-out.";
  QTest::newRow("one fold") << QVariantMap{{"FOLDS", 1}}
                            << "FOLDS must be at least 2: choose a number such as 5.";
  QTest::newRow("no repeats") << QVariantMap{{"REPEATS", 0}}
                              << "REPEATS must be at least 1: choose a number such as 1 or 10.";
  QTest::newRow("test share of 1") << QVariantMap{{"VALIDATION", 0}, {"TEST_FRACTION", 1.0}}
                                   << "TEST_FRACTION must lie between 0 and 1: choose a share such as 0.3.";
  QTest::newRow("blocks too large") << QVariantMap{{"VALIDATION", 2}, {"BLOCK_SIZE", 1e6}}
                                    << "BLOCK_SIZE: these blocks leave a fold without deposits or without "
                                       "non-deposits; choose a smaller BLOCK_SIZE or fewer FOLDS.";
  QTest::newRow("filters are text") << QVariantMap{{"FILTERS", "16;32"}}
                                    << "FILTERS: '16;32' is not a list of whole numbers; write numbers "
                                       "separated by commas, such as '16,32'.";
  QTest::newRow("no filters") << QVariantMap{{"FILTERS", "none"}}
                              << "FILTERS is empty: give at least one number of filters, such as '16,32'.";
  QTest::newRow("even kernel") << QVariantMap{{"KERNEL_SIZE", 4}}
                               << "KERNEL_SIZE must be an odd number of features: choose 1, 3 or 5.";
  QTest::newRow("even window")
      << QVariantMap{{"WINDOW", 0}}
      << "WINDOW must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.";
  QTest::newRow("window without a stack") << QVariantMap{{"WINDOW", 9}}
                                          << "STACK: the windowed network needs the evidence stack that the "
                                             "samples were made from; choose it, or set WINDOW to 1.";
  QTest::newRow("patches without windows") << QVariantMap{{"AUGMENTATION", patches}}
                                           << "AUGMENTATION: patches are shifted, turned and flipped "
                                              "windows; set WINDOW to 3 or more, or choose another "
                                              "augmentation.";
  QTest::newRow("dropout of 1") << QVariantMap{{"DROPOUT", 1.0}}
                                << "DROPOUT must be at least 0 and below 1: choose a value such as 0.2.";
  QTest::newRow("cuda") << QVariantMap{{"DEVICE", 2}}
                        << "DEVICE: CUDA needs a LibTorch built for it, and this one computes on the CPU; "
                           "choose Automatic or CPU.";
  QTest::newRow("no neighbours") << QVariantMap{{"AUGMENTATION", 3}, {"K_NEIGHBORS", 0}}
                                 << "K_NEIGHBORS must be at least 1: choose a number such as 5.";
  QTest::newRow("target below what is there")
      << QVariantMap{{"AUGMENTATION", 3}, {"TARGET_COUNT", 3}}
      << "TARGET_COUNT is 3, but there are 16 samples already: choose a larger number, or 0.";
  QTest::newRow("unknown feature in the custom order")
      << QVariantMap{{"ORDERING", 3}, {"CUSTOM_ORDER", "K,W,Au"}}
      << "CUSTOM_ORDER names 'Au', which is no feature: name the chosen features only.";
  QTest::newRow("negative target")
      << QVariantMap{{"AUGMENTATION", 3}, {"TARGET_COUNT", -1}}
      << "TARGET_COUNT must be at least 0: choose a number of samples, or 0 to balance the classes.";
  QTest::newRow("negative noise") << QVariantMap{{"AUGMENTATION", 2}, {"NOISE", -0.1}}
                                  << "NOISE must be at least 0: choose a share such as 0.05.";
  QTest::newRow("batch of 0") << QVariantMap{{"BATCH_SIZE", 0}}
                              << "BATCH_SIZE must be at least 1: choose a number such as 32.";
  QTest::newRow("negative decay") << QVariantMap{{"WEIGHT_DECAY", -1.0}}
                                  << "WEIGHT_DECAY must be at least 0: choose a value such as 0.0001.";
  QTest::newRow("negative patience") << QVariantMap{{"PATIENCE", -1}}
                                     << "PATIENCE must be at least 0: choose a number of epochs such as 20, "
                                        "or 0 to train without early stopping.";
  QTest::newRow("filter of 0") << QVariantMap{{"FILTERS", "4,0"}}
                               << "FILTERS holds a number below 1: give numbers of filters such as '16,32'.";
  QTest::newRow("dense layer of 0")
      << QVariantMap{{"DENSE", "0"}}
      << "DENSE holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.";
  QTest::newRow("folder missing")
      << QVariantMap{{"MODEL", "/no/such/folder/model.pt"}}
      << "MODEL: the folder '/no/such/folder' does not exist; choose another folder.";
}

void TestTrainCnn::mistakesAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  QgsProcessingContext context;
  const QString file = mFolder.filePath("refused.pt");
  QVariantMap given = parameters({{"MODEL", file}});
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    given.insert(entry.key(), entry.value());
  const AlgorithmRun run = runAlgorithm(algorithm, given, context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
  QVERIFY(!QFileInfo::exists(file));
}

PROCESSING_TEST_MAIN(TestTrainCnn)
#include "test_train_cnn.moc"

#include "processing/releases/fields.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/training_parameters.h"

#include <QFileInfo>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// What traincnn says of parameters and samples that it cannot use, or only in part.
class TestTrainMistakes : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void tooManyNeighboursAreToldOnce();
  void borderlineSmoteNeedsABorder();
  void syntheticSamplesWithoutParentsAreToldOf();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QVariantMap parameters(const QVariantMap& more = {}) const {
    return trainingParameters(mSamples.get(), mFolder.filePath("model.pt"), more);
  }
  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

const QString algorithm = QStringLiteral("prospectivity:traincnn");

} // namespace

void TestTrainMistakes::initTestCase() {
  mSamples = mappedSamples();
  QCOMPARE(mSamples->featureCount(), 60L);
}

void TestTrainMistakes::cleanupTestCase() {
  mSamples.reset(); // while QGIS is still there
}

void TestTrainMistakes::tooManyNeighboursAreToldOnce() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      algorithm,
      parameters({{"AUGMENTATION", "smote"}, {"BOTH_CLASSES", true}, {"K_NEIGHBORS", 99}, {"EPOCHS", 2}}),
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("K_NEIGHBORS is 99").size(), 1);
}

// W and Sn together leave no border between the classes; K is noise, all border.
void TestTrainMistakes::borderlineSmoteNeedsABorder() {
  QgsProcessingContext context;
  const QVariantMap borderline{{"AUGMENTATION", "borderline-smote"}, {"BOTH_CLASSES", true}, {"EPOCHS", 3}};
  QVariantMap noise = borderline;
  noise.insert("FEATURES", "K");
  QVERIFY(runAlgorithm(algorithm, parameters(noise), context).ok);
  const AlgorithmRun apart = runAlgorithm(algorithm, parameters(borderline), context);
  QVERIFY(!apart.ok);
  QCOMPARE(apart.error,
           QStringLiteral("Borderline-SMOTE found no sample near the border between the classes: "
                          "choose SMOTE, or more neighbours in K_NEIGHBORS."));
}

void TestTrainMistakes::syntheticSamplesWithoutParentsAreToldOf() {
  QgsProcessingContext context;
  const std::unique_ptr<QgsVectorLayer> layer = mappedSamples();
  layer->dataProvider()->addAttributes({makeField("origin", QMetaType::QString)});
  layer->updateFields();
  QgsFeature child(layer->fields());
  child.setAttributes(QVector<QVariant>{1, 30.0, 4.0, 0.0, "wgan_gp"});
  layer->dataProvider()->addFeature(child);
  const AlgorithmRun run = runAlgorithm(
      algorithm, parameters({{"SAMPLES", QVariant::fromValue(layer.get())}, {"EPOCHS", 2}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("1 synthetic samples without recorded parents are left out").size(), 1);
}

void TestTrainMistakes::mistakesAreNamed_data() {
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
  QTest::newRow("test share of 1") << QVariantMap{{"VALIDATION", "holdout"}, {"TEST_FRACTION", 1.0}}
                                   << "TEST_FRACTION must lie between 0 and 1: choose a share such as 0.3.";
  QTest::newRow("blocks too large") << QVariantMap{{"VALIDATION", "spatial-blocks"}, {"BLOCK_SIZE", 1e6}}
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
  QTest::newRow("patches without windows") << QVariantMap{{"AUGMENTATION", "patches"}}
                                           << "AUGMENTATION: patches are shifted, turned and flipped "
                                              "windows; set WINDOW to 3 or more, or choose another "
                                              "augmentation.";
  for (const int thresholds : {-1, 65})
    QTest::newRow(qPrintable(QStringLiteral("%1 thresholds").arg(thresholds)))
        << QVariantMap{{"THRESHOLDS", thresholds}}
        << "THRESHOLDS must lie between 0 and 64: choose a number of bins such as 8, or 0 to show the "
           "network the "
           "values alone.";
  QTest::newRow("dropout of 1") << QVariantMap{{"DROPOUT", 1.0}}
                                << "DROPOUT must be at least 0 and below 1: choose a value such as 0.2.";
  QTest::newRow("cuda") << QVariantMap{{"DEVICE", "cuda"}}
                        << "DEVICE: CUDA needs a LibTorch built for it, and this one computes on the CPU; "
                           "choose Automatic or CPU.";
  QTest::newRow("no neighbours") << QVariantMap{{"AUGMENTATION", "smote"}, {"K_NEIGHBORS", 0}}
                                 << "K_NEIGHBORS must be at least 1: choose a number such as 5.";
  QTest::newRow("target below what is there")
      << QVariantMap{{"AUGMENTATION", "smote"}, {"TARGET_COUNT", 3}}
      << "TARGET_COUNT is 3, but there are 16 samples already: choose a larger number, or 0.";
  QTest::newRow("unknown feature in the custom order")
      << QVariantMap{{"ORDERING", "custom"}, {"CUSTOM_ORDER", "K,W,Au"}}
      << "CUSTOM_ORDER names 'Au', which is no feature: name the chosen features only.";
  QTest::newRow("negative target")
      << QVariantMap{{"AUGMENTATION", "smote"}, {"TARGET_COUNT", -1}}
      << "TARGET_COUNT must be at least 0: choose a number of samples, or 0 to balance the classes.";
  QTest::newRow("negative noise") << QVariantMap{{"AUGMENTATION", "gaussian-noise"}, {"NOISE", -0.1}}
                                  << "NOISE must be at least 0: choose a share such as 0.05.";
  QTest::newRow("batch of 0") << QVariantMap{{"BATCH_SIZE", 0}}
                              << "BATCH_SIZE must be at least 1: choose a number such as 32.";
  QTest::newRow("negative decay") << QVariantMap{{"WEIGHT_DECAY", -1.0}}
                                  << "WEIGHT_DECAY must be at least 0: choose a value such as 0.0001.";
  QTest::newRow("negative patience") << QVariantMap{{"PATIENCE", -1}}
                                     << "PATIENCE must be at least 0: choose a number of epochs such as 20, "
                                        "or 0 to train without early stopping.";
  QTest::newRow("no members") << QVariantMap{{"MEMBERS", 0}}
                              << "MEMBERS must be at least 1: choose a number of networks such as 5.";
  QTest::newRow("negative mixup")
      << QVariantMap{{"MIXUP", -0.4}}
      << "MIXUP must be at least 0: choose a value such as 0.4, or 0 to train without it.";
  QTest::newRow("unknown schedule")
      << QVariantMap{{"SCHEDULE", "linear"}}
      << "SCHEDULE: 'linear' is none of its choices; choose one of cosine, early-stopping, or its number "
         "from 0 to 1.";
  QTest::newRow("filter of 0") << QVariantMap{{"FILTERS", "4,0"}}
                               << "FILTERS holds a number below 1: give numbers of filters such as '16,32'.";
  QTest::newRow("dense layer of 0")
      << QVariantMap{{"DENSE", "0"}}
      << "DENSE holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.";
  QTest::newRow("folder missing")
      << QVariantMap{{"MODEL", "/no/such/folder/model.pt"}}
      << "MODEL: the folder '/no/such/folder' does not exist; choose another folder.";
}

void TestTrainMistakes::mistakesAreNamed() {
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

PROCESSING_TEST_MAIN(TestTrainMistakes)
#include "test_train_mistakes.moc"

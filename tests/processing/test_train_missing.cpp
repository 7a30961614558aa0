#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/network/network_model.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

using namespace prospectivity;

/// Samples that lack layers, from the parameters of the algorithms that train to model, record and report.
class TestTrainMissing : public QObject {
  Q_OBJECT

 private slots:
  void samplesWithHolesTrain_data();
  void samplesWithHolesTrain();
  void featuresAreOrderedAsOrderFeaturesShows_data();
  void featuresAreOrderedAsOrderFeaturesShows();
  void excludeIsWhatWasBefore();
  void samplesNeedAShareOfTheLayers();
  void unequalHolesAreTold();
  void studiesTakeHoles();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  AlgorithmRun train(const QString& id, const QVariantMap& more) {
    QVariantMap parameters{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                           {"FOLDS", 3},
                           {"MODEL", mFolder.filePath("model.pt")}};
    if (id == "traincnn")
      parameters.insert({{"EPOCHS", 5}, {"FILTERS", "4"}});
    parameters.insert(more);
    return runAlgorithm(QStringLiteral("prospectivity:") + id, parameters, mContext);
  }
  QByteArray bytesOf(const char* name) const {
    QFile file(mFolder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  void makeSamples(const std::function<bool(int row, int feature, int label)>& isMissing);

  QTemporaryDir mFolder;
  QgsProcessingContext mContext;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

/// Sixty samples of four layers, of which the first tells a little.
void TestTrainMissing::makeSamples(const std::function<bool(int row, int feature, int label)>& isMissing) {
  mSamples = std::make_unique<QgsVectorLayer>(
      QStringLiteral("Point?crs=EPSG:32650&field=label:int&field=Cu:double&field=Zn:double&field=Pb:double&"
                     "field=Au:double"),
      QStringLiteral("samples"), QStringLiteral("memory"));
  Random random(3);
  QgsFeatureList features;
  for (int row = 0; row < 60; ++row) {
    QgsFeature sample(mSamples->fields());
    const int label = row % 2;
    QVector<QVariant> values{label};
    for (int j = 0; j < 4; ++j) {
      const double value = random.normal() + (j == 0 ? label : 0);
      values << (isMissing(row, j, label) ? QVariant() : QVariant(value));
    }
    sample.setAttributes(values);
    sample.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * row, 0)));
    features << sample;
  }
  mSamples->dataProvider()->addFeatures(features);
}

void TestTrainMissing::samplesWithHolesTrain_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("more");
  for (const char* missing : {"fill", "learn"}) {
    QTest::addRow("network, %s", missing) << "traincnn" << QVariantMap{{"MISSING", missing}};
    QTest::addRow("network with SMOTE, %s", missing)
        << "traincnn" << QVariantMap{{"MISSING", missing}, {"AUGMENTATION", "smote"}, {"TARGET_COUNT", 40}};
    QTest::addRow("network in class separation, %s", missing)
        << "traincnn" << QVariantMap{{"MISSING", missing}, {"ORDERING", "class-separation"}};
    QTest::addRow("network in seriation, %s", missing)
        << "traincnn" << QVariantMap{{"MISSING", missing}, {"ORDERING", "correlation-seriation"}};
    for (const char* method :
         {"logistic-regression", "random-forest", "gradient-boosting", "weights-of-evidence"})
      QTest::addRow("%s, %s", method, missing)
          << "trainreference" << QVariantMap{{"MISSING", missing}, {"METHOD", method}, {"TREES", 40}};
  }
}

// All sixty take part; the model takes rows with holes, and says what it was trained on.
void TestTrainMissing::samplesWithHolesTrain() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, more);
  makeSamples([](int row, int feature, int) { return (row + 5 * feature) % 7 == 0; });
  const QString report = mFolder.filePath("report.html");
  more.insert("REPORT", report);
  const AlgorithmRun run = train(algorithm, more);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.filter("were left out").isEmpty(), qPrintable(run.warnings.join("; ")));
  const double auc = run.results.value("TEST_AUC").toDouble();
  QVERIFY(auc > 0 && auc <= 1);
  const std::unique_ptr<Model> model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QVERIFY(model->takesMissing());
  QCOMPARE(model->training.values.rows(), Eigen::Index{60});
  QVERIFY(model->background.hasNaN());
  QVERIFY(model->record.missing.has_value());
  QCOMPARE(model->record.missing->minPresent, 0.5);
  QCOMPARE(
      QString::fromStdString(missingChoices()[static_cast<std::size_t>(model->record.missing->treatment)].id),
      more.value("MISSING").toString());
  QCOMPARE(model->record.missing->layers.size(), std::size_t{4});
  QCOMPARE(model->record.missing->layers[1].layer, std::string("Zn"));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> row{nan, 0.5F, nan, nan};
  float logit = nan;
  model->predictor()->logits(row.data(), 1, &logit);
  QVERIFY(std::isfinite(logit));
  const QByteArray page = bytesOf("report.html");
  QVERIFY(page.contains("Missing evidence") && page.contains("Share of the samples that lack a layer"));
}

void TestTrainMissing::featuresAreOrderedAsOrderFeaturesShows_data() {
  QTest::addColumn<QString>("ordering");
  QTest::addColumn<QString>("missing");
  for (const char* ordering : {"correlation-seriation", "class-separation"})
    for (const char* missing : {"fill", "learn"})
      QTest::addRow("%s, %s", ordering, missing) << ordering << missing;
}

// From what is known, whatever stands for what is missing.
void TestTrainMissing::featuresAreOrderedAsOrderFeaturesShows() {
  QFETCH(QString, ordering);
  QFETCH(QString, missing);
  makeSamples([](int row, int feature, int) { return (row + 5 * feature) % 7 == 0; });
  const AlgorithmRun shown = runAlgorithm(
      QStringLiteral("prospectivity:orderfeatures"),
      {{"INPUT", QVariant::fromValue(mSamples.get())}, {"METHOD", ordering}, {"MISSING", "keep"}}, mContext);
  QVERIFY2(shown.ok, qPrintable(shown.error));
  QVERIFY2(shown.warnings.filter("left out").isEmpty(), qPrintable(shown.warnings.join("; ")));
  const AlgorithmRun run = train("traincnn", {{"MISSING", missing}, {"ORDERING", ordering}});
  QVERIFY2(run.ok, qPrintable(run.error));
  const std::unique_ptr<Model> model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  const auto* network = dynamic_cast<const NetworkModel*>(model.get());
  QVERIFY(network != nullptr);
  QStringList order;
  for (const int feature : network->members.front().order)
    order << QString::fromStdString(network->features[static_cast<std::size_t>(feature)]);
  QCOMPARE(order.join(','), shown.results.value("ORDER").toString());
  const AlgorithmRun complete =
      runAlgorithm(QStringLiteral("prospectivity:orderfeatures"),
                   {{"INPUT", QVariant::fromValue(mSamples.get())}, {"METHOD", ordering}}, mContext);
  QVERIFY2(complete.ok, qPrintable(complete.error));
  QVERIFY(complete.results.value("ORDER") != shown.results.value("ORDER")); // else nothing was shown
}

// Of samples without holes; those with one are left out and told of, as ever.
void TestTrainMissing::excludeIsWhatWasBefore() {
  makeSamples([](int row, int feature, int) { return row == 4 && feature == 2; });
  const AlgorithmRun run = train("trainreference", {{"MISSING", "exclude"}});
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY(run.warnings.contains(
      "SAMPLES: 1 samples without a label or with an empty feature value were left out."));
  const std::unique_ptr<Model> model = modelBackend().load(mFolder.filePath("model.pt").toStdString());
  QVERIFY(!model->takesMissing());
  QVERIFY(!model->record.missing);
  QCOMPARE(model->training.values.rows(), Eigen::Index{59});
}

// Rows 0 to 9 have one layer of four, rows 10 to 19 two.
void TestTrainMissing::samplesNeedAShareOfTheLayers() {
  makeSamples([](int row, int feature, int) {
    return (row < 10 && feature > 0) || (row >= 10 && row < 20 && feature > 1);
  });
  const auto samplesOf = [&](double share) {
    const AlgorithmRun run = train("trainreference", {{"MISSING", "learn"}, {"MIN_PRESENT", share}});
    return run.ok ? modelBackend().load(mFolder.filePath("model.pt").toStdString())->training.values.rows()
                  : Eigen::Index{0};
  };
  QCOMPARE(samplesOf(0.25), Eigen::Index{60});
  QCOMPARE(samplesOf(0.5), Eigen::Index{50});
  QCOMPARE(samplesOf(1), Eigen::Index{40});
}

void TestTrainMissing::unequalHolesAreTold() {
  makeSamples([](int row, int feature, int label) { return feature == 3 && label == 0 && row % 3 > 0; });
  const QString report = mFolder.filePath("report.html");
  const AlgorithmRun run = train("trainreference", {{"MISSING", "learn"}, {"REPORT", report}});
  QVERIFY2(run.ok, qPrintable(run.error));
  const QStringList told = run.warnings.filter("lack these layers unequally often");
  QCOMPARE(told.size(), 1);
  QVERIFY2(told.first().startsWith("SAMPLES: Deposits and non-deposits lack these layers unequally often: "
                                   "'Au'. ") &&
               told.first().endsWith("or leave the layers out of FEATURES."),
           qPrintable(told.first()));
  QVERIFY(bytesOf("report.html").contains("lack these layers unequally often"));
}

// Their report tells which class lacks which layer, as that of a training does.
void TestTrainMissing::studiesTakeHoles() {
  makeSamples([](int row, int feature, int label) {
    return feature == 3 ? label == 0 && row % 3 > 0 : feature < 2 && (row + 5 * feature) % 7 == 0;
  });
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:augmentationstudy"),
                                        {{"SAMPLES", QVariant::fromValue(mSamples.get())},
                                         {"FOLDS", 2},
                                         {"REPEATS", 1},
                                         {"EPOCHS", 3},
                                         {"FILTERS", "4"},
                                         {"MISSING", "learn"},
                                         {"METHODS", QVariantList{0, 3}},
                                         {"ORDERINGS", QVariantList{0, 4}},
                                         {"TABLE", mFolder.filePath("study.csv")},
                                         {"REPORT", mFolder.filePath("study.html")}},
                                        mContext);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(bytesOf("study.csv").isEmpty(), false);
  QCOMPARE(run.warnings.filter("lack these layers unequally often: 'Au'.").size(), 1);
  const QString page = QString::fromUtf8(bytesOf("study.html"));
  const auto start = page.indexOf("Share of the samples that lack a layer");
  QVERIFY(start > 0);
  const QString table = page.mid(start, page.indexOf("</table>", start) - start);
  for (const char* layer : {"Cu", "Zn", "Au"})
    QVERIFY2(table.contains(QString(">%1<").arg(layer)), layer);
  QVERIFY(!table.contains(">Pb<")); // nobody lacks it
}

void TestTrainMissing::mistakesAreNamed_data() {
  QTest::addColumn<int>("missingIn"); // label of the class that lacks Pb
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  const QString share =
      QStringLiteral("MIN_PRESENT is %1, but must be above 0 and at most 1: give the share of "
                     "the layers that a place needs to have data of, such as 0.5.");
  QTest::newRow("no share") << 0 << QVariantMap{{"MISSING", "learn"}, {"MIN_PRESENT", 0}} << share.arg("0");
  QTest::newRow("more than all") << 0 << QVariantMap{{"MISSING", "fill"}, {"MIN_PRESENT", 1.5}}
                                 << share.arg("1.5");
  QTest::newRow("no deposit")
      << 1 << QVariantMap{{"MISSING", "learn"}}
      << "FEATURES: the feature 'Pb' is missing in all deposits, which teaches nothing "
         "of its values; leave it out of FEATURES, or add samples that have it.";
  QTest::newRow("no non-deposit")
      << 0 << QVariantMap{{"MISSING", "fill"}}
      << "FEATURES: the feature 'Pb' is missing in all non-deposits, which teaches nothing of its values; "
         "leave it out of FEATURES, or add samples that have it.";
}

void TestTrainMissing::mistakesAreNamed() {
  QFETCH(int, missingIn);
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  makeSamples([&](int, int feature, int label) { return feature == 2 && label == missingIn; });
  for (const char* algorithm : {"traincnn", "trainreference"}) {
    QFile::remove(mFolder.filePath("model.pt"));
    const AlgorithmRun run = train(algorithm, more);
    QVERIFY(!run.ok);
    QCOMPARE(run.error, sentence);
    QVERIFY(!QFile::exists(mFolder.filePath("model.pt")));
  }
}

PROCESSING_TEST_MAIN(TestTrainMissing)
#include "test_train_missing.moc"

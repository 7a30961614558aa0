#include "tests/processing/explain_fixture.h"

#include <QFile>

#include <cmath>

using namespace prospectivity;

/// prospectivity:filterweights as a user runs it.
class TestFilterWeights : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theTableRanksFeatures();
  void samplesAreOptional();
  void networksWithThresholdsShowTheirSteps();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QTemporaryDir mFolder;
  QString mModel;
};

void TestFilterWeights::initTestCase() {
  mModel = mFolder.filePath(QStringLiteral("model.pt"));
  modelBackend().save(testModel(4), mModel.toStdString());
}

void TestFilterWeights::theTableRanksFeatures() {
  const auto samples = makeSamples(12, featureNames);
  const QString report = mFolder.filePath(QStringLiteral("filters.html"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:filterweights"),
                                        {{QStringLiteral("MODEL"), mModel},
                                         {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
                                         {QStringLiteral("TABLE"), QStringLiteral("memory:")},
                                         {QStringLiteral("WEIGHTS"), QStringLiteral("memory:")},
                                         {QStringLiteral("REPORT"), report}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsVectorLayer* table = outputLayer(run, context, "TABLE");
  QCOMPARE(table->featureCount(), 2L * 2 * 8 * 4); // networks x convolutions x filters x features
  QCOMPARE(outputLayer(run, context, "WEIGHTS")->featureCount(), 2L * (8 * 3 + 8 * 8 * 3));
  QMap<int, double> strength;
  QgsFeature row;
  QgsFeatureIterator iterator = table->getFeatures();
  while (iterator.nextFeature(row)) {
    const double difference = row.attribute(QStringLiteral("difference")).toDouble();
    QVERIFY(std::abs(difference - row.attribute(QStringLiteral("deposits")).toDouble() +
                     row.attribute(QStringLiteral("non_deposits")).toDouble()) < 1e-12);
    if (row.attribute(QStringLiteral("convolution")).toInt() == 2)
      strength[row.attribute(QStringLiteral("feature_rank")).toInt()] += std::abs(difference);
  }
  for (int rank = 1; rank < 4; ++rank)
    QVERIFY(strength[rank] >= strength[rank + 1]);
  QFile file(report);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  for (const char* title : {"Which features excite the filters", "Weights of convolution 2",
                            "Excitation of convolution 1", "distance to granite"})
    QVERIFY2(text.contains(QLatin1String(title)), title);
}

void TestFilterWeights::samplesAreOptional() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      QStringLiteral("prospectivity:filterweights"),
      {{QStringLiteral("MODEL"), mModel}, {QStringLiteral("TABLE"), QStringLiteral("memory:")}}, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY(outputLayer(run, context, "TABLE")->fields().lookupField(QStringLiteral("weight")) >= 0);
}

void TestFilterWeights::networksWithThresholdsShowTheirSteps() {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {8};
  shape.thresholds = 2;
  NetworkModel model = randomModel(shape, 2, 9);
  for (int j = 0; j < 4; ++j)
    model.features[static_cast<std::size_t>(j)] = featureNames[j].toStdString();
  for (ModelMember& member : model.members) {
    member.scaling.center.assign(4, 10);
    member.scaling.scale.assign(4, 2);
    member.channels.features.assign(4, {{-1, 0, 2.5F}, 0});
    member.channels.features[3].knots = {0, 1}; // one bin
  }
  const QString file = mFolder.filePath(QStringLiteral("thresholds.pt"));
  modelBackend().save(model, file.toStdString());
  const QString report = mFolder.filePath(QStringLiteral("steps.html"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:filterweights"),
                                        {{QStringLiteral("MODEL"), file},
                                         {QStringLiteral("WEIGHTS"), QStringLiteral("memory:")},
                                         {QStringLiteral("STEPS"), QStringLiteral("memory:")},
                                         {QStringLiteral("REPORT"), report}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsVectorLayer* steps = outputLayer(run, context, "STEPS");
  QCOMPARE(steps->featureCount(), 2L * 8 * (2 + 2 + 2 + 1)); // networks x filters x bins
  QgsFeature row;
  QgsFeatureIterator iterator = steps->getFeatures();
  QVERIFY(iterator.nextFeature(row));
  QCOMPARE(row.attribute(QStringLiteral("feature")).toString(), featureNames[0]);
  QCOMPARE(row.attribute(QStringLiteral("bin")).toInt(), 1);
  QCOMPARE(row.attribute(QStringLiteral("low")).toDouble(), 8.0);
  QCOMPARE(row.attribute(QStringLiteral("high")).toDouble(), 10.0);
  const NetworkLayer& first = model.members[0].network.layers[0];
  QCOMPARE(row.attribute(QStringLiteral("by_value")).toDouble(), static_cast<double>(first.weight[1]));
  QCOMPARE(row.attribute(QStringLiteral("by_threshold")).toDouble(), static_cast<double>(first.weight[4]));
  QgsVectorLayer* weights = outputLayer(run, context, "WEIGHTS");
  QCOMPARE(weights->featureCount(), 2L * 8 * 3 * 3); // networks x filters x channels x taps
  iterator = weights->getFeatures();
  QStringList inputs;
  while (iterator.nextFeature(row))
    inputs << row.attribute(QStringLiteral("input")).toString();
  QCOMPARE(inputs.mid(0, 9), (QStringList{"value", "value", "value", "threshold 1", "threshold 1",
                                          "threshold 1", "threshold 2", "threshold 2", "threshold 2"}));
  QFile page(report);
  QVERIFY(page.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(page.readAll());
  for (const char* part : {"Answer to distance to granite", "10 to 15", "threshold 2, +1"})
    QVERIFY2(text.contains(QLatin1String(part)), part);
}

void TestFilterWeights::mistakesAreNamed_data() {
  QTest::addColumn<QString>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("a feature of the model is missing")
      << "feature"
      << "SAMPLES: the layer has no field 'Bi'; choose samples that have it, or other features.";
  QTest::newRow("no labels")
      << "label"
      << "SAMPLES: the layer has no label field 'label'; choose the field that holds 1 "
         "for deposits and 0 for non-deposits.";
}

void TestFilterWeights::mistakesAreNamed() {
  QFETCH(QString, mistake);
  QFETCH(QString, sentence);
  const bool lacksFeature = mistake == QLatin1String("feature");
  const auto samples =
      makeSamples(6, lacksFeature ? QStringList(featureNames.mid(0, 3)) : featureNames, lacksFeature);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:filterweights"),
                                        {{QStringLiteral("MODEL"), mModel},
                                         {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
                                         {QStringLiteral("TABLE"), QStringLiteral("memory:")}},
                                        context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestFilterWeights)
#include "test_filter_weights.moc"

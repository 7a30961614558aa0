#include "engine/core/random.h"
#include "tests/processing/processing_fixture.h"

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Samples that are there several times over, without a word of where they come from: a model that learned
/// them by heart must not be praised for knowing their copies.
class TestCopiedSamples : public QObject {
  Q_OBJECT

 private slots:
  void copiesAreNotTestedByTheirTwins();
  void aStudyKeepsThemTogetherToo();

 private:
  QTemporaryDir mFolder;
};

namespace {

const QString told =
    QStringLiteral("SAMPLES: 240 samples equal another in every feature (deposits in one cell, or "
                   "copies); equal samples are kept on one side of every division.");

/// 60 samples of noise, each five times at places of its own.
std::unique_ptr<QgsVectorLayer> copied() {
  QString definition = QStringLiteral("Point?crs=EPSG:32650&field=label:int");
  for (int j = 0; j < 8; ++j)
    definition += QStringLiteral("&field=noise_%1:double").arg(j);
  auto layer =
      std::make_unique<QgsVectorLayer>(definition, QStringLiteral("copied"), QStringLiteral("memory"));
  Random random(8);
  for (int i = 0; i < 60; ++i) {
    QVector<QVariant> values{i % 2};
    for (int j = 0; j < 8; ++j)
      values << random.normal();
    for (int copy = 0; copy < 5; ++copy) {
      QgsFeature feature(layer->fields());
      feature.setAttributes(values);
      feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * i + 10 * copy, 0)));
      layer->dataProvider()->addFeature(feature);
    }
  }
  return layer;
}

} // namespace

void TestCopiedSamples::copiesAreNotTestedByTheirTwins() {
  const std::unique_ptr<QgsVectorLayer> layer = copied();
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:traincnn"),
                                        {{"SAMPLES", QVariant::fromValue(layer.get())},
                                         {"FILTERS", "64,64"},
                                         {"DENSE", "64"},
                                         {"DROPOUT", 0},
                                         {"LEARNING_RATE", 0.01},
                                         {"EPOCHS", 200},
                                         {"PATIENCE", 0},
                                         {"MEMBERS", 1},
                                         {"MIXUP", 0},
                                         {"FOLDS", 3},
                                         {"MODEL", mFolder.filePath("model.pt")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(told), qPrintable(run.warnings.join('\n')));
  const double auc = run.results.value("TEST_AUC").toDouble();
  QVERIFY2(auc < 0.65, qPrintable(QString::number(auc)));
}

void TestCopiedSamples::aStudyKeepsThemTogetherToo() {
  const std::unique_ptr<QgsVectorLayer> layer = copied();
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:augmentationstudy"),
                                        {{"SAMPLES", QVariant::fromValue(layer.get())},
                                         {"METHODS", QVariantList{0}},
                                         {"ORDERINGS", QVariantList{0}},
                                         {"EPOCHS", 2},
                                         {"FOLDS", 2},
                                         {"REPEATS", 1},
                                         {"TABLE", mFolder.filePath("study.csv")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(told), qPrintable(run.warnings.join('\n')));
}

PROCESSING_TEST_MAIN(TestCopiedSamples)
#include "test_copied_samples.moc"

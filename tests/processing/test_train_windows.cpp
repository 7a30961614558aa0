#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/training_parameters.h"

#include <qgsfeatureiterator.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <vector>

using namespace prospectivity;

/// Training the windowed network through QGIS, and which divisions of samples it is judged by.
class TestTrainWindows : public QObject {
  Q_OBJECT

 private slots:
  void theWindowedNetworkTrains();
};

namespace {

const QString algorithm = QStringLiteral("prospectivity:traincnn");
constexpr int patches = 7; ///< of AUGMENTATION

} // namespace

// The stack repeats each sample's W in its cell and has noise around it. Windows of 3 cells of 300 m do not
// meet where samples are 1000 m apart; those of 5 cells all hang together, so that no division is honest.
void TestTrainWindows::theWindowedNetworkTrains() {
  const QTemporaryDir folder;
  const std::unique_ptr<QgsVectorLayer> layer = mappedSamples();
  const auto parameters = [&](const QVariantMap& more) {
    return trainingParameters(layer.get(), folder.filePath("model.pt"), more);
  };
  const QString path = folder.filePath("stack.tif");
  const Grid grid{{-1500, 300, 0, 6600, 0, -300}, 40, 27, layer->crs().toWkt().toStdString()};
  Random random(8);
  std::vector<float> values(grid.cells());
  for (float& value : values)
    value = static_cast<float>(20 + random.normal());
  QgsFeature sample;
  QgsFeatureIterator samples = layer->getFeatures();
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
  const NetworkModel model = loadNetwork(folder.filePath("model.pt").toStdString());
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
  more["MISSING"] = "learn"; // holes are no reason then
  QCOMPARE(
      runAlgorithm(algorithm, parameters(more), context).error,
      QStringLiteral("WINDOW: too few samples have data of enough layers and a window inside the stack (0 "
                     "deposits, 0 non-deposits); choose a smaller WINDOW, a smaller MIN_PRESENT, or fill "
                     "gaps in the stack."));
}

PROCESSING_TEST_MAIN(TestTrainWindows)
#include "test_train_windows.moc"

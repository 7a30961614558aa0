#include "engine/core/random.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// From shifted, turned and flipped windows to a map, through QGIS.
class TestTrainPatches : public QObject {
  Q_OBJECT

 private slots:
  void aNetworkTrainedOnPatchesPredicts();
};

// Windows of 5 cells of 100 m, moved by one, do not meet where samples are 1000 m apart.
void TestTrainPatches::aNetworkTrainedOnPatchesPredicts() {
  const QTemporaryDir folder;
  const std::unique_ptr<QgsVectorLayer> samples = mappedSamples();
  const QString path = folder.filePath("fine.tif");
  const Grid grid{{-1500, 100, 0, 6600, 0, -100}, 120, 81, samples->crs().toWkt().toStdString()};
  Random random(9);
  std::vector<float> values(grid.cells());
  for (float& value : values)
    value = static_cast<float>(20 + random.normal());
  const std::unique_ptr<RasterSink> sink = createRaster(path.toStdString(), grid, {"W"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
  QgsRasterLayer stack(path, "fine");
  QVERIFY(stack.isValid());
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm("prospectivity:traincnn",
                                        QVariantMap{{"SAMPLES", QVariant::fromValue(samples.get())},
                                                    {"FEATURES", "W"},
                                                    {"FILTERS", "4"},
                                                    {"FOLDS", 3},
                                                    {"MODEL", folder.filePath("model.pt")},
                                                    {"WINDOW", 5},
                                                    {"AUGMENTATION", 7},
                                                    {"PATCH_SHIFT", 1},
                                                    {"BOTH_CLASSES", true},
                                                    {"EPOCHS", 10},
                                                    {"STACK", QVariant::fromValue(&stack)}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const AlgorithmRun map = runAlgorithm("prospectivity:predict",
                                        {{"MODEL", folder.filePath("model.pt")},
                                         {"STACK", QVariant::fromValue(&stack)},
                                         {"OUTPUT", folder.filePath("map.tif")}},
                                        context);
  QVERIFY2(map.ok, qPrintable(map.error));
  const std::unique_ptr<RasterSource> written = openRaster(folder.filePath("map.tif").toStdString());
  std::vector<float> cells(grid.cells());
  written->read({0}, {0, 0, grid.columns, grid.rows}, cells.data());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const float probability = cells[static_cast<std::size_t>(row * grid.columns + column)];
      const bool isComplete = std::min({row, column, grid.rows - 1 - row, grid.columns - 1 - column}) >= 2;
      QCOMPARE(probability > 0 && probability < 1, isComplete); // NaN where a window is cut off
      QCOMPARE(std::isnan(probability), !isComplete);
    }
}

PROCESSING_TEST_MAIN(TestTrainPatches)
#include "test_train_patches.moc"

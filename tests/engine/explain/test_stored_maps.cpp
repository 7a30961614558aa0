#include "engine/explain/shapley_map.h"
#include "engine/network/backend.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/predict/memory_sink.h"

#include <QFile>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace prospectivity;

/// Model files of each kind that lie in the repository, and the maps that they give: within 1e-6 on every
/// release of QGIS, LibTorch and the compiler, with any kernels. stored/write_maps.py computed the maps, in
/// double precision and without the engine.
class TestStoredMaps : public QObject {
  Q_OBJECT

 private slots:
  void everyReleaseMapsTheSame_data() { addFiles(); }
  void everyReleaseMapsTheSame();
  void everyReleaseGivesTheSameReasons_data() { addFiles(); }
  void everyReleaseGivesTheSameReasons();

 private:
  void addFiles() const;
};

namespace {

constexpr int columns = 8;
constexpr int rows = 7;

std::unique_ptr<Model> modelIn(const QString& file) {
  return modelBackend().load(QFINDTESTDATA(file).toStdString());
}

/// Codes for the layers that the model takes as classes, one of them unseen in training, and measurements for
/// the others; for a model that takes missing values with holes, else with one cell without data.
MemoryRaster stackFor(const Model& model) {
  const ClassEncoding encoding = model.encoding();
  std::vector<float> values;
  for (std::size_t band = 0; band < model.features.size(); ++band)
    for (int cell = 0; cell < columns * rows; ++cell) {
      const int number = 37 * (cell / columns) + 11 * (cell % columns) + 5 * static_cast<int>(band);
      const bool isHole =
          model.takesMissing() ? (3 * cell + 5 * static_cast<int>(band)) % 11 == 0 : cell == 10 && band == 0;
      if (isHole)
        values.push_back(std::numeric_limits<float>::quiet_NaN());
      else if (encoding.of(band) != nullptr)
        values.push_back(static_cast<float>(number % 5 + 1));
      else
        values.push_back(static_cast<float>(number % 17) / 4 - 2);
    }
  Grid grid;
  grid.columns = columns;
  grid.rows = rows;
  return MemoryRaster(grid, model.features, values);
}

/// By cell: the score; base value and Shapley values in log-odds; the same in probability.
std::vector<std::vector<double>> expectedOf(const QString& file) {
  QFile table(QFINDTESTDATA("stored/" + QFileInfo(file).completeBaseName() + ".csv"));
  std::vector<std::vector<double>> cells;
  if (!table.open(QIODevice::ReadOnly))
    return cells;
  for (QByteArray line = table.readLine(); !line.isEmpty(); line = table.readLine()) {
    std::vector<double> figures;
    for (const QByteArray& figure : line.trimmed().split(','))
      figures.push_back(figure == "nan" ? std::numeric_limits<double>::quiet_NaN() : figure.toDouble());
    cells.push_back(figures);
  }
  return cells;
}

bool isSame(float value, double expected) {
  if (std::isnan(expected))
    return std::isnan(value);
  // Log-odds may be large, and come in single precision: 1e-6 of their size is about eight of its last steps.
  return std::abs(static_cast<double>(value) - expected) <= 1e-6 * std::max(1.0, std::abs(expected));
}

} // namespace

void TestStoredMaps::addFiles() const {
  QTest::addColumn<QString>("file");
  QTest::newRow("network of the default recipe, classes and holes") << "stored/recipe.pt";
  QTest::newRow("network, two members") << "../network/stored/features.pt";
  QTest::newRow("network of windows") << "../network/stored/windows.pt";
  QTest::newRow("logistic regression") << "stored/regression.pt";
  QTest::newRow("random forest") << "stored/forest.pt";
  QTest::newRow("gradient boosting, classes and holes") << "stored/boosting.pt";
  QTest::newRow("weights of evidence, holes") << "stored/evidence.pt";
}

void TestStoredMaps::everyReleaseMapsTheSame() {
  QFETCH(QString, file);
  const std::unique_ptr<Model> model = modelIn(file);
  MemoryRaster stack = stackFor(*model);
  MemorySink map(stack.grid(), 1);
  TilingOptions options;
  options.halo = model->window() / 2;
  computeTiles(stack, modelBands(stack, model->features), nullptr, map, options, probabilityTiles(*model),
               Progress());
  const std::vector<std::vector<double>> expected = expectedOf(file);
  QCOMPARE(expected.size(), map.values.size());
  for (std::size_t cell = 0; cell < expected.size(); ++cell)
    QVERIFY2(isSame(map.values[cell], expected[cell].front()),
             qPrintable(QString("cell %1: %2").arg(cell).arg(map.values[cell], 0, 'g', 9)));
}

void TestStoredMaps::everyReleaseGivesTheSameReasons() {
  QFETCH(QString, file);
  const std::unique_ptr<Model> model = modelIn(file);
  MemoryRaster stack = stackFor(*model);
  const std::size_t players = model->features.size();
  const std::vector<std::vector<double>> expected = expectedOf(file);
  const std::size_t cells = stack.grid().cells();
  QCOMPARE(expected.size(), cells);
  std::size_t first = 1; // of the figures in this space
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    ShapleyOptions options;
    options.space = space;
    MemorySink map(stack.grid(), static_cast<int>(players) + 2);
    mapShapley(*model, model->background, stack, nullptr, map, nullptr, options, Progress());
    for (std::size_t cell = 0; cell < cells; ++cell) {
      QCOMPARE(expected[cell].size(), 3 + 2 * players);
      for (std::size_t band = 0; band <= players; ++band) { // the last one is the base value
        const float value = map.values[band * cells + cell];
        const double right = expected[cell][band == players ? first : first + 1 + band];
        QVERIFY2(isSame(value, right), qPrintable(QString("cell %1, band %2: %3, not %4")
                                                      .arg(cell)
                                                      .arg(band)
                                                      .arg(value, 0, 'g', 9)
                                                      .arg(right, 0, 'g', 9)));
      }
    }
    first += 1 + players;
  }
}

QTEST_GUILESS_MAIN(TestStoredMaps)
#include "test_stored_maps.moc"

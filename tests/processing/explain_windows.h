#pragma once

#include "engine/raster/gdal_sink.h"
#include "tests/processing/explain_fixture.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsrasterlayer.h>

#include <memory>
#include <vector>

namespace prospectivity {

/// A windowed network of three layers, the stack that holds them and samples in the middle of its cells.
class WindowStudy {
 public:
  static constexpr int window = 3;
  static constexpr int columns = 12;
  static constexpr int rows = 10;
  const QStringList features{QStringLiteral("W"), QStringLiteral("Sn"), QStringLiteral("Bi")};

  explicit WindowStudy(const QTemporaryDir& folder) : mFolder(folder) {
    const QString path = mFolder.filePath(QStringLiteral("stack.tif"));
    Grid grid;
    grid.columns = columns;
    grid.rows = rows;
    grid.transform = {500000, 100, 0, 2800000, 0, -100};
    grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")).toWkt().toStdString();
    // The bands stand in another order than the features of the model, and one is not used.
    const auto sink = createRaster(path.toStdString(), grid, {"Bi", "unused", "W", "Sn"});
    values = randomRows(4, columns * rows, 11);
    sink->write({0, 0, columns, rows}, values.data());
    sink->finish();
    stack = std::make_unique<QgsRasterLayer>(path, QStringLiteral("stack"));
  }

  /// Saved as `name`; the networks differ by their seed.
  QString saveModel(const QString& name, std::uint64_t seed) const {
    NetworkShape shape;
    shape.features = 3;
    shape.window = window;
    shape.filters = {4};
    NetworkModel model = randomModel(shape, 2, seed);
    model.features = {"W", "Sn", "Bi"};
    model.background = randomRows(5, shape.inputs(), 12);
    const QString path = mFolder.filePath(name);
    modelBackend().save(model, path.toStdString());
    return path;
  }

  /// A sample in the middle of each cell given by its number; the labels alternate. Its fields hold what the
  /// stack holds there.
  std::unique_ptr<QgsVectorLayer> samplesAt(const std::vector<int>& cells,
                                            const QList<int>& labels = {}) const {
    auto layer = std::make_unique<QgsVectorLayer>(
        QStringLiteral("Point?crs=EPSG:32650&field=label:int&field=W:double&field=Sn:double&field=Bi:double"),
        QStringLiteral("samples"), QStringLiteral("memory"));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const int cell = cells[i];
      QgsFeature feature(layer->fields());
      feature.setAttribute(0, labels.isEmpty() ? static_cast<int>(i % 2) : labels[static_cast<int>(i)]);
      for (int j = 0; j < 3; ++j)
        feature.setAttribute(j + 1, static_cast<double>(values(bandOf(j), cell)));
      feature.setGeometry(QgsGeometry::fromPointXY(
          QgsPointXY(500050 + 100.0 * (cell % columns), 2799950 - 100.0 * (cell / columns))));
      layer->dataProvider()->addFeature(feature);
    }
    return layer;
  }

  /// The model's input row of a cell with a whole window.
  FloatMatrix windowAt(int cell) const {
    FloatMatrix input(1, 3 * window * window);
    Eigen::Index next = 0;
    for (int j = 0; j < 3; ++j)
      for (int row = -1; row <= 1; ++row)
        for (int column = -1; column <= 1; ++column)
          input(0, next++) = values(bandOf(j), cell + row * columns + column);
    return input;
  }

  std::unique_ptr<QgsRasterLayer> stack;
  FloatMatrix values; ///< band x cell

 private:
  static Eigen::Index bandOf(int feature) { return feature == 0 ? 2 : feature == 1 ? 3 : 0; }

  const QTemporaryDir& mFolder;
};

} // namespace prospectivity

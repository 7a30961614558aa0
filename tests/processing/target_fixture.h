#pragma once

#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/processing/map_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <qgscoordinatereferencesystem.h>

#include <cmath>
#include <string>
#include <vector>

namespace prospectivity {

/// A model, and a stack whose layers run smoothly, so that the targets of its map have several cells.

inline Grid targetGrid() {
  return {{500000, 500, 0, 2900000, 0, -500},
          40,
          30,
          QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")).toWkt().toStdString()};
}

inline NetworkModel targetModel(const QString& path) {
  NetworkModel model = mapModel(3);
  model.background = randomRows(12, 3, 44);
  modelBackend().save(model, path.toStdString());
  return model;
}

inline void writeTargetStack(const QString& path, const std::vector<FeatureDescription>& descriptions = {}) {
  const Grid grid = targetGrid();
  FloatMatrix values(3, static_cast<Eigen::Index>(grid.cells()));
  for (Eigen::Index cell = 0; cell < values.cols(); ++cell) {
    const auto x = static_cast<double>(cell % grid.columns);
    const auto y = static_cast<double>(cell / grid.columns);
    values(0, cell) = static_cast<float>(2 * std::sin(x / 5) * std::cos(y / 6));
    values(1, cell) = static_cast<float>(2 * std::cos(x / 7 + y / 4));
    values(2, cell) = static_cast<float>(std::sin(y / 3) + x / 40);
  }
  values(1, 77) = std::nanf("");
  const auto sink = createRaster(path.toStdString(), grid, {"W", "Sn", "Bi"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  for (std::size_t band = 0; band < descriptions.size(); ++band)
    sink->describeFeature(static_cast<int>(band), descriptions[band]);
  sink->finish();
}

inline std::vector<float> cellsOf(const QString& path) {
  const auto raster = openRaster(path.toStdString());
  std::vector<float> values(raster->grid().cells());
  raster->read({0}, {0, 0, raster->grid().columns, raster->grid().rows}, values.data());
  return values;
}

} // namespace prospectivity

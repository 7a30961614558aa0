#pragma once

#include "engine/core/progress.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/shapley_map.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/raster_source.h"

#include <QString>
#include <QVariantMap>

#include <utility>
#include <vector>

class QgsProcessingContext;

namespace prospectivity {

/// What becomes of a map of attributions once its cells are written, in one run or in shards that were
/// joined: all that only a whole map has.

/// The parameters' names of the outputs, and that of the raster of a shard that no output holds.
inline const QString shapOutputName = QStringLiteral("OUTPUT");
inline const QString shapDriverName = QStringLiteral("DRIVER");
inline const QString shapSpreadName = QStringLiteral("SPREAD");
inline const QString shapDriversName = QStringLiteral("drivers");

/// A map whose cells are written: files, empty where they were not asked for.
struct ExplainedMap {
  const Model& model;
  LayerPlayers players;
  OutputSpace space = OutputSpace::Logit;
  MappedReasons reasons;
  QString output;
  QString driver; ///< is made by writeReasonMaps()
  QString spread;
};

/// Bands of the raster that a driver map is made of: the driver of each cell and its score.
std::vector<std::string> collectedDriverBands();

/// Tells which layers drive the cells, and what gives most to those of high scores. Throws Error where no
/// cell is explained.
void tellReasons(const ExplainedMap& map, const Progress& progress);

/// What the layers of the outputs are called.
std::vector<std::pair<QString, QString>> reasonLayerNames(const ExplainedMap& map);

/// Hands in the maps with their styles, and makes the map of the drivers of `drivers`, of
/// collectedDriverBands(), which is null where that is not asked for.
QVariantMap writeReasonMaps(const ExplainedMap& map, RasterSource* drivers, const RasterOptions& options,
                            QgsProcessingContext& context, const Progress& progress);

} // namespace prospectivity

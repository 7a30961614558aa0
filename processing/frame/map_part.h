#pragma once

#include "engine/core/grid.h"
#include "engine/raster/raster_source.h"
#include "engine/raster/shard.h"

#include <QVariantMap>

#include <optional>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// EXTENT and SHARD of algorithms that map a stack: which part of it a run maps.
///
/// With EXTENT a run maps the cells whose centre lies in it, and takes them for the whole: levels, targets
/// and all that is told are theirs. With SHARD ("3/40") it maps some of a map that other runs map the rest
/// of, in the same way, and prospectivity:joinshards makes what only the whole has.
inline const QString shardName = QStringLiteral("SHARD");
QgsProcessingParameterDefinition* mapExtentParameter();
QgsProcessingParameterDefinition* shardParameter();

/// Which cells of a grid a run maps.
struct MapPart {
  Grid whole;                 ///< of the stack
  Tile cells;                 ///< of it; all where neither parameter is given
  std::optional<Shard> shard; ///< where SHARD is

  Grid grid() const { return partOf(whole, cells); }
  bool isWhole() const { return cells.columns == whole.columns && cells.rows == whole.rows; }
};

/// Throws Error naming EXTENT or SHARD when both are given, FORMAT when a shard is given with another than
/// GeoTIFF, when no cell lies in the extent, and for a shard that is none of the grid. Call in the main
/// thread, where layers may be opened.
MapPart readMapPart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                    QgsProcessingContext& context, const Grid& whole);

} // namespace prospectivity

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
/// of, in the same way, and prospectivity:joinshards makes what only the whole has. Algorithms that make a
/// grid have SHARD as well; their EXTENT is that of the grid, of which the shard is a part.
inline const QString shardName = QStringLiteral("SHARD");
QgsProcessingParameterDefinition* mapExtentParameter();
QgsProcessingParameterDefinition* shardParameter();

/// What was given for SHARD; nothing where it is left out. Throws Error naming SHARD for a text that is no
/// part, and FORMAT when a shard is given with another than GeoTIFF.
std::optional<Shard> givenShard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context);

/// Which cells of a grid a run maps.
struct MapPart {
  Grid whole;                 ///< of the stack
  Tile cells;                 ///< of it; all where neither parameter is given
  std::optional<Shard> shard; ///< where SHARD is

  Grid grid() const { return partOf(whole, cells); }
  bool isWhole() const { return cells.columns == whole.columns && cells.rows == whole.rows; }
};

/// Throws Error as givenShard() does, naming EXTENT or SHARD when both are given, when no cell lies in the
/// extent, and for a shard that is none of the grid. Call in the main thread, where layers may be opened.
MapPart readMapPart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                    QgsProcessingContext& context, const Grid& whole);

} // namespace prospectivity

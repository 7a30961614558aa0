#include "processing/frame/map_part.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_sink.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_extent.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/grid_crs.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

const QString extentName = QStringLiteral("EXTENT");

/// The bounds in the CRS of the grid.
QgsRectangle onGrid(const GivenExtent& extent, const Grid& grid, const QgsProcessingContext& context) {
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  if (!extent.crs.isValid() || !crs.isValid() || extent.crs == crs)
    return extent.bounds;
  try {
    QgsCoordinateTransform transform(extent.crs, crs, context.transformContext());
    transform.setBallparkTransformsAreAppropriate(true);
    return transform.transformBoundingBox(extent.bounds);
  } catch (const QgsCsException&) {
    throw Error("EXTENT: it cannot be brought to the CRS of the stack; give it in that CRS.");
  }
}

Tile cellsIn(const QgsRectangle& bounds, const Grid& grid) {
  return cellsWithin(grid, {bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum()});
}

} // namespace

QgsProcessingParameterDefinition* mapExtentParameter() {
  return new QgsProcessingParameterExtent(
      extentName, QStringLiteral("Part of the map: extent (empty: the whole stack)"), QVariant(), true);
}

QgsProcessingParameterDefinition* shardParameter() {
  return new QgsProcessingParameterString(
      shardName, QStringLiteral("Part of the map: shard for Join shards, such as 3/40 (empty: no shard)"),
      QVariant(), false, true);
}

std::optional<Shard> givenShard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context) {
  if (!isGiven(parameters, shardName))
    return std::nullopt;
  const QString text = QgsProcessingParameters::parameterAsString(algorithm.parameterDefinition(shardName),
                                                                  parameters, context);
  if (const auto* format =
          dynamic_cast<const ChoiceParameter*>(algorithm.parameterDefinition(rasterFormatName));
      format != nullptr && format->numbersOf(parameters.value(rasterFormatName), context).value(0) !=
                               static_cast<int>(RasterFormat::GeoTiff))
    throw Error("FORMAT: a shard is written for Join shards, as GeoTIFF; leave it out, and give it to "
                "prospectivity:joinshards.");
  return readShard(text.toStdString(), shardName.toStdString());
}

MapPart readMapPart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                    QgsProcessingContext& context, const Grid& whole) {
  MapPart part{whole, {0, 0, whole.columns, whole.rows}, std::nullopt};
  const std::optional<GivenExtent> extent = givenExtent(algorithm, extentName, parameters, context);
  if (extent && isGiven(parameters, shardName))
    throw Error("SHARD: shards are parts of the whole stack, and EXTENT is another part of it; give one of "
                "both.");
  part.shard = givenShard(algorithm, parameters, context);
  if (part.shard) {
    part.cells = cellsOfShard(whole, *part.shard, shardName.toStdString());
  } else if (extent) {
    // That of a layer without features has sides the wrong way round on some releases of QGIS.
    part.cells = extent->bounds.isEmpty() ? Tile{} : cellsIn(onGrid(*extent, whole, context), whole);
    if (part.cells.cells() == 0)
      throw Error("EXTENT: no cell of the stack has its centre in it; choose an extent that overlaps the "
                  "stack.");
  }
  return part;
}

} // namespace prospectivity

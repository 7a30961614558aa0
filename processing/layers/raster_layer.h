#pragma once

#include "engine/raster/raster_file.h"

#include <QString>

class QgsMapLayer;
class QgsProject;
class QgsRasterLayer;

namespace prospectivity {

/// What GDAL opens for a raster layer of QGIS, with the CRS and the NoData that the user gave the layer in
/// its properties, and the names of classes in its style. `parameter` names the parameter in messages. Throws
/// Error for a layer that is missing or not kept in something GDAL reads (a web map, say). Call in the main
/// thread.
RasterFile rasterFileOf(const QgsRasterLayer* layer, const QString& parameter);

/// A file with what the user set on the layer of a project that shows it; the file alone where none does. Of
/// several layers the first one counts on which anything is set, by their names. Call in the main thread.
RasterFile rasterFileAt(const QString& path, const QgsProject& project);

/// The raster layer that a layer is; throws Error naming one that is none.
const QgsRasterLayer* asRasterLayer(const QgsMapLayer* layer, const QString& parameter);

/// Throws Error unless `path` is empty (an output left out) or names a GeoTIFF file, the one format rasters
/// are written in.
void checkRasterDestination(const QString& path, const QString& parameter);

} // namespace prospectivity

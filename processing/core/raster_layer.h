#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

class QgsMapLayer;
class QgsRasterLayer;

namespace prospectivity {

/// What GDAL opens for a raster layer of QGIS. `parameter` names the parameter in messages. Throws Error for
/// a layer that is missing or not kept in something GDAL reads (a web map, say). Call in the main thread.
std::string rasterPath(const QgsRasterLayer* layer, const QString& parameter);

/// The same for several layers; throws Error naming one that is no raster layer.
std::vector<std::string> rasterPaths(const QList<QgsMapLayer*>& layers, const QString& parameter);

/// Throws Error unless `path` is empty (an output left out) or names a GeoTIFF file, the one format rasters
/// are written in.
void checkRasterDestination(const QString& path, const QString& parameter);

} // namespace prospectivity

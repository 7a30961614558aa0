#include "processing/core/raster_layer.h"

#include "engine/core/error.h"

#include <QFileInfo>
#include <qgsrasterlayer.h>

namespace prospectivity {

std::string rasterPath(const QgsRasterLayer* layer, const QString& parameter) {
  if (layer == nullptr || !layer->isValid())
    throw Error((parameter +
                 QStringLiteral(": the raster cannot be opened; check the path or choose a raster layer."))
                    .toStdString());
  if (layer->providerType() != QLatin1String("gdal"))
    throw Error(
        (parameter +
         QStringLiteral(": the layer '%1' is kept in a '%2' source, not in a raster file; export it to "
                        "GeoTIFF first.")
             .arg(layer->name(), layer->providerType()))
            .toStdString());
  return layer->source().toStdString();
}

std::vector<std::string> rasterPaths(const QList<QgsMapLayer*>& layers, const QString& parameter) {
  std::vector<std::string> paths;
  for (const QgsMapLayer* layer : layers) {
    const auto* raster = qobject_cast<const QgsRasterLayer*>(layer);
    if (raster == nullptr)
      throw Error((parameter + QStringLiteral(": the layer '%1' is not a raster; choose raster layers only.")
                                   .arg(layer == nullptr ? QString() : layer->name()))
                      .toStdString());
    paths.push_back(rasterPath(raster, parameter));
  }
  return paths;
}

void checkRasterDestination(const QString& path, const QString& parameter) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (!path.isEmpty() && suffix != QLatin1String("tif") && suffix != QLatin1String("tiff"))
    throw Error((parameter +
                 QStringLiteral(": rasters are written as GeoTIFF; choose a file name that ends in '.tif' "
                                "instead of '%1'.")
                     .arg(QFileInfo(path).fileName()))
                    .toStdString());
}

} // namespace prospectivity

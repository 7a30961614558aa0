#include "processing/core/mask_layer.h"

#include "engine/core/error.h"
#include "processing/core/grid_crs.h"
#include "processing/core/raster_layer.h"
#include "processing/releases/enumerations.h"

#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

MaskLayer readMask(const QgsMapLayer* layer, const QString& parameter) {
  MaskLayer mask;
  if (const auto* raster = qobject_cast<const QgsRasterLayer*>(layer)) {
    mask.raster = rasterFileOf(raster, parameter);
    return mask;
  }
  const auto* vector = qobject_cast<const QgsVectorLayer*>(layer);
  if (vector == nullptr || vector->geometryType() != Qgis::GeometryType::Polygon)
    throw Error(parameter.toStdString() +
                " is neither a raster nor a layer of polygons: choose one of these.");
  mask.crs = wktOf(vector->crs());
  QgsFeature feature;
  QgsFeatureIterator features = vector->getFeatures();
  while (features.nextFeature(feature))
    if (feature.hasGeometry() && !feature.geometry().isEmpty())
      mask.polygons.push_back(feature.geometry().asWkb().toStdString());
  if (mask.polygons.empty())
    throw Error(parameter.toStdString() + ": the layer '" + vector->name().toStdString() +
                "' has no polygons: choose another mask.");
  return mask;
}

} // namespace prospectivity

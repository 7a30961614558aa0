#include "processing/layers/mask_layer.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/shown_name.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

namespace {

const QString maskName = QStringLiteral("MASK");

MaskLayer maskOf(const QgsMapLayer* layer) {
  MaskLayer mask;
  if (const auto* raster = qobject_cast<const QgsRasterLayer*>(layer)) {
    mask.raster = rasterFileOf(raster, maskName);
    return mask;
  }
  const auto* vector = qobject_cast<const QgsVectorLayer*>(layer);
  if (vector == nullptr || vector->geometryType() != Qgis::GeometryType::Polygon)
    throw Error("MASK is neither a raster nor a layer of polygons: choose one of these.");
  mask.crs = wktOf(vector->crs());
  QgsFeature feature;
  QgsFeatureIterator features = vector->getFeatures();
  while (features.nextFeature(feature))
    if (feature.hasGeometry() && !feature.geometry().isEmpty())
      mask.polygons.push_back(feature.geometry().asWkb().toStdString());
  if (mask.polygons.empty())
    throw Error("MASK: the layer '%1' has no polygons: choose another mask.",
                shownName(*vector).toStdString());
  return mask;
}

} // namespace

QgsProcessingParameterDefinition* maskParameter() {
  return new QgsProcessingParameterMapLayer(
      maskName, QStringLiteral("Mask (raster above 0, or polygons)"), QVariant(), true,
      sourceTypes(Qgis::ProcessingSourceType::Raster, Qgis::ProcessingSourceType::VectorPolygon));
}

std::unique_ptr<RasterSource> MaskLayer::on(const Grid& grid) const {
  return maskRaster(grid, raster.empty() ? nullptr : openRaster(raster), polygons, crs);
}

MaskLayer readMask(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                   QgsProcessingContext& context) {
  if (!parameters.value(maskName).isValid())
    return {};
  return maskOf(QgsProcessingParameters::parameterAsLayer(algorithm.parameterDefinition(maskName), parameters,
                                                          context));
}

} // namespace prospectivity

#include "processing/core/point_source.h"

#include "engine/core/error.h"
#include "processing/releases/enumerations.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

namespace prospectivity {

std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              const QgsCoordinateReferenceSystem& target, const QgsProcessingContext& context,
                              std::size_t& withoutGeometry) {
  const auto fail = [&](const QString& sentence) { throw Error((parameter + sentence).toStdString()); };
  if (QgsWkbTypes::geometryType(source.wkbType()) != Qgis::GeometryType::Point)
    fail(QStringLiteral(": the layer '%1' has no point geometry; choose a layer of points.")
             .arg(source.sourceName()));
  const QgsCoordinateTransform transform(source.sourceCrs(), target, context.transformContext());
  std::vector<Point> points;
  QgsFeature feature;
  QgsFeatureIterator features = source.getFeatures();
  while (features.nextFeature(feature)) {
    if (!feature.hasGeometry() || feature.geometry().isEmpty()) {
      ++withoutGeometry;
      continue;
    }
    QgsGeometry geometry = feature.geometry();
    try {
      if (target.isValid())
        geometry.transform(transform);
    } catch (const QgsCsException&) {
      fail(QStringLiteral(": a point of the layer '%1' cannot be transformed to the CRS of the stack; check "
                          "its coordinates.")
               .arg(source.sourceName()));
    }
    for (auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex)
      points.push_back({(*vertex).x(), (*vertex).y()});
  }
  return points;
}

} // namespace prospectivity

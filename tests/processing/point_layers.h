#pragma once

#include <QString>
#include <QVector>
#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgspointxy.h>
#include <qgsproject.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

/// A layer of points in the project, which owns it.
inline QgsVectorLayer* addPoints(const QString& name, const QString& crs, const QVector<QgsPointXY>& points) {
  auto* layer = new QgsVectorLayer("Point?crs=" + crs, name, QStringLiteral("memory"));
  for (const QgsPointXY& point : points) {
    QgsFeature feature;
    feature.setGeometry(QgsGeometry::fromPointXY(point));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer);
  return layer;
}

} // namespace prospectivity

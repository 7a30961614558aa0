#pragma once

#include "engine/core/random.h"

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

#include <memory>

namespace prospectivity {

/// Samples on a grid of kilometres, ten to a row: W separates the classes, Sn helps, K is noise. Every
/// `depositStep`-th is a deposit (2: half of them).
inline std::unique_ptr<QgsVectorLayer> mappedSamples(int count = 60, int depositStep = 2) {
  auto layer = std::make_unique<QgsVectorLayer>(
      QStringLiteral("Point?crs=EPSG:32650&field=label:int&field=W:double&field=Sn:double&field=K:double"),
      QStringLiteral("samples"), QStringLiteral("memory"));
  Random random(4);
  for (int i = 0; i < count; ++i) {
    const int label = (i + i / 10) % depositStep == 1 ? 1 : 0;
    QgsFeature feature(layer->fields());
    feature.setAttributes(QVector<QVariant>{label, 20 + 5 * random.normal() + 13 * label,
                                            3 + random.normal() + label, random.normal()});
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * (i % 10), 1000.0 * (i / 10))));
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

} // namespace prospectivity

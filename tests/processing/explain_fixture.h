#pragma once

#include "engine/network/backend.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/processing_fixture.h"

#include <QVector>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <memory>

namespace prospectivity {

/// A model and samples for the tests of algorithms that explain.

inline const QStringList featureNames{QStringLiteral("W"), QStringLiteral("Sn"),
                                      QStringLiteral("distance to granite"), QStringLiteral("Bi")};

/// Two networks of random weights.
inline NetworkModel testModel(int features) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = {8, 8};
  shape.pooling = Pooling::Max;
  NetworkModel model = randomModel(shape, 2, 3);
  model.background = randomRows(12, features, 4);
  for (int j = 0; j < std::min<int>(features, featureNames.size()); ++j)
    model.features[static_cast<std::size_t>(j)] = featureNames[j].toStdString();
  return model;
}

/// Random samples with the features given; labels alternate.
inline std::unique_ptr<QgsVectorLayer> makeSamples(int count, const QStringList& names,
                                                   bool withLabel = true) {
  QString definition = QStringLiteral("Point?crs=EPSG:32650");
  if (withLabel)
    definition += QStringLiteral("&field=label:int");
  for (const QString& name : names)
    definition += QStringLiteral("&field=%1:double").arg(name);
  auto layer =
      std::make_unique<QgsVectorLayer>(definition, QStringLiteral("samples"), QStringLiteral("memory"));
  const FloatMatrix values = randomRows(count, static_cast<int>(names.size()), 5);
  for (int i = 0; i < count; ++i) {
    QgsFeature feature(layer->fields());
    int column = 0;
    if (withLabel)
      feature.setAttribute(column++, i % 2);
    for (int j = 0; j < names.size(); ++j)
      feature.setAttribute(column++, static_cast<double>(values(i, j)));
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(100.0 * i, 50)));
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

inline QgsVectorLayer* outputLayer(const AlgorithmRun& run, QgsProcessingContext& context,
                                   const char* output = "OUTPUT") {
  return qobject_cast<QgsVectorLayer*>(QgsProcessingUtils::mapLayerFromString(
      run.results.value(QString::fromLatin1(output)).toString(), context));
}

inline QVector<QgsFeature> rowsOf(const QgsVectorLayer* layer) {
  QVector<QgsFeature> rows;
  QgsFeature feature;
  QgsFeatureIterator iterator = layer->getFeatures();
  while (iterator.nextFeature(feature))
    rows << feature;
  return rows;
}

/// All tables of iceplots in memory, at seven points of each feature.
inline QVariantMap iceParameters(const QString& model, QgsVectorLayer* samples) {
  const QString memory = QStringLiteral("memory:");
  return {{QStringLiteral("MODEL"), model},   {QStringLiteral("SAMPLES"), QVariant::fromValue(samples)},
          {QStringLiteral("GRID_POINTS"), 7}, {QStringLiteral("CURVES"), memory},
          {QStringLiteral("PDP"), memory},    {QStringLiteral("PAIR_PDP"), memory}};
}

} // namespace prospectivity

#include "plugin/given_places.h"

#include "processing/layers/point_labels.h"

#include <QCoreApplication>
#include <QStringList>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsfields.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

#include <optional>

namespace prospectivity {

namespace {

QString nameField(const QgsFields& fields) {
  for (const QgsField& field : fields) {
    const QString name = field.name().toLower();
    if (name == QLatin1String("name") || name == QLatin1String("deposit") ||
        name.endsWith(QLatin1String("_name")))
      return field.name();
  }
  return QString();
}

/// 1 deposit, 0 non-deposit; nothing for synthetic samples and points without a label.
std::optional<int> labelOf(const PointLabels& labels, const QgsFeature& feature) {
  if (labels.isSynthetic(feature))
    return std::nullopt;
  if (labels.known())
    return labels.labelOf(feature);
  return labels.partlyUnderstood().isEmpty() ? std::optional<int>(1) : std::nullopt;
}

QString doubtOf(const PointLabels& labels) {
  if (const QStringList mixed = labels.partlyUnderstood(); !mixed.isEmpty())
    return QLatin1Char(' ') +
           QCoreApplication::translate("WhyHere", "The field 'label' holds %1: empty what is neither deposit "
                                                  "nor non-deposit.")
               .arg(mixed.join(QStringLiteral(", ")));
  const QStringList values = labels.notUnderstood();
  if (values.isEmpty())
    return QString();
  return QLatin1Char(' ') +
         QCoreApplication::translate("WhyHere", "The field 'label' holds %1, which are no labels that are "
                                                "known: all points are taken for deposits.")
             .arg(values.join(QStringLiteral(", ")));
}

} // namespace

GivenPlaces readGivenPlaces(const QgsVectorLayer& layer) {
  const PointLabels labels(layer.fields(),
                           layer.getFeatures(QgsFeatureRequest().setSubsetOfAttributes(
                               QStringList{QStringLiteral("label")}, layer.fields())),
                           Progress(), PointLabels::Look::LabelAlone);
  const QString name = nameField(layer.fields());
  GivenPlaces places;
  places.crs = layer.crs();
  places.doubt = doubtOf(labels);
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while (features.nextFeature(feature)) {
    const std::optional<int> label = labelOf(labels, feature);
    if (!label || feature.geometry().isEmpty())
      continue;
    places.points.push_back(feature.geometry().centroid().asPoint());
    places.labels.push_back(*label);
    places.names.push_back(name.isEmpty()
                               ? QCoreApplication::translate("WhyHere", "deposit %1").arg(feature.id())
                               : feature.attribute(name).toString());
  }
  return places;
}

} // namespace prospectivity

#include "plugin/likely_deposits.h"

#include "plugin/run_places.h"
#include "processing/releases/enumerations.h"

#include <QMap>
#include <QRegularExpression>
#include <QStringList>
#include <qgsmaplayer.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <algorithm>

namespace prospectivity {

namespace {

QgsVectorLayer* asPoints(QgsMapLayer* layer) {
  auto* vector = qobject_cast<QgsVectorLayer*>(layer);
  return vector != nullptr && vector->geometryType() == Qgis::GeometryType::Point ? vector : nullptr;
}

/// "Tungsten deposits", "mineral_occurrences_2019"; not "non-deposits", nor "prospectivity".
bool speaksOfDeposits(const QString& name) {
  static const QStringList deposits{QStringLiteral("deposit"),    QStringLiteral("deposits"),
                                    QStringLiteral("occurrence"), QStringLiteral("occurrences"),
                                    QStringLiteral("showings"),   QStringLiteral("prospects"),
                                    QStringLiteral("mine"),       QStringLiteral("mines")};
  static const QStringList denials{QStringLiteral("non"), QStringLiteral("not"), QStringLiteral("no"),
                                   QStringLiteral("barren"), QStringLiteral("without")};
  static const QRegularExpression betweenWords(QStringLiteral("[^\\p{L}]+"));
  const QStringList words = name.toLower().split(betweenWords);
  const auto holdsOneOf = [&](const QStringList& wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const QString& word) { return wanted.contains(word); });
  };
  // Chinese has no blanks between words.
  const bool isDeposit = holdsOneOf(deposits) || name.contains(QStringLiteral("\u77ff\u5e8a")) ||
                         name.contains(QStringLiteral("\u77ff\u70b9"));
  return isDeposit && !holdsOneOf(denials) && !name.contains(QChar(0x975e));
}

} // namespace

LikelyDeposits likelyDeposits(const QString& place, const QgsProject& project) {
  if (!place.isEmpty())
    if (QgsVectorLayer* layer = asPoints(layerAtPlace(place, project)))
      return {layer, false};
  QgsVectorLayer* only = nullptr;
  const QMap<QString, QgsMapLayer*> layers = project.mapLayers();
  for (QgsMapLayer* layer : layers) {
    QgsVectorLayer* points = asPoints(layer);
    if (points == nullptr || !speaksOfDeposits(points->name()))
      continue;
    if (only != nullptr)
      return {};
    only = points;
  }
  return {only, only != nullptr};
}

} // namespace prospectivity

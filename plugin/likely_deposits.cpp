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

/// "Tungsten deposits", "mineral_occurrences_2019", "Old mines"; not "non-deposits", nor "prospectivity", nor
/// what mines and prospects leave: "Mine tailings", "prospects 2019" may be any places.
bool speaksOfDeposits(const QString& name) {
  static const QStringList deposits{QStringLiteral("deposit"),    QStringLiteral("deposits"),
                                    QStringLiteral("occurrence"), QStringLiteral("occurrences"),
                                    QStringLiteral("showings"),   QStringLiteral("mines")};
  static const QStringList denials{
      QStringLiteral("non"),      QStringLiteral("not"),     QStringLiteral("no"),
      QStringLiteral("barren"),   QStringLiteral("without"), QStringLiteral("waste"),
      QStringLiteral("tailings"), QStringLiteral("dumps"),   QStringLiteral("licences"),
      QStringLiteral("claims"),   QStringLiteral("licenses")};
  static const QRegularExpression betweenWords(QStringLiteral("[^\\p{L}]+"));
  // "Not ore" or "no ore"; of South Africa and the like the sign for "not" is a part of the name.
  static const QRegularExpression chineseDenial(QStringLiteral(
      "(?<![\u4e1c\u5357\u897f\u5317\u4e2d])\u975e[\u6210\u542b]?\u77ff|\u65e0\u77ff|\u5c3e\u77ff"));
  const QStringList words = name.toLower().split(betweenWords);
  const auto holdsOneOf = [&](const QStringList& wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const QString& word) { return wanted.contains(word); });
  };
  // Chinese has no blanks between words.
  const bool isDeposit = holdsOneOf(deposits) || name.contains(QStringLiteral("\u77ff\u5e8a")) ||
                         name.contains(QStringLiteral("\u77ff\u70b9"));
  return isDeposit && !holdsOneOf(denials) && !name.contains(chineseDenial);
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

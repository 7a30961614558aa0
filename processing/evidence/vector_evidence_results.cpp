#include "processing/evidence/vector_evidence_results.h"

#include "engine/core/error.h"
#include "processing/language/language.h"
#include "processing/outputs/style.h"

#include <QStringList>

namespace prospectivity {

const Choices& vectorMethodChoices() {
  static const Choices choices{
      {"distance", "Distance"}, {"density", "Density"}, {"presence", "Presence"}, {"attribute", "Attribute"}};
  return choices;
}

QString VectorEvidence::bandName() const {
  const QStringList names{QStringLiteral("distance"), QStringLiteral("density"), QStringLiteral("presence"),
                          field};
  return layer + QLatin1Char(' ') + names.at(static_cast<int>(method));
}

QString VectorEvidence::layerName() const {
  switch (method) {
  case VectorMethod::Distance:
    return inLanguage(Words::Layers, QStringLiteral("Distance to %1")).arg(layer);
  case VectorMethod::Density:
    return inLanguage(Words::Layers, QStringLiteral("Density of %1")).arg(layer);
  case VectorMethod::Presence:
    return inLanguage(Words::Layers, QStringLiteral("Presence of %1")).arg(layer);
  case VectorMethod::Attribute:
    break;
  }
  return inLanguage(Words::Layers, QStringLiteral("%1 of %2")).arg(field, layer);
}

void tellReach(const VectorEvidence& evidence, std::size_t reached, const Progress& progress) {
  if (reached > 0)
    return;
  if (evidence.method == VectorMethod::Attribute)
    throw Error("INPUT: no feature of '%1' lies on the grid of REFERENCE, and all of OUTPUT would "
                "be NoData; check the CRS of both layers.",
                evidence.layer.toStdString());
  progress.warning({"No feature of '%1' lies on the grid of REFERENCE, and OUTPUT is 0 everywhere; "
                    "check the CRS of both layers.",
                    evidence.layer.toStdString()});
}

void styleVectorEvidence(QgsProcessingContext& context, const VectorEvidence& evidence,
                         const QString& output) {
  if (evidence.method == VectorMethod::Presence)
    stylePresence(context, output);
  else if (evidence.description.kind == FeatureKind::Codes)
    styleStack(context, output, evidence.description);
  else
    styleQuantity(context, output, QString::fromStdString(evidence.description.unit));
}

} // namespace prospectivity

#include "processing/frame/raster_tags.h"

#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_extent.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/field_names.h"
#include "processing/releases/enumerations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <qgscoordinatereferencesystem.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsrectangle.h>

#include <optional>

namespace prospectivity {

namespace {

QJsonValue choiceValue(const ChoiceParameter& choice, const QVariantMap& parameters,
                       QgsProcessingContext& context) {
  QJsonArray ids;
  for (const int number : choice.numbersOf(parameters.value(choice.name()), context))
    ids << QString::fromStdString(choice.choices()[static_cast<std::size_t>(number)].id);
  return choice.allowMultiple() ? QJsonValue(ids) : ids.first();
}

/// EPSG:32650, or the whole definition of one that no authority has named.
QString crsText(const QgsCoordinateReferenceSystem& crs) {
  return crs.authid().isEmpty() ? crs.toWkt() : crs.authid();
}

/// Four numbers without a CRS are in that of the grid, whatever project is open.
QJsonValue extentValue(const QgsProcessingAlgorithm& algorithm, const QString& name,
                       const QVariantMap& parameters, QgsProcessingContext& context) {
  const std::optional<GivenExtent> extent = givenExtent(algorithm, name, parameters, context);
  if (!extent)
    return QJsonValue::Undefined;
  const QgsRectangle& bounds = extent->bounds;
  QJsonObject value{{QStringLiteral("bounds"),
                     QJsonArray{bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum()}}};
  if (extent->crs.isValid())
    value.insert(QStringLiteral("crs"), crsText(extent->crs));
  return value;
}

/// Undefined for what a raster does not tell.
QJsonValue valueOf(const QgsProcessingAlgorithm& algorithm,
                   const QgsProcessingParameterDefinition& definition, const QVariantMap& parameters,
                   QgsProcessingContext& context) {
  const QString name = definition.name();
  if (const auto* choice = dynamic_cast<const ChoiceParameter*>(&definition))
    return choiceValue(*choice, parameters, context);
  if (!isGiven(parameters, name) && !definition.defaultValue().isValid())
    return QJsonValue::Undefined;
  if (dynamic_cast<const QgsProcessingParameterField*>(&definition) != nullptr)
    return QJsonArray::fromStringList(fieldNames(algorithm, parameters, name, context));
  if (dynamic_cast<const QgsProcessingParameterBoolean*>(&definition) != nullptr)
    return QgsProcessingParameters::parameterAsBoolean(&definition, parameters, context);
  if (const auto* numeric = dynamic_cast<const QgsProcessingParameterNumber*>(&definition))
    return numeric->dataType() == Qgis::ProcessingNumberParameterType::Integer
               ? QJsonValue(QgsProcessingParameters::parameterAsInt(&definition, parameters, context))
               : QJsonValue(QgsProcessingParameters::parameterAsDouble(&definition, parameters, context));
  if (definition.type() == QgsProcessingParameterExtent::typeName())
    return extentValue(algorithm, name, parameters, context);
  if (definition.type() == QgsProcessingParameterCrs::typeName())
    return crsText(QgsProcessingParameters::parameterAsCrs(&definition, parameters, context));
  if (dynamic_cast<const QgsProcessingParameterString*>(&definition) != nullptr)
    return QgsProcessingParameters::parameterAsString(&definition, parameters, context);
  return QJsonValue::Undefined; // layers and files, which lie elsewhere elsewhere
}

} // namespace

RasterTags rasterTagsOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        QgsProcessingContext& context) {
  QJsonObject told;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions()) {
    if (definition->isDestination() || definition->name() == QLatin1String("MEMORY") ||
        definition->name() == rasterFormatName)
      continue;
    const QJsonValue value = valueOf(algorithm, *definition, parameters, context);
    if (!value.isUndefined())
      told.insert(definition->name(), value);
  }
  return {{"PROSPECTIVITY_ALGORITHM", "prospectivity:" + algorithm.name().toStdString()},
          {"PROSPECTIVITY_VERSION", PROSPECTIVITY_VERSION},
          {"PROSPECTIVITY_PARAMETERS", QJsonDocument(told).toJson(QJsonDocument::Compact).toStdString()}};
}

std::pair<std::string, std::string> modelTag(const QString& fingerprint) {
  return {"PROSPECTIVITY_MODEL", fingerprint.toStdString()};
}

} // namespace prospectivity

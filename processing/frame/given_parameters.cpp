#include "processing/frame/given_parameters.h"

#include "engine/core/name_list.h"
#include "engine/core/number_text.h"
#include "engine/core/secrets.h"
#include "processing/frame/choice_parameter.h"
#include "processing/layers/field_names.h"
#include "processing/layers/shown_name.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QFileInfo>
#include <qgsmaplayer.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgsproviderregistry.h>

#include <cstdint>
#include <variant>

namespace prospectivity {

namespace {

bool isLayer(const QgsProcessingParameterDefinition& definition) {
  for (const QString& type :
       {QgsProcessingParameterFeatureSource::typeName(), QgsProcessingParameterRasterLayer::typeName(),
        QgsProcessingParameterMapLayer::typeName(), QgsProcessingParameterMultipleLayers::typeName()})
    if (definition.type() == type)
      return true;
  return false;
}

GivenOption plainValue(const QgsProcessingAlgorithm& algorithm,
                       const QgsProcessingParameterDefinition& definition, const QVariantMap& parameters,
                       QgsProcessingContext& context) {
  const QString name = definition.name();
  if (const auto* choice = dynamic_cast<const ChoiceParameter*>(&definition)) {
    QStringList titles;
    for (const int number : choice->numbersOf(parameters.value(name), context))
      titles << QString::fromStdString(choice->choices()[static_cast<std::size_t>(number)].title).toLower();
    return titles.join(QLatin1Char(',')).toStdString();
  }
  if (dynamic_cast<const QgsProcessingParameterField*>(&definition) != nullptr) {
    QStringList names;
    for (const QString& field : fieldNames(algorithm, parameters, name, context))
      names << QString::fromStdString(quotedName(field.toStdString()));
    return names.join(QLatin1Char(',')).toStdString();
  }
  if (dynamic_cast<const QgsProcessingParameterBoolean*>(&definition) != nullptr)
    return QgsProcessingParameters::parameterAsBoolean(&definition, parameters, context);
  if (const auto* numeric = dynamic_cast<const QgsProcessingParameterNumber*>(&definition)) {
    if (numeric->dataType() == Qgis::ProcessingNumberParameterType::Integer)
      return std::int64_t{QgsProcessingParameters::parameterAsInt(&definition, parameters, context)};
    return QgsProcessingParameters::parameterAsDouble(&definition, parameters, context);
  }
  return QgsProcessingParameters::parameterAsString(&definition, parameters, context).toStdString();
}

/// Null for what cannot be opened.
const QgsMapLayer* layerOf(const QVariant& given, QgsProcessingContext& context) {
  if (const auto* opened = qobject_cast<QgsMapLayer*>(qvariant_cast<QObject*>(given)))
    return opened;
  return QgsProcessingUtils::mapLayerFromString(writtenAs(given), context);
}

QVariantList listOf(const QVariant& value) {
  const bool isList =
      value.userType() == QMetaType::QVariantList || value.userType() == QMetaType::QStringList;
  return isList ? value.toList() : QVariantList{value};
}

bool liesInFile(const QgsMapLayer& layer) {
  const QString provider = layer.providerType();
  if (provider != QLatin1String("ogr") && provider != QLatin1String("gdal"))
    return false;
  const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri(provider, layer.source());
  return QFileInfo(parts.value(QStringLiteral("path")).toString()).isFile();
}

QString shown(const QString& text) {
  return QString::fromStdString(withoutSecrets(text.toStdString()));
}

QString foundAgainBy(const QVariant& given, QgsProcessingContext& context) {
  const QgsMapLayer* layer = layerOf(given, context);
  if (layer == nullptr)
    return writtenAs(given);
  if (liesInFile(*layer))
    return layer->source();
  const QgsProject* project = context.project();
  return project != nullptr && project->mapLayer(layer->id()) != nullptr ? layer->id() : writtenAs(given);
}

QString layerText(const QVariant& given, QgsProcessingContext& context) {
  const QgsMapLayer* layer = layerOf(given, context);
  if (layer == nullptr)
    return shown(writtenAs(given));
  // Layers in memory have no source that anybody could open again.
  const bool isKept = layer->providerType() != QLatin1String("memory");
  const QString text =
      isKept ? QStringLiteral("%1 (%2)").arg(shownName(*layer), shown(layer->publicSource())) : layer->name();
  if (!given.canConvert<QgsProcessingFeatureSourceDefinition>())
    return text;
  const auto source = given.value<QgsProcessingFeatureSourceDefinition>();
  if (source.selectedFeaturesOnly)
    return text + QStringLiteral(", selected features only");
  return takesPartOfLayer(source) ? text + QStringLiteral(", a part of its features (a limit or a filter)")
                                  : text;
}

std::string textOf(const QgsProcessingAlgorithm& algorithm,
                   const QgsProcessingParameterDefinition& definition, const QVariantMap& parameters,
                   QgsProcessingContext& context) {
  const QString name = definition.name();
  const QVariant value = parameters.value(name);
  if (isLayer(definition)) {
    QStringList layers;
    for (const QVariant& layer : listOf(value))
      layers << layerText(layer, context);
    return layers.join(QStringLiteral("; ")).toStdString();
  }
  // Without a number or an area given there is none, which QGIS's readers write as 0.
  if (!isGiven(parameters, name) && !definition.defaultValue().isValid())
    return {};
  if (definition.type() == QgsProcessingParameterExtent::typeName())
    return QgsProcessingParameters::parameterAsExtent(&definition, parameters, context)
        .toString()
        .toStdString();
  if (definition.type() == QgsProcessingParameterCrs::typeName())
    return QgsProcessingParameters::parameterAsCrs(&definition, parameters, context)
        .userFriendlyIdentifier()
        .toStdString();
  return optionText(plainValue(algorithm, definition, parameters, context));
}

} // namespace

QVariantMap withoutEmpty(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters) {
  QVariantMap given = parameters;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions()) {
    const QVariant value = parameters.value(definition->name());
    const bool isText = value.userType() == QMetaType::QString;
    const bool isList =
        value.userType() == QMetaType::QVariantList || value.userType() == QMetaType::QStringList;
    // No choice out of several is a choice, and for the algorithm to judge.
    const bool isChoice = definition->type() == QgsProcessingParameterEnum::typeName();
    const bool isEmpty = !value.isValid() || value.isNull() ||
                         (isText && value.toString().trimmed().isEmpty()) ||
                         (isList && !isChoice && value.toList().isEmpty());
    if (isEmpty && definition->flags().testFlag(Qgis::ProcessingParameterFlag::Optional))
      given.remove(definition->name());
  }
  return given;
}

bool isGiven(const QVariantMap& parameters, const QString& name) {
  const QVariant value = parameters.value(name);
  return value.isValid() && !value.isNull() &&
         !(value.userType() == QMetaType::QString && value.toString().isEmpty());
}

QString writtenAs(const QVariant& layer) {
  if (layer.canConvert<QgsProcessingFeatureSourceDefinition>())
    return layer.value<QgsProcessingFeatureSourceDefinition>().source.staticValue().toString();
  if (const auto* opened = qobject_cast<QgsMapLayer*>(qvariant_cast<QObject*>(layer)))
    return shownName(*opened);
  return layer.toString();
}

QVariantMap givenData(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                      QgsProcessingContext& context) {
  QVariantMap data;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions()) {
    const QString name = definition->name();
    const QVariant value = parameters.value(name);
    if (definition->isDestination() || !isGiven(parameters, name))
      continue;
    if (definition->type() == QgsProcessingParameterFile::typeName()) {
      data.insert(name, QFileInfo(value.toString()).absoluteFilePath());
    } else if (definition->type() == QgsProcessingParameterMultipleLayers::typeName()) {
      QStringList layers;
      for (const QVariant& layer : listOf(value))
        layers << foundAgainBy(layer, context);
      data.insert(name, layers);
    } else if (isLayer(*definition)) {
      data.insert(name, foundAgainBy(value, context));
    }
  }
  return data;
}

QStringList givenInPart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters) {
  QStringList names;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions()) {
    const QVariant value = parameters.value(definition->name());
    if (value.canConvert<QgsProcessingFeatureSourceDefinition>() &&
        takesPartOfLayer(value.value<QgsProcessingFeatureSourceDefinition>()))
      names << definition->name();
  }
  return names;
}

GivenOptions plainParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                             QgsProcessingContext& context) {
  GivenOptions result;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions())
    if (!definition->isDestination() && !isLayer(*definition))
      result[definition->name().toStdString()] = plainValue(algorithm, *definition, parameters, context);
  return result;
}

std::string optionText(const GivenOption& option) {
  if (const auto* truth = std::get_if<bool>(&option))
    return *truth ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&option))
    return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&option))
    return realText(*real);
  return std::get<std::string>(option);
}

NamesAndValues provenanceOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                            QgsProcessingContext& context) {
  NamesAndValues lines{{"Algorithm", "prospectivity:" + algorithm.name().toStdString()},
                       {"Prospectivity Lens", PROSPECTIVITY_VERSION}};
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions())
    if (!definition->isDestination())
      lines.emplace_back(definition->name().toStdString(),
                         textOf(algorithm, *definition, parameters, context));
  return lines;
}

} // namespace prospectivity

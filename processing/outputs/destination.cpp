#include "processing/outputs/destination.h"

#include <QRegularExpression>
#include <qgsdatasourceuri.h>
#include <qgsprocessing.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

const QString layerProvider = QStringLiteral("ogr:");

/// What stands behind the provider's name in 'ogr:dbname=...'; empty for other destinations.
QgsDataSourceUri layerOf(const QVariant& destination) {
  const QString text = destinationText(destination);
  return text.startsWith(layerProvider) ? QgsDataSourceUri(text.mid(layerProvider.size()))
                                        : QgsDataSourceUri();
}

} // namespace

QString destinationText(const QVariant& value) {
  return value.canConvert<QgsProcessingOutputLayerDefinition>()
             ? value.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
             : value.toString();
}

QString destinationFile(const QVariant& value) {
  const QString text = destinationText(value);
  if (text.isEmpty() || text == QgsProcessing::TEMPORARY_OUTPUT)
    return {};
  // Database and provider destinations look like 'postgres:...', 'memory:...'; 'ogr:dbname=...' names a layer
  // in a file that may hold others, so it is not ours to replace.
  static const QRegularExpression provider(QStringLiteral("^\\w{2,}:"));
  if (provider.match(text).hasMatch())
    return {};
  return text.section(QLatin1Char('|'), 0, 0);
}

QString destinationLayerFile(const QVariant& value) {
  return layerOf(value).database();
}

QString destinationLayer(const QVariant& value) {
  return layerOf(value).table();
}

QVariant withLayerFile(const QVariant& value, const QString& file) {
  QgsDataSourceUri layer = layerOf(value);
  layer.setDatabase(file);
  return withDestinationText(value, layerProvider + layer.uri(false));
}

QVariant withDestinationText(const QVariant& value, const QString& text) {
  if (!value.canConvert<QgsProcessingOutputLayerDefinition>())
    return text;
  auto definition = value.value<QgsProcessingOutputLayerDefinition>();
  definition.sink.setStaticValue(text);
  return QVariant::fromValue(definition);
}

bool isInMemory(const QVariant& value) {
  const QString text = destinationText(value);
  return text == QgsProcessing::TEMPORARY_OUTPUT || text.startsWith(QLatin1String("memory:"));
}

QVariant temporaryBeside(const QVariant& destination) {
  if (!destination.canConvert<QgsProcessingOutputLayerDefinition>())
    return QgsProcessing::TEMPORARY_OUTPUT;
  const auto given = destination.value<QgsProcessingOutputLayerDefinition>();
  return QVariant::fromValue(
      QgsProcessingOutputLayerDefinition(QgsProcessing::TEMPORARY_OUTPUT, given.destinationProject));
}

} // namespace prospectivity

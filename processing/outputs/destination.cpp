#include "processing/outputs/destination.h"

#include <QRegularExpression>
#include <qgsprocessing.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

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

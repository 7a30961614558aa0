#include "processing/frame/name_lists.h"

#include "processing/frame/layer_text_parameter.h"

#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

const QString separatorKey = QStringLiteral("prospectivity_separator");

} // namespace

QgsProcessingParameterDefinition* asNameList(QgsProcessingParameterDefinition* parameter, char separator) {
  QVariantMap metadata = parameter->metadata();
  metadata.insert(separatorKey, QString(QLatin1Char(separator)));
  parameter->setMetadata(metadata);
  return parameter;
}

QChar separatorOfNames(const QgsProcessingParameterDefinition& parameter) {
  if (const auto* text = dynamic_cast<const LayerTextParameter*>(&parameter)) {
    const LayerTextForm form = text->table().form;
    const bool hasValues = form == LayerTextForm::UnitsOfSome || form == LayerTextForm::ValuesOfSome;
    return hasValues ? QLatin1Char(';') : QLatin1Char(',');
  }
  if (const auto* field = dynamic_cast<const QgsProcessingParameterField*>(&parameter))
    return field->allowMultiple() ? QLatin1Char(';') : QChar();
  const QString separator = parameter.metadata().value(separatorKey).toString();
  return separator.isEmpty() ? QChar() : separator.front();
}

} // namespace prospectivity

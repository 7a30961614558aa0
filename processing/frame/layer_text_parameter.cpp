#include "processing/frame/layer_text_parameter.h"

#include "processing/language/language.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <utility>

namespace prospectivity {

LayerTextParameter::LayerTextParameter(const QString& name, const QString& description, LayerTable table)
    : QgsProcessingParameterString(name, description, QVariant(), false, true), mTable(std::move(table)) {}

void LayerTextParameter::translateTable() {
  mTable.title = inLanguage(Words::Parameters, mTable.title);
  mTable.rest = inLanguage(Words::Parameters, mTable.rest);
}

QString LayerTextParameter::type() const {
  const QgsProcessingRegistry* registry = QgsApplication::processingRegistry();
  return registry != nullptr && registry->parameterType(tableType()) != nullptr
             ? tableType()
             : QgsProcessingParameterString::type();
}

} // namespace prospectivity

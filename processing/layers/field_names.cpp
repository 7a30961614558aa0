#include "processing/layers/field_names.h"

#include "engine/core/name_list.h"
#include "processing/releases/parameters.h"

namespace prospectivity {

QStringList fieldNames(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       const QString& name, QgsProcessingContext& context) {
  const QVariant given = parameters.value(name);
  if (given.userType() != QMetaType::QString)
    return dividedFieldNames(algorithm, parameters, name, context);
  QStringList names;
  for (const std::string& field : namesIn(given.toString().toStdString(), ';', name.toStdString()))
    names << QString::fromStdString(field);
  return names;
}

} // namespace prospectivity

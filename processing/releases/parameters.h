#pragma once

#include "engine/core/name_list.h"

#include <QList>
#include <QStringList>
#include <QVariantMap>
#include <qgsconfig.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

/// What a parameter for features or layers accepts, of Qgis::ProcessingSourceType.
template <typename... Types> QList<int> sourceTypes(Types... types) {
  return {static_cast<int>(types)...};
}

/// The fields that a parameter of an algorithm names: a list, or names separated by semicolons.
inline QStringList fieldNames(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                              const QString& name, QgsProcessingContext& context) {
  // QGIS divides a text at every semicolon, and a field's name may hold one.
  const QVariant given = parameters.value(name);
  if (given.userType() == QMetaType::QString) {
    QStringList names;
    for (const std::string& field : namesIn(given.toString().toStdString(), ';', name.toStdString()))
      names << QString::fromStdString(field);
    return names;
  }
  const QgsProcessingParameterDefinition* definition = algorithm.parameterDefinition(name);
#if _QGIS_VERSION_INT < 33200
  return QgsProcessingParameters::parameterAsFields(definition, parameters, context);
#else
  return QgsProcessingParameters::parameterAsStrings(definition, parameters, context);
#endif
}

} // namespace prospectivity

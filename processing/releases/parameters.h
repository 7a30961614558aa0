#pragma once

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

/// The fields that QGIS finds a parameter of an algorithm to name; a text is divided at every semicolon.
inline QStringList dividedFieldNames(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                     const QString& name, QgsProcessingContext& context) {
  const QgsProcessingParameterDefinition* definition = algorithm.parameterDefinition(name);
#if _QGIS_VERSION_INT < 33200
  return QgsProcessingParameters::parameterAsFields(definition, parameters, context);
#else
  return QgsProcessingParameters::parameterAsStrings(definition, parameters, context);
#endif
}

/// Whether a parameter for features takes some features of its layer alone: those that are selected, the
/// first ones, or those that an expression lets through.
inline bool takesPartOfLayer(const QgsProcessingFeatureSourceDefinition& source) {
#if _QGIS_VERSION_INT >= 33200
  if (!source.filterExpression.isEmpty())
    return true;
#endif
  return source.selectedFeaturesOnly || source.featureLimit >= 0;
}

} // namespace prospectivity

#include "processing/frame/given_extent.h"

#include "processing/frame/given_parameters.h"

#include <QRegularExpression>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

std::optional<GivenExtent> givenExtent(const QgsProcessingAlgorithm& algorithm, const QString& name,
                                       const QVariantMap& parameters, QgsProcessingContext& context) {
  if (!isGiven(parameters, name))
    return std::nullopt;
  const QgsProcessingParameterDefinition* definition = algorithm.parameterDefinition(name);
  GivenExtent extent;
  extent.bounds = QgsProcessingParameters::parameterAsExtent(definition, parameters, context);
  // QGIS takes four numbers without a CRS to be in that of the project.
  static const QRegularExpression bare(QStringLiteral("^[-+.,\\seE0-9]+$"));
  const QVariant given = parameters.value(name);
  const bool isBare =
      given.userType() == qMetaTypeId<QgsRectangle>() || bare.match(given.toString()).hasMatch();
  if (!isBare)
    extent.crs = QgsProcessingParameters::parameterAsExtentCrs(definition, parameters, context);
  return extent;
}

} // namespace prospectivity

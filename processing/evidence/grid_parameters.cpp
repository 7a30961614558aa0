#include "processing/evidence/grid_parameters.h"

#include "processing/frame/given_extent.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/number_parameter.h"
#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsrectangle.h>

#include <optional>

namespace prospectivity {

QgsProcessingParameterDefinition* extentParameter() {
  return new QgsProcessingParameterExtent(QStringLiteral("EXTENT"),
                                          QStringLiteral("Grid: extent, where there is no reference"),
                                          QVariant(), true);
}

QgsProcessingParameterDefinition* cellSizeParameter() {
  return new NumberParameter(
      QStringLiteral("CELL_SIZE"),
      QStringLiteral("Grid: cell size in units of the CRS, where there is no reference"),
      Qgis::ProcessingNumberParameterType::Double, QVariant(), true, 0);
}

QgsProcessingParameterDefinition* crsParameter() {
  return new QgsProcessingParameterCrs(
      QStringLiteral("CRS"), QStringLiteral("Grid: CRS, where there is no reference"), QVariant(), true);
}

void readGridParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        QgsProcessingContext& context, GridRequest& request) {
  const auto definition = [&](const char* name) {
    return algorithm.parameterDefinition(QString::fromLatin1(name));
  };
  const QgsCoordinateReferenceSystem crs =
      QgsProcessingParameters::parameterAsCrs(definition("CRS"), parameters, context);
  if (crs.isValid())
    request.crs = wktOf(crs);
  if (isGiven(parameters, QStringLiteral("CELL_SIZE")))
    request.cellSize =
        QgsProcessingParameters::parameterAsDouble(definition("CELL_SIZE"), parameters, context);
  const std::optional<GivenExtent> extent =
      givenExtent(algorithm, QStringLiteral("EXTENT"), parameters, context);
  if (!extent)
    return;
  if (extent->crs.isValid())
    request.extentCrs = wktOf(extent->crs);
  const QgsRectangle& bounds = extent->bounds;
  request.extent = {bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum()};
}

} // namespace prospectivity

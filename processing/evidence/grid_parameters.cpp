#include "processing/evidence/grid_parameters.h"

#include "processing/frame/given_parameters.h"
#include "processing/frame/number_parameter.h"
#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <QRegularExpression>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsrectangle.h>

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
  const QString extentName = QStringLiteral("EXTENT");
  if (!isGiven(parameters, extentName))
    return;
  const QgsRectangle extent =
      QgsProcessingParameters::parameterAsExtent(definition("EXTENT"), parameters, context);
  // QGIS takes four numbers without a CRS to be in that of the project.
  static const QRegularExpression bare(QStringLiteral("^[-+.,\\seE0-9]+$"));
  const QVariant given = parameters.value(extentName);
  const bool isBare =
      given.userType() == qMetaTypeId<QgsRectangle>() || bare.match(given.toString()).hasMatch();
  const QgsCoordinateReferenceSystem extentCrs =
      QgsProcessingParameters::parameterAsExtentCrs(definition("EXTENT"), parameters, context);
  if (extentCrs.isValid() && !isBare)
    request.extentCrs = wktOf(extentCrs);
  request.extent = {extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()};
}

} // namespace prospectivity

#include "processing/evidence/grid_parameters.h"

#include "processing/core/grid_crs.h"

#include <QRegularExpression>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsrectangle.h>

namespace prospectivity {

void readGridParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        QgsProcessingContext& context, GridRequest& request) {
  const auto definition = [&](const char* name) {
    return algorithm.parameterDefinition(QString::fromLatin1(name));
  };
  const QgsCoordinateReferenceSystem crs =
      QgsProcessingParameters::parameterAsCrs(definition("CRS"), parameters, context);
  if (crs.isValid())
    request.crs = wktOf(crs);
  if (parameters.value(QStringLiteral("CELL_SIZE")).isValid())
    request.cellSize =
        QgsProcessingParameters::parameterAsDouble(definition("CELL_SIZE"), parameters, context);
  const QVariant given = parameters.value(QStringLiteral("EXTENT"));
  if (!given.isValid() || given.toString().isEmpty())
    return;
  const QgsRectangle extent =
      QgsProcessingParameters::parameterAsExtent(definition("EXTENT"), parameters, context);
  // QGIS takes four numbers without a CRS to be in that of the project.
  static const QRegularExpression bare(QStringLiteral("^[-+.,\\seE0-9]+$"));
  const QgsCoordinateReferenceSystem extentCrs =
      QgsProcessingParameters::parameterAsExtentCrs(definition("EXTENT"), parameters, context);
  if (extentCrs.isValid() && !bare.match(given.toString()).hasMatch())
    request.extentCrs = wktOf(extentCrs);
  request.extent = {extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()};
}

} // namespace prospectivity

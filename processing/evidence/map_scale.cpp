#include "processing/evidence/map_scale.h"

#include "processing/core/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <qgsdistancearea.h>
#include <qgsunittypes.h>

#include <cmath>

namespace prospectivity {

void warnOfMapScale(const Grid& grid, const QString& parameter, const Progress& progress) {
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  QgsDistanceArea ground;
  ground.setSourceCrs(crs, QgsCoordinateTransformContext());
  if (!crs.isValid() || crs.isGeographic() || !ground.setEllipsoid(crs.ellipsoidAcronym()))
    return;
  const Point a = grid.center(grid.columns / 2, grid.rows / 2);
  const Point b = grid.center(grid.columns / 2 + 1, grid.rows / 2);
  const double onGround =
      ground.convertLengthMeasurement(ground.measureLine({a.x, a.y}, {b.x, b.y}), Qgis::DistanceUnit::Meters);
  const double onMap = std::hypot(a.x - b.x, a.y - b.y) *
                       QgsUnitTypes::fromUnitToUnitFactor(crs.mapUnits(), Qgis::DistanceUnit::Meters);
  const double scale = onMap / onGround;
  if (std::abs(scale - 1) > 0.01)
    progress.warning(
        QStringLiteral("In %1 lengths on the map are %2 times those on the ground in the middle of "
                       "%3, and it is the map that is measured; use a CRS made for the area, such "
                       "as UTM.")
            .arg(crs.authid(), QString::number(scale, 'g', 4), parameter)
            .toStdString());
}

} // namespace prospectivity

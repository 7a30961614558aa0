#include "processing/core/grid_crs.h"

#include "processing/releases/enumerations.h"

namespace prospectivity {

QgsCoordinateReferenceSystem crsOf(const Grid& grid) {
  return grid.crs.empty() ? QgsCoordinateReferenceSystem()
                          : QgsCoordinateReferenceSystem::fromWkt(QString::fromStdString(grid.crs));
}

std::string wktOf(const QgsCoordinateReferenceSystem& crs) {
  return crs.isValid() ? crs.toWkt(Qgis::CrsWktVariant::PreferredGdal).toStdString() : std::string();
}

} // namespace prospectivity

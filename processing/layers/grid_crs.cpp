#include "processing/layers/grid_crs.h"

#include "processing/releases/enumerations.h"

namespace prospectivity {

QgsCoordinateReferenceSystem crsOf(const Grid& grid) {
  return grid.crs.empty() ? QgsCoordinateReferenceSystem()
                          : QgsCoordinateReferenceSystem::fromWkt(QString::fromStdString(grid.crs));
}

std::string wktOf(const QgsCoordinateReferenceSystem& crs) {
  if (!crs.isValid())
    return {};
  // GeoPackages write an "Undefined Cartesian SRS" for no CRS: it stands for any place, so for none.
  const QString wkt = crs.toWkt(Qgis::CrsWktVariant::PreferredGdal);
  const bool isUndefined =
      wkt.section(QLatin1Char('"'), 1, 1).startsWith(QLatin1String("Undefined "), Qt::CaseInsensitive);
  return isUndefined ? std::string() : wkt.toStdString();
}

} // namespace prospectivity

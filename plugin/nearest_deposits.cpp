#include "plugin/nearest_deposits.h"

#include "processing/releases/enumerations.h"

#include <QCoreApplication>
#include <qgscoordinatetransform.h>
#include <qgsdistancearea.h>
#include <qgsexception.h>

#include <algorithm>

namespace prospectivity {

namespace {

QString words(const char* text) {
  return QCoreApplication::translate("NearestDeposits", text);
}

} // namespace

NearestDeposits nearestDeposits(const QgsPointXY& place, const QgsCoordinateReferenceSystem& crs,
                                const GivenPlaces& places, const QgsCoordinateTransformContext& transforms) {
  NearestDeposits nearest;
  if (!crs.isValid() || !places.crs.isValid()) {
    nearest.refusal =
        places.crs.isValid()
            ? words("The map has no CRS, so that nobody knows how far deposits are: set it in the "
                    "layer's properties.")
            : words("The layer of known deposits has no CRS, so that nobody knows how far they are: "
                    "set it in the layer's properties.");
    return nearest;
  }
  QgsDistanceArea measure;
  measure.setSourceCrs(places.crs, transforms);
  // On an ellipsoid lengths come in metres.
  const QString ellipsoid = places.crs.ellipsoidAcronym();
  measure.setEllipsoid(ellipsoid.isEmpty() ? QStringLiteral("EPSG:7030") : ellipsoid);
  QgsPointXY here;
  try {
    here = QgsCoordinateTransform(crs, places.crs, transforms).transform(place);
  } catch (const QgsCsException&) {
    nearest.refusal = words("The place has no coordinates in the CRS of the known deposits.");
    return nearest;
  }
  for (std::size_t i = 0; i < places.points.size(); ++i) {
    if (places.labels[i] != 1)
      continue;
    try {
      const double metres = measure.convertLengthMeasurement(measure.measureLine(here, places.points[i]),
                                                             Qgis::DistanceUnit::Meters);
      // QGIS 3.22 measures 0 where newer releases throw.
      if (metres > 0 || here == places.points[i])
        nearest.found.emplace_back(metres, places.names[i]);
    } catch (const QgsCsException&) {
      continue;
    }
  }
  std::sort(nearest.found.begin(), nearest.found.end());
  return nearest;
}

} // namespace prospectivity

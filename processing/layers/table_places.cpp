#include "processing/layers/table_places.h"

#include "engine/core/error.h"
#include "processing/layers/field_text.h"
#include "processing/releases/enumerations.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsprocessingutils.h>

#include <cmath>

namespace prospectivity {

TablePlaces::TablePlaces(const QgsProcessingFeatureSource& source, const QString& parameter,
                         const QgsCoordinateReferenceSystem& target, const Progress& progress)
    : mCoordinates(
          coordinateColumns(source.fields(), target.isValid() ? DegreesAre::First : DegreesAre::Last)) {
  if (mCoordinates.x < 0)
    throw Error("%1: the table '%2' has no geometry, and no two columns that are called as "
                "coordinates are (x and y, easting and northing, lon and lat); name them so, or "
                "make points of it with Create points layer from table.",
                parameter.toStdString(), source.sourceName().toStdString());
  mColumns = QStringLiteral("'%1', '%2'")
                 .arg(source.fields().at(mCoordinates.x).name(), source.fields().at(mCoordinates.y).name());
  TextColumn x;
  TextColumn y;
  QgsFeature feature;
  QgsFeatureIterator features = source.getFeatures(
      QgsFeatureRequest().setSubsetOfAttributes(QgsAttributeList{mCoordinates.x, mCoordinates.y}),
      Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  while (features.nextFeature(feature)) {
    progress.check();
    x.add(fieldText(feature, mCoordinates.x));
    y.add(fieldText(feature, mCoordinates.y));
  }
  for (const TextColumn* column : {&x, &y})
    if (column->values() > 0 && column->numbers() == 0)
      throw Error("%1: the columns %2 of the table '%3' hold text such as '%4' and no "
                  "coordinates; write them as numbers.",
                  parameter.toStdString(), mColumns.toStdString(), source.sourceName().toStdString(),
                  column->firstOther());
  if (x.mayGroupThousands() || y.mayGroupThousands())
    progress.warning({"%1: the commas in %2 are taken for decimal commas, but all of them could group "
                      "thousands; if they do, write the numbers without them.",
                      parameter.toStdString(), mColumns.toStdString()});
  mMarkOfX = x.mark();
  mMarkOfY = y.mark();
}

QgsCoordinateReferenceSystem TablePlaces::crs() const {
  return mCoordinates.longitude ? QgsCoordinateReferenceSystem::fromEpsgId(4326)
                                : QgsCoordinateReferenceSystem();
}

std::optional<Point> TablePlaces::placeOf(const QgsFeature& feature) const {
  const std::optional<double> x = numberIn(fieldText(feature, mCoordinates.x), mMarkOfX);
  const std::optional<double> y = numberIn(fieldText(feature, mCoordinates.y), mMarkOfY);
  if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y))
    return std::nullopt;
  return Point{*x, *y};
}

} // namespace prospectivity

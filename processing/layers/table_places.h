#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"
#include "engine/samples/text_numbers.h"
#include "processing/layers/sample_columns.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>

#include <optional>

class QgsFeature;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// The places that a table without geometry, such as a CSV file, keeps in two columns (coordinateColumns()).
class TablePlaces {
 public:
  /// Columns of degrees come before others, whose CRS nobody knows, where they can be brought to `target`.
  /// Throws Error: no columns are called as coordinates are, or they hold no numbers; `parameter` names it.
  /// Warns of commas that may group thousands.
  TablePlaces(const QgsProcessingFeatureSource& source, const QString& parameter,
              const QgsCoordinateReferenceSystem& target, const Progress& progress);

  /// WGS 84 where the columns are called longitude and latitude; else none is known.
  QgsCoordinateReferenceSystem crs() const;

  /// "'x', 'y'"
  const QString& columns() const { return mColumns; }

  /// Nothing where a number is missing.
  std::optional<Point> placeOf(const QgsFeature& feature) const;

 private:
  CoordinateColumns mCoordinates;
  QString mColumns;
  DecimalMark mMarkOfX = DecimalMark::Point;
  DecimalMark mMarkOfY = DecimalMark::Point;
};

} // namespace prospectivity

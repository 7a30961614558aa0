#pragma once

#include "engine/core/progress.h"
#include "engine/samples/text_numbers.h"

#include <QString>
#include <QStringList>
#include <QVector>
#include <qgsfields.h>

#include <map>
#include <utility>

class QgsFeature;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// Which fields of a layer of samples are what, by their names, their types and, where a table keeps numbers
/// as text, by what they hold. Names count without regard to case, as QGIS and most formats take them.

/// sample_id, label, origin, parent_a, parent_b, set, transforms, natures and legends.
bool isFieldOfSamples(const QString& name);

/// Identifiers and results of these algorithms: numbers, but no evidence.
bool isBookkeeping(const QString& name);

/// Columns of x and y, found by the usual names (x and y, easting and northing, longitude and latitude, ...),
/// both of numbers or both of text; -1 twice when there are none.
struct CoordinateColumns {
  int x = -1;
  int y = -1;
  bool longitude = false; ///< the names are those of longitude and latitude
};
CoordinateColumns coordinateColumns(const QgsFields& fields);

/// The columns of a layer that samples are read from.
class SampleColumns {
 public:
  /// `label`: position of the label field, or -1. Empty `features`: every numeric field that is neither the
  /// label, a field of samples, a key by the word of the layer's source (primary keys of databases, row
  /// numbers of files, columns of KML), nor an identifier or coordinate by its name; in a table of text
  /// alone, every text field whose values are numbers. What is left out is told. Throws Error: a field is
  /// missing, chosen twice, or no evidence; a chosen text field holds no number; nothing is left.
  SampleColumns(const QgsProcessingFeatureSource& source, const QString& parameter, int label,
                const QStringList& features, const Progress& progress);

  const QVector<int>& features() const { return mFeatures; }

  /// Of a layer without geometry; see coordinateColumns().
  const CoordinateColumns& coordinates() const { return mCoordinates; }

  /// A number from a field of any type; NaN when there is none.
  double number(const QgsFeature& feature, int index) const;

 private:
  void look(const QgsProcessingFeatureSource& source, const QVector<int>& columns, const Progress& progress);
  void choose(const QgsFields& fields, int label, const QStringList& features);
  void find(const QgsFields& fields, int label, const Progress& progress);
  void tellOfTexts(const QgsFields& fields, bool chosen, const Progress& progress) const;

  QString mParameter;
  QVector<int> mFeatures;
  CoordinateColumns mCoordinates;
  std::map<int, TextColumn> mTexts; ///< by position
};

} // namespace prospectivity

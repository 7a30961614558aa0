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

/// sample_id, label, origin, parent_a, parent_b, set, transforms, natures, legends and negatives_by.
bool isFieldOfSamples(const QString& name);

/// fid, id and objectid.
bool isIdentifierByName(const QString& name);

/// Whether a field or band is one of those that SHAP values and SHAP map write beside the evidence. Their
/// names alone say nothing, as residual gravity is evidence: it takes base_value, a residual or prediction,
/// and shap_... side by side among `names`.
bool isOwnResult(const QString& name, const QStringList& names);

/// What is put behind the name of a field of results that a feature has already.
extern const QString resultSuffix;

/// Columns of x and y, found by the usual names (x and y, easting and northing, longitude and latitude, ...),
/// both of numbers or both of text; -1 twice when there are none. Of several pairs, one of degrees comes last
/// for columns that are not brought to another CRS, and else first: the CRS of the others is not known.
struct CoordinateColumns {
  int x = -1;
  int y = -1;
  bool longitude = false; ///< the names are those of longitude and latitude
};
enum class DegreesAre { Last, First };
CoordinateColumns coordinateColumns(const QgsFields& fields, DegreesAre degrees = DegreesAre::Last);

/// The columns of a layer that samples are read from.
class SampleColumns {
 public:
  /// `label`: position of the label field, or -1. Empty `features`: every numeric field that is neither the
  /// label, a field of samples, a key by the word of the layer's source (primary keys of databases, row
  /// numbers of files, columns of KML), a result of these algorithms, nor an identifier or coordinate by its
  /// name; in a table of text alone, every text field whose values are numbers. What is left out is told, and
  /// warned of where only the name says so. Throws Error: a field is
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

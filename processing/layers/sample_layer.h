#pragma once

#include "engine/core/progress.h"
#include "engine/samples/sample_table.h"
#include "processing/releases/enumerations.h"

#include <QString>
#include <QStringList>
#include <qgscoordinatereferencesystem.h>
#include <qgsfields.h>
#include <qgsprocessingcontext.h>

#include <functional>
#include <string>
#include <vector>

class QgsFeature;
class QgsFeatureSink;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// Layers of samples as the engine's table, and back.

/// What is asked of samples.
struct SampleReading {
  bool needBothClasses = true;
  /// What the features are has been settled, as for the samples that a model explains; their values are not
  /// judged.
  bool isEvidence = false;
  /// Share of the layers (FeatureLayers) that a sample needs to have data of; 1: values in every feature; 0:
  /// of any layer.
  double minPresent = 1;
};

/// Reads samples from any point layer or table with a label and numeric features.
///
/// `parameter` names the parameter in messages. Which fields are features is SampleColumns' to say; of those
/// that nobody chose, columns that are identifiers, coordinates or copies of the label by their values
/// (columnKinds()) are left out and told, and of chosen ones it is warned. Labels are understood as
/// LabelCoding does. The places of a table without geometry are those of its coordinateColumns(). Numbers
/// that look like NoData are warned of (sentinelDoubts()). Rows without a label, or with values in fewer than
/// `minPresent` of the layers (SampleReading), are left out and counted in one warning; a NULL or non-finite
/// value is a missing one. What is known of the layers of the features is read from the
/// fields `transforms`, `natures` and `legends`, the sets of non-deposits from `set` (sample_sets.h), and how
/// they were chosen from `negatives_by`.
/// Throws Error: samples that do not agree in what is known; label field missing, no coding of labels, or of
/// one value; a feature missing, chosen twice, or no evidence; a value beyond float32, which models compute
/// with; fewer than two samples of a class (`needBothClasses`), no usable row.
///
/// `hasLabels`: set to whether there is a label field that was understood; without one all labels are 0.
SampleTable readSamples(const QgsProcessingFeatureSource& source, const QString& parameter,
                        const QString& labelField, const QStringList& features, const Progress& progress,
                        const SampleReading& reading = {}, bool* hasLabels = nullptr);

/// Throws Error naming a band whose name a samples layer needs for itself, or that differs from another's
/// only in case.
void checkFeatureNames(const std::vector<std::string>& names, const QString& parameter);

/// Fields of the samples layer: sample_id, label, features..., origin, parent_a, parent_b, set where there
/// are several sets of non-deposits (NULL for samples of every set), transforms and natures where something
/// is known of the layers of the features (engine/samples/feature_record.h), legends where classes have names
/// (engine/samples/class_record.h), negatives_by where non-deposits were chosen by dissimilar evidence
/// (SampleTable::hasDissimilarNegatives), then `extra`, with resultSuffix where a feature has such a name
/// already.
QgsFields sampleFields(const SampleTable& table, const QgsFields& extra = QgsFields());

/// What the samples of a source are written as: points, or rows without geometry. Points of a table that
/// keeps longitude and latitude are in EPSG:4326; those of one with other coordinates have no CRS.
struct SampleGeometry {
  Qgis::WkbType type = Qgis::WkbType::NoGeometry;
  QgsCoordinateReferenceSystem crs;
};
SampleGeometry sampleGeometry(const QgsProcessingFeatureSource& source, const SampleTable& table);

/// Writes the table to a sink made with sampleFields() that writeFeatures() opened, missing values as NULL;
/// `fillExtra(row, feature, firstExtraIndex)` sets the extra ones.
void writeSamples(const SampleTable& table, const QgsFields& fields, QgsFeatureSink& sink,
                  const Progress& progress,
                  const std::function<void(std::size_t, QgsFeature&, int)>& fillExtra = {});

} // namespace prospectivity

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

/// Reads samples from any point layer or table with a 0/1 label and numeric features.
///
/// `parameter` names the parameter in messages. Empty `features`: every numeric field that is not one of the
/// fields of a samples layer (label, origin, parent_a, parent_b, sample_id, fid) nor the label field, and
/// that is no identifier, coordinate or copy of the label by its name or its values (columnKinds()); what is
/// left out is told. Features that are chosen are used, with a warning where their values look like one of
/// these. Numbers that look like
/// NoData are warned of (sentinelDoubts()). Rows with a NULL or non-finite value or label are left out and
/// counted in one warning. Throws Error: label field missing, not 0/1, or of one value; a feature missing,
/// chosen twice, or one of the fields above; fewer than two samples of a class (`needBothClasses`), no usable
/// row.
///
/// `isEvidence`: what the features are has been settled, as for the samples that a model explains; their
/// values are not judged.
SampleTable readSamples(const QgsProcessingFeatureSource& source, const QString& parameter,
                        const QString& labelField, const QStringList& features, const Progress& progress,
                        bool needBothClasses = true, bool isEvidence = false);

/// Throws Error naming a band whose name a samples layer needs for itself, or that differs from another's
/// only in case.
void checkFeatureNames(const std::vector<std::string>& names, const QString& parameter);

/// Fields of the samples layer: sample_id, label, features..., origin, parent_a, parent_b, then `extra`.
QgsFields sampleFields(const SampleTable& table, const QgsFields& extra = QgsFields());

/// What the samples of a source are written as: points, or rows without geometry.
Qgis::WkbType sampleGeometry(const QgsProcessingFeatureSource& source);

/// Writes the table to a sink made with sampleFields() that writeFeatures() opened;
/// `fillExtra(row, feature, firstExtraIndex)` sets the extra ones.
void writeSamples(const SampleTable& table, const QgsFields& fields, QgsFeatureSink& sink,
                  const Progress& progress,
                  const std::function<void(std::size_t, QgsFeature&, int)>& fillExtra = {});

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/raster/gdal_sink.h"
#include "engine/report/report.h"
#include "processing/releases/enumerations.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QString>
#include <QVariantMap>
#include <nlohmann/json_fwd.hpp>
#include <qgscoordinatereferencesystem.h>

#include <functional>

class QgsFeatureSink;
class QgsFields;
class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// Where a run hands in what it made. Outputs that nobody asked for are not made. Not thread-safe.
class RunOutputs {
 public:
  /// Writes features and returns how many; see writeFeatures().
  using Fill = std::function<long long(QgsFeatureSink&)>;

  /// `parameters`: those of the run, with destinations to write to. All but `progress` must live as long.
  RunOutputs(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
             QgsProcessingContext& context, Progress progress, NamesAndValues provenance,
             RasterOptions rasters = {});

  /// A number, a text, or a file that the run has written.
  void add(const QString& output, const QVariant& value) { mResults.insert(output, value); }

  /// Writes a layer to the destination of that name, as writeFeatures() does and with its errors. Returns its
  /// id; empty where the destination was left out.
  QString layer(const QString& output, const QgsFields& fields, Qgis::WkbType geometry,
                const QgsCoordinateReferenceSystem& crs, const Fill& fill);

  /// A layer without geometry.
  void table(const QString& output, const QgsFields& fields, const Fill& fill);

  /// Writes REPORT and puts to its end how the run was made, and `more` of it. Throws Error when the file
  /// cannot be written.
  void report(const std::function<Report()>& make, const NamesAndValues& more = {});

  /// How rasters of the run are written, and what they carry: see rasterTagsOf()
  /// (processing/frame/raster_tags.h).
  const RasterOptions& rasterOptions() const { return mRasters; }

  const QVariantMap& results() const { return mResults; }

 private:
  const QgsProcessingAlgorithm& mAlgorithm;
  const QVariantMap& mParameters;
  QgsProcessingContext& mContext;
  Progress mProgress;
  NamesAndValues mProvenance;
  RasterOptions mRasters;
  QVariantMap mResults;
};

} // namespace prospectivity

#include "processing/outputs/run_outputs.h"

#include "processing/outputs/feature_output.h"

#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include <utility>

namespace prospectivity {

RunOutputs::RunOutputs(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context, Progress progress, NamesAndValues provenance,
                       RasterOptions rasters)
    : mAlgorithm(algorithm), mParameters(parameters), mContext(context), mProgress(std::move(progress)),
      mProvenance(std::move(provenance)), mRasters(std::move(rasters)) {}

QString RunOutputs::layer(const QString& output, const QgsFields& fields, Qgis::WkbType geometry,
                          const QgsCoordinateReferenceSystem& crs, const Fill& fill) {
  const QString id = writeFeatures(
      output,
      [&](QString& layerId) {
        return QgsProcessingParameters::parameterAsSink(mAlgorithm.parameterDefinition(output), mParameters,
                                                        fields, geometry, crs, mContext, layerId);
      },
      mContext, mProgress, fill);
  if (!id.isEmpty())
    add(output, id);
  return id;
}

void RunOutputs::table(const QString& output, const QgsFields& fields, const Fill& fill) {
  layer(output, fields, Qgis::WkbType::NoGeometry, QgsCoordinateReferenceSystem(), fill);
}

void RunOutputs::report(const std::function<Report()>& make, const NamesAndValues& more) {
  const QString output = QStringLiteral("REPORT");
  const QString file = QgsProcessingParameters::parameterAsFileOutput(mAlgorithm.parameterDefinition(output),
                                                                      mParameters, mContext);
  if (file.isEmpty())
    return;
  Report page = make();
  page.provenance(mProvenance);
  page.provenance(more);
  page.save(file.toStdString());
  add(output, file);
}

} // namespace prospectivity

#include "processing/core/feature_output.h"

#include "engine/core/error.h"

#include <QFileInfo>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsproxyfeaturesink.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

namespace {

/// Takes the first feature that is refused for what it is: the end of the output. (Files show most failures
/// only when closed; memory layers and databases show them here.)
class StrictSink : public QgsProxyFeatureSink {
 public:
  StrictSink(QgsFeatureSink& sink, const QString& parameter)
      : QgsProxyFeatureSink(&sink), mParameter(parameter) {}

  bool addFeature(QgsFeature& feature, Flags flags) override {
    mFields = feature.fields();
    if (!QgsProxyFeatureSink::addFeature(feature, flags))
      throw Error(
          (mParameter + QStringLiteral(": a feature could not be written (%1); free some space on the "
                                       "disk or choose another destination.")
                            .arg(lastError()))
              .toStdString());
    return true;
  }

  /// Those of the features.
  const QgsFields& fields() const { return mFields; }

 private:
  const QString& mParameter;
  QgsFields mFields;
};

/// Shapefiles, say, cut names to ten characters, and the tools look fields up by their names.
void warnOfLostNames(const QString& parameter, const QgsFields& wanted, const QgsVectorLayer& written,
                     const QString& file, const Progress& progress) {
  QStringList lost;
  for (const QgsField& field : wanted)
    if (written.fields().indexFromName(field.name()) < 0)
      lost << QLatin1Char('\'') + field.name() + QLatin1Char('\'');
  if (!lost.isEmpty())
    progress.warning(
        (QStringLiteral("%1: '%2' is of a format that could not keep the field names %3; choose a "
                        "GeoPackage to keep them.")
             .arg(parameter, QFileInfo(file).fileName(), lost.join(QStringLiteral(", "))))
            .toStdString());
}

/// QGIS says why a file cannot be made, but not whose it is.
std::unique_ptr<QgsFeatureSink> openSink(const QString& parameter, const SinkOpener& open, QString& layerId) {
  try {
    return std::unique_ptr<QgsFeatureSink>(open(layerId));
  } catch (const QgsProcessingException& failure) {
    throw Error(
        (parameter + QStringLiteral(": the output could not be created (%1); choose another file or format.")
                         .arg(failure.what()))
            .toStdString());
  }
}

} // namespace

QString writeFeatures(const QString& parameter, const SinkOpener& open, QgsProcessingContext& context,
                      const Progress& progress, const std::function<long long(QgsFeatureSink&)>& fill) {
  QString layerId;
  std::unique_ptr<QgsFeatureSink> sink = openSink(parameter, open, layerId);
  if (!sink) {
    if (layerId.isEmpty())
      return {};
    throw Error(
        (parameter + QStringLiteral(": the output '%1' could not be created; choose another file or format.")
                         .arg(layerId))
            .toStdString());
  }
  StrictSink strict(*sink, parameter);
  const long long written = fill(strict);
  sink->flushBuffer();
  sink.reset();

  if (context.temporaryLayerStore()->mapLayer(layerId) != nullptr)
    return layerId;
  const QString file = layerId.section(QLatin1Char('|'), 0, 0);
  if (!QFileInfo::exists(file))
    return layerId;
  const QgsVectorLayer::LayerOptions options(context.transformContext());
  const QgsVectorLayer reopened(layerId, QStringLiteral("check"), QStringLiteral("ogr"), options);
  if (!reopened.isValid() || reopened.featureCount() != written)
    throw Error((parameter +
                 QStringLiteral(": '%1' could not be written whole; free some space on the disk or choose "
                                "another folder.")
                     .arg(file))
                    .toStdString());
  warnOfLostNames(parameter, strict.fields(), reopened, file, progress);
  return layerId;
}

} // namespace prospectivity

#include "processing/core/feature_output.h"

#include "engine/core/error.h"

#include <QFileInfo>
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
    if (!QgsProxyFeatureSink::addFeature(feature, flags))
      throw Error(
          (mParameter + QStringLiteral(": a feature could not be written (%1); free some space on the "
                                       "disk or choose another destination.")
                            .arg(lastError()))
              .toStdString());
    return true;
  }

 private:
  const QString& mParameter;
};

} // namespace

QString writeFeatures(const QString& parameter, const SinkOpener& open, QgsProcessingContext& context,
                      const std::function<long long(QgsFeatureSink&)>& fill) {
  QString layerId;
  std::unique_ptr<QgsFeatureSink> sink(open(layerId));
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
  return layerId;
}

} // namespace prospectivity

#include "processing/core/feature_output.h"

#include "engine/core/error.h"

#include <QFileInfo>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

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
  const long long written = fill(*sink);
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

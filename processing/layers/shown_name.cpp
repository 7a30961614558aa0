#include "processing/layers/shown_name.h"

#include "engine/core/secrets.h"
#include "engine/raster/remote_raster.h"

#include <qgsmaplayer.h>

namespace prospectivity {

QString shownName(const QgsMapLayer& layer) {
  const QString query = layer.source().section(QLatin1Char('?'), 1);
  if (!layer.name().isEmpty() && query.contains(layer.name()))
    return QString::fromStdString(fileNameOf(layer.source().toStdString()));
  return QString::fromStdString(withoutSecrets(layer.name().toStdString()));
}

} // namespace prospectivity

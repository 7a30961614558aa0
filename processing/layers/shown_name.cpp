#include "processing/layers/shown_name.h"

#include "engine/core/secrets.h"
#include "engine/raster/remote_raster.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <qgsmaplayer.h>

namespace prospectivity {

namespace {

QString withoutSecretsOf(const QString& text) {
  return QString::fromStdString(withoutSecrets(text.toStdString()));
}

/// QGIS gives layers a piece of their source for a name, without its ending. One that a user chose may be a
/// word of the query all the same.
bool isPieceOf(const QString& source, const QString& name) {
  static const QRegularExpression signsOfQueries(QStringLiteral("[?&=%]"));
  return name.contains(signsOfQueries) || name == QFileInfo(source).completeBaseName();
}

} // namespace

QString shownName(const QgsMapLayer& layer) {
  const QString source = layer.source();
  const QString name = layer.name();
  const bool isHidden = !name.isEmpty() && source.count(name) > withoutSecretsOf(source).count(name);
  if (!isHidden)
    return withoutSecretsOf(name);
  if (isRemote(source.toStdString())) {
    const QString file = withoutSecretsOf(QString::fromStdString(fileNameOf(source.toStdString())));
    return file.isEmpty() ? QStringLiteral("***") : file;
  }
  return isPieceOf(source, name) ? QStringLiteral("***") : withoutSecretsOf(name);
}

} // namespace prospectivity

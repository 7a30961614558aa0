#include "processing/layers/model_fingerprint.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/remote_raster.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <gdal_priv.h>

namespace prospectivity {

QString modelFingerprint(const QString& path) {
  QFile file(path);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
    throw Error("The model file '%1' cannot be read: choose a file that exists and that you may read.",
                QDir::toNativeSeparators(path).toStdString());
  return QString::fromLatin1(hash.result().toHex());
}

QString fingerprintOfMap(const QString& path) {
  const GdalErrors quiet;
  const GDALDatasetUniquePtr map = openDataset(path.toStdString());
  const char* fingerprint = map ? map->GetMetadataItem("PROSPECTIVITY_MODEL") : nullptr;
  return fingerprint == nullptr ? QString() : QString::fromUtf8(fingerprint);
}

} // namespace prospectivity

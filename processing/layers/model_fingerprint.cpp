#include "processing/layers/model_fingerprint.h"

#include "engine/core/error.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace prospectivity {

QString modelFingerprint(const QString& path) {
  QFile file(path);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
    throw Error("The model file '" + QDir::toNativeSeparators(path).toStdString() +
                "' cannot be read: choose a file that exists and that you may read.");
  return QString::fromLatin1(hash.result().toHex());
}

} // namespace prospectivity

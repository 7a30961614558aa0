#include "processing/core/destination.h"

#include "engine/core/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>
#include <qgsprocessing.h>
#include <qgsprocessingparameters.h>

#include <algorithm>

namespace prospectivity {

QString destinationFile(const QVariant& value) {
  QString text;
  if (value.canConvert<QgsProcessingOutputLayerDefinition>())
    text = value.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString();
  else
    text = value.toString();
  if (text.isEmpty() || text == QgsProcessing::TEMPORARY_OUTPUT)
    return {};
  // Database and provider destinations look like 'postgres:...', 'memory:...'; 'ogr:dbname=...' names a layer
  // in a file that may hold others, so it is not ours to remove.
  const int colon = text.indexOf(QLatin1Char(':'));
  if (colon > 1)
    return {};
  return text.section(QLatin1Char('|'), 0, 0);
}

namespace {

/// What GDAL and QGIS may write beside a file and is not there yet.
QStringList missingSideCars(const QString& path) {
  const QFileInfo info(path);
  const QString stem = info.absolutePath() + QLatin1Char('/') + info.completeBaseName();
  QStringList missing;
  for (const char* ending : {"-wal", "-shm", "-journal", ".aux.xml"})
    missing << path + QLatin1String(ending);
  for (const char* ending : {".qml", ".dbf", ".shx", ".prj", ".cpg"})
    missing << stem + QLatin1String(ending);
  missing.erase(
      std::remove_if(missing.begin(), missing.end(), [](const QString& file) { return QFile::exists(file); }),
      missing.end());
  return missing;
}

} // namespace

OutputGuard::OutputGuard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters) {
  for (const QgsProcessingParameterDefinition* definition : algorithm.destinationParameterDefinitions()) {
    const QString path = destinationFile(parameters.value(definition->name()));
    if (path.isEmpty())
      continue;
    const QFileInfo info(path);
    mFiles.append({definition->name(), path, info.exists(), info.lastModified(), missingSideCars(path)});
  }
}

OutputGuard::~OutputGuard() {
  if (mKept)
    return;
  for (const File& file : mFiles) {
    const QFileInfo info(file.path);
    if (file.existed && info.lastModified() == file.changed)
      continue;
    QFile::remove(file.path);
    for (const QString& sideCar : file.newSideCars)
      QFile::remove(sideCar);
  }
}

void OutputGuard::checkFolders() const {
  for (const File& file : mFiles) {
    const QString folder = QFileInfo(file.path).absolutePath();
    // Access bits say nothing on a read-only or full file system, so a file is really made.
    QTemporaryFile probe(folder + QStringLiteral("/.prospectivity-XXXXXX"));
    if (QFileInfo(folder).isDir() && probe.open())
      continue;
    throw Error(QStringLiteral("%1: the folder '%2' %3; choose another folder.")
                    .arg(file.parameter, QDir::toNativeSeparators(folder),
                         QFileInfo::exists(folder) ? QStringLiteral("cannot be written")
                                                   : QStringLiteral("does not exist"))
                    .toStdString());
  }
}

} // namespace prospectivity

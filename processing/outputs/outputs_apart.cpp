#include "processing/outputs/outputs_apart.h"

#include "engine/core/error.h"
#include "processing/outputs/destination.h"

#include <QFileInfo>
#include <QMap>
#include <qgsmaplayer.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>

#include <vector>

namespace prospectivity {

namespace {

/// One name for a file however it is written; empty when there is none.
QString fileNamed(const QString& path) {
  return path.isEmpty() ? QString() : QFileInfo(path).canonicalFilePath();
}

QString fileOf(const QgsMapLayer& layer) {
  const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri(layer.providerType(), layer.source());
  return fileNamed(parts.value(QStringLiteral("path"), layer.source()).toString());
}

/// The file behind one entry of a parameter: a layer, its name or id, or a path.
QString fileOf(const QVariant& entry, QgsProcessingContext& context) {
  if (const auto* layer = qobject_cast<QgsMapLayer*>(qvariant_cast<QObject*>(entry)))
    return fileOf(*layer);
  const QString text =
      entry.canConvert<QgsProcessingFeatureSourceDefinition>()
          ? entry.value<QgsProcessingFeatureSourceDefinition>().source.staticValue().toString()
          : entry.toString();
  if (text.isEmpty())
    return {};
  QString file = fileNamed(text.section(QLatin1Char('|'), 0, 0));
  if (!file.isEmpty())
    return file;
  const QgsMapLayer* layer = QgsProcessingUtils::mapLayerFromString(text, context);
  return layer == nullptr ? QString() : fileOf(*layer);
}

bool namesFiles(const QgsProcessingParameterDefinition& definition) {
  static const QStringList types{
      QgsProcessingParameterRasterLayer::typeName(), QgsProcessingParameterMapLayer::typeName(),
      QgsProcessingParameterMultipleLayers::typeName(), QgsProcessingParameterFeatureSource::typeName(),
      QgsProcessingParameterFile::typeName()};
  return types.contains(definition.type());
}

/// The parameters that read files, by file.
QMap<QString, QString> filesRead(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                 QgsProcessingContext& context) {
  QMap<QString, QString> readers;
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions()) {
    if (!namesFiles(*definition))
      continue;
    const QVariant given = parameters.value(definition->name());
    const bool isList =
        given.userType() == QMetaType::QVariantList || given.userType() == QMetaType::QStringList;
    for (const QVariant& entry : isList ? given.toList() : QVariantList{given})
      readers.insert(fileOf(entry, context), definition->name());
  }
  readers.remove(QString());
  return readers;
}

/// Where an output goes: a file, or a layer in one that may hold others.
struct Place {
  QString parameter;
  QString file;
  QString layer; ///< empty: the whole file
};

Place placeOf(const QString& parameter, const QVariant& destination) {
  if (const QString file = destinationFile(destination); !file.isEmpty())
    return {parameter, QFileInfo(file).absoluteFilePath(), {}};
  const QString file = destinationLayerFile(destination);
  if (file.isEmpty())
    return {};
  const QString layer = destinationLayer(destination);
  return {parameter, QFileInfo(file).absoluteFilePath(),
          layer.isEmpty() ? QFileInfo(file).completeBaseName() : layer};
}

/// Whether one would be written over the other.
bool meet(const Place& one, const Place& other) {
  return one.file == other.file && (one.layer.isEmpty() || other.layer.isEmpty() ||
                                    one.layer.compare(other.layer, Qt::CaseInsensitive) == 0);
}

void requireApart(const Place& one, const Place& other) {
  if (!meet(one, other))
    return;
  const QString file = QFileInfo(one.file).fileName();
  if (one.layer.isEmpty() || other.layer.isEmpty())
    throw Error("%1: '%2' is also the file of %3; give each output its own.", one.parameter.toStdString(),
                file.toStdString(), other.parameter.toStdString());
  throw Error("%1: '%2' in '%3' is also the layer of %4; give each output its own.",
              one.parameter.toStdString(), one.layer.toStdString(), file.toStdString(),
              other.parameter.toStdString());
}

} // namespace

void checkOutputsApart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context) {
  const QMap<QString, QString> readers = filesRead(algorithm, parameters, context);
  std::vector<Place> places;
  for (const QgsProcessingParameterDefinition* definition : algorithm.destinationParameterDefinitions()) {
    const QVariant destination = parameters.value(definition->name());
    const QString path = destinationFile(destination);
    const QString reader = readers.value(fileNamed(path));
    if (!reader.isEmpty())
      throw Error("%1: '%2' is also what %3 reads, and would be lost; choose another file.",
                  definition->name().toStdString(), QFileInfo(path).fileName().toStdString(),
                  reader.toStdString());
    const Place place = placeOf(definition->name(), destination);
    if (place.file.isEmpty())
      continue;
    for (const Place& other : places)
      requireApart(place, other);
    places.push_back(place);
  }
}

void checkFilesApart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context, const QString& output, const QStringList& files) {
  const QMap<QString, QString> readers = filesRead(algorithm, parameters, context);
  for (const QString& file : files)
    if (const QString reader = readers.value(fileNamed(file)); !reader.isEmpty())
      throw Error("%1: a file beside it, '%2', is what %3 reads, and would be lost; choose "
                  "another name.",
                  output.toStdString(), QFileInfo(file).fileName().toStdString(), reader.toStdString());
}

} // namespace prospectivity

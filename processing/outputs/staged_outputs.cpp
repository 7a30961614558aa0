#include "processing/outputs/staged_outputs.h"

#include "engine/core/error.h"
#include "engine/predict/shard_summary.h"
#include "processing/outputs/destination.h"
#include "processing/outputs/shard_files.h"

#include <QDir>
#include <QFileInfo>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

void checkReplaceable(const QString& parameter, const QString& path) {
  const QFileInfo file(path);
  if (!file.exists())
    return;
  const QFileDevice::Permissions anyone = QFileDevice::WriteOwner | QFileDevice::WriteGroup |
                                          QFileDevice::WriteOther; // the superuser may write to anything
  QString trouble;
  if (file.isDir())
    trouble = QStringLiteral("is a folder; choose another file.");
  else if ((file.permissions() & anyone) == QFileDevice::Permissions())
    trouble = QStringLiteral("is write-protected; allow writing to it, or choose another file.");
  else if (isLockedForWriting(path.toStdString()))
    trouble = QStringLiteral("is being written by another program; close it there, or choose another file.");
  if (!trouble.isEmpty())
    throw Error("%1: '%2' %3", parameter.toStdString(), QDir::toNativeSeparators(path).toStdString(),
                Sentence(trouble.toStdString()));
}

std::unique_ptr<StagingFolder> stagingFolderIn(const QString& folder, const QString& parameter) {
  std::unique_ptr<StagingFolder> made = makeStagingFolder(folder.toStdString());
  if (!made) {
    const QFileInfo place(folder.isEmpty() ? QStringLiteral(".") : folder);
    throw Error("%1: the folder '%2' %3; choose another folder.", parameter.toStdString(),
                QDir::toNativeSeparators(QDir(place.absoluteFilePath()).absolutePath()).toStdString(),
                place.exists() ? Sentence("cannot be written") : Sentence("does not exist"));
  }
  return made;
}

/// Not where features are added to a layer of a file.
bool makesFile(const QVariant& destination) {
  return !destination.canConvert<QgsProcessingOutputLayerDefinition>() ||
         !destination.value<QgsProcessingOutputLayerDefinition>().useRemapping();
}

/// As the destination was given, a text or what dialogs make of it, with another file.
QVariant withFile(const QVariant& destination, const QString& path) {
  if (!destination.canConvert<QgsProcessingOutputLayerDefinition>())
    return path;
  auto definition = destination.value<QgsProcessingOutputLayerDefinition>();
  definition.sink.setStaticValue(path);
  return QVariant::fromValue(definition);
}

} // namespace

namespace {

/// Layers are shown so by QGIS, and not written so: it makes a file of that whole name.
void refuseLayersOfFiles(const QString& parameter, const QVariant& destination) {
  const QString text = destinationText(destination);
  if (text.contains(QLatin1Char('|')))
    throw Error("%1: '%2' is no file; name a file without '|', or write "
                "ogr:dbname='FILE.gpkg' table=\"NAME\" (geom) to add a layer to one.",
                parameter.toStdString(), text.toStdString());
}

} // namespace

QVariantMap StagedOutputs::stage(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters) {
  QVariantMap staged = parameters;
  for (const QgsProcessingParameterDefinition* definition : algorithm.destinationParameterDefinitions()) {
    const QString parameter = definition->name();
    const QVariant destination = parameters.value(parameter);
    const QString path = destinationFile(destination);
    if (path.isEmpty() || !makesFile(destination))
      continue;
    refuseLayersOfFiles(parameter, destination);
    const QString name = QFileInfo(path).fileName();
    const QString folder = path.left(path.size() - name.size());
    Staged& place = mFolders[folder];
    if (!place.folder)
      place.folder = stagingFolderIn(folder, parameter);
    checkReplaceable(parameter, path);
    place.parameters.emplace(name.toStdString(), parameter);
    staged.insert(parameter,
                  withFile(destination, QString::fromStdString(place.folder->pathFor(name.toStdString()))));
  }
  return staged;
}

QVariantMap StagedOutputs::publish(const QVariantMap& results, QgsProcessingContext& context) {
  for (auto& [folder, staged] : mFolders)
    publishOne(staged);
  for (auto& [folder, staged] : mFolders)
    staged.folder->keep();

  QVariantMap shown = results;
  for (QVariant& value : shown)
    if (value.userType() == QMetaType::QString)
      value = named(value.toString());
  const QMap<QString, QgsProcessingContext::LayerDetails> staged = context.layersToLoadOnCompletion();
  QMap<QString, QgsProcessingContext::LayerDetails> toLoad;
  for (auto layer = staged.begin(); layer != staged.end(); ++layer) {
    toLoad.insert(named(layer.key()), layer.value());
    // The context deletes what styles a layer that is no longer to be loaded: the layer has another name now.
    if (named(layer.key()) != layer.key())
      context.layerToLoadOnCompletionDetails(layer.key()) = QgsProcessingContext::LayerDetails();
  }
  context.setLayersToLoadOnCompletion(toLoad);
  return shown;
}

void StagedOutputs::publishOne(Staged& staged) const {
  std::vector<std::string> main;
  QStringList parameters;
  for (const auto& [name, parameter] : staged.parameters) {
    main.push_back(name);
    parameters << parameter;
  }
  // Last of all what says that a shard is whole; of files of other names nothing is there.
  for (const auto& [name, parameter] : staged.parameters)
    main.push_back(besideOutput(QString::fromStdString(name), QString::fromLatin1(summaryEnding))
                       .section(QLatin1Char('/'), -1)
                       .toStdString());
  try {
    staged.folder->publish(main);
  } catch (const Error& failure) {
    throw Error("%1: %2", parameters.join(QStringLiteral(", ")).toStdString(), failure.sentence());
  }
}

QString StagedOutputs::named(QString text) const {
  for (const auto& [folder, staged] : mFolders)
    if (staged.folder)
      text.remove(QString::fromStdString(staged.folder->infix()));
  return text;
}

} // namespace prospectivity

#include "processing/outputs/staged_outputs.h"

#include "engine/core/error.h"
#include "engine/predict/shard_summary.h"
#include "processing/outputs/added_layers.h"
#include "processing/outputs/destination.h"
#include "processing/outputs/shard_files.h"

#include <QDir>
#include <QFile>
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
    const QString layersFile = destinationLayerFile(destination);
    if (!makesFile(destination) || QFileInfo(layersFile).isDir()) // a folder of layers
      continue;
    if (!layersFile.isEmpty()) {
      staged.insert(parameter, withLayerFile(destination, stageLayer(parameter, layersFile)));
    } else if (const QString file = destinationFile(destination); !file.isEmpty()) {
      refuseLayersOfFiles(parameter, destination);
      staged.insert(parameter, withDestinationText(destination, place(mFolders, parameter, file)));
    }
  }
  return staged;
}

/// Where a file is written until it is whole.
QString StagedOutputs::place(Folders& folders, const QString& parameter, const QString& path) {
  const std::string name = QFileInfo(path).fileName().toStdString();
  const QString folder = path.left(path.size() - QFileInfo(path).fileName().size());
  Staged& staged = folders[folder];
  if (!staged.folder)
    staged.folder = stagingFolderIn(folder, parameter);
  checkReplaceable(parameter, path);
  QString& all = staged.parameters[name];
  all += (all.isEmpty() ? QString() : QStringLiteral(", ")) + parameter;
  return QString::fromStdString(staged.folder->pathFor(name));
}

QString StagedOutputs::stageLayer(const QString& parameter, const QString& path) {
  const bool isThere = QFileInfo::exists(path);
  if (isThere && isDatabaseFile(path.toStdString()))
    return place(mDatabases, parameter, path);
  const QString copy = place(mFolders, parameter, path);
  if (isThere && !QFileInfo::exists(copy))
    copyFormer(parameter, path, copy);
  return copy;
}

void StagedOutputs::copyFormer(const QString& parameter, const QString& path, const QString& copy) {
  const QFileInfo former(path);
  mCopied[path] = {parameter, former.lastModified(), former.size()};
  QFile file(path);
  if (!file.copy(copy))
    throw Error("%1: '%2' could not be copied, which a layer is added to (%3); free some space "
                "on the disk, allow reading the file, or choose another one.",
                parameter.toStdString(), QDir::toNativeSeparators(path).toStdString(),
                file.errorString().toStdString());
}

void StagedOutputs::requireUnchanged() const {
  for (const auto& [path, copied] : mCopied) {
    const QFileInfo now(path);
    if (now.lastModified() != copied.changed || now.size() != copied.size)
      throw Error("%1: '%2' was changed by another program during the run, and is left so; run "
                  "again, or choose another file.",
                  copied.parameter.toStdString(), QDir::toNativeSeparators(path).toStdString());
  }
}

QVariantMap StagedOutputs::publish(const QVariantMap& results, QgsProcessingContext& context) {
  requireUnchanged();
  for (auto& [folder, staged] : mFolders)
    publishOne(staged);
  addToDatabases();
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

/// The layers that the run made for databases; an optional one may have been left out. Each database takes
/// its layers before the first one is asked to keep them: one that is locked or full leaves all as they were.
void StagedOutputs::addToDatabases() const {
  struct Addition {
    std::unique_ptr<AddedLayers> layers;
    std::string parameters;
  };
  std::map<QString, Addition> additions; // by the one name that a file has, however it was given
  std::string parameters;
  try {
    for (const auto& [folder, staged] : mDatabases)
      for (const auto& [name, given] : staged.parameters) {
        const std::string made = staged.folder->pathFor(name);
        if (!QFileInfo::exists(QString::fromStdString(made)))
          continue;
        parameters = given.toStdString();
        const QString file = folder + QString::fromStdString(name);
        Addition& addition = additions[QFileInfo(file).canonicalFilePath()];
        if (!addition.layers)
          addition.layers = std::make_unique<AddedLayers>(file.toStdString());
        addition.parameters += (addition.parameters.empty() ? "" : ", ") + parameters;
        addition.layers->add(made);
      }
    for (const auto& [file, addition] : additions) {
      parameters = addition.parameters;
      addition.layers->commit();
    }
  } catch (const Error& failure) {
    throw Error("%1: %2", parameters, failure.sentence());
  }
}

QString StagedOutputs::named(QString text) const {
  for (const Folders* folders : {&mFolders, &mDatabases})
    for (const auto& [folder, staged] : *folders)
      if (staged.folder)
        text.remove(QString::fromStdString(staged.folder->infix()));
  return text;
}

} // namespace prospectivity

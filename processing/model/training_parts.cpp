#include "processing/model/training_parts.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/map_part.h"
#include "processing/releases/enumerations.h"

#include <QDir>
#include <QFileInfo>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

const QString shardsName = QStringLiteral("SHARDS");

/// By name.
std::vector<std::string> trainingFilesIn(const QString& folder) {
  const QDir place(folder);
  if (!place.exists() || !place.isReadable())
    throw Error(
        "SHARDS: the folder '%1' does not exist or cannot be read; choose the folder in which runs with "
        "a shard left their files.",
        QDir::toNativeSeparators(folder).toStdString());
  std::vector<std::string> files;
  for (const QFileInfo& file : place.entryInfoList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Name))
    files.push_back(file.filePath().toStdString());
  if (files.empty())
    throw Error("SHARDS: there are no trainings in the folder '%1'; choose the folder in which runs with a "
                "shard left their TRAININGS.",
                QDir::toNativeSeparators(folder).toStdString());
  return files;
}

} // namespace

QgsProcessingParameterDefinition* trainingShardParameter() {
  return new QgsProcessingParameterString(
      shardName, QStringLiteral("Part of the trainings: shard, such as 3/40 (empty: all of them)"),
      QVariant(), false, true);
}

QgsProcessingParameterDefinition* shardFolderParameter() {
  return new QgsProcessingParameterFile(shardsName, QStringLiteral("Folder of the shards"),
                                        Qgis::ProcessingFileParameterBehavior::Folder, QString(), QVariant(),
                                        true);
}

QgsProcessingParameterDefinition* trainingsParameter() {
  return new QgsProcessingParameterFileDestination(
      trainingsName, QStringLiteral("Trainings of a shard, for the run that joins them"),
      QStringLiteral("Trainings (*.jsonl)"), QVariant(), true, false);
}

const QStringList& trainingPartNames() {
  static const QStringList names{shardName, shardsName};
  return names;
}

TrainingParts readTrainingParts(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context, const QStringList& outputs) {
  TrainingParts parts;
  parts.shard = givenShard(algorithm, parameters, context);
  const bool hasTrainings = isGiven(parameters, trainingsName);
  if (!parts.shard && hasTrainings)
    throw Error("TRAININGS: they are of a shard; give SHARD as well, or leave it out.");
  if (isGiven(parameters, shardsName)) {
    if (parts.shard)
      throw Error("SHARDS: it is for the run that joins them; leave SHARD out, or SHARDS.");
    parts.files = trainingFilesIn(QgsProcessingParameters::parameterAsFile(
        algorithm.parameterDefinition(shardsName), parameters, context));
  }
  if (!parts.shard)
    return parts;
  for (const QString& name : outputs)
    if (isGiven(parameters, name))
      throw Error(
          "%1: a shard does some of the trainings alone; leave it out, and ask the run with SHARDS for "
          "it.",
          name.toStdString());
  if (!hasTrainings)
    throw Error("TRAININGS: choose a file for what the shard has trained.");
  return parts;
}

void writeTrainings(const QString& file, const std::string& trainings) {
  if (!writeWholeFile(file.toStdString(), trainings))
    throw Error("TRAININGS: '%1' could not be written whole: free some space on the disk or choose another "
                "folder.",
                file.toStdString());
}

Sentence toldOfShard(const Shard& shard) {
  return {"Shard %1 is trained; run with SHARDS when all are, for what is told of the whole.", shard.text()};
}

} // namespace prospectivity

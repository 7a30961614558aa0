#pragma once

#include "engine/raster/shard.h"

#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <optional>
#include <string>
#include <vector>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// Algorithms that train many times can be run in parts: with SHARD ("3/40") a run does some of the trainings
/// and leaves what they gave in the file TRAININGS; with SHARDS, the folder of these files, a run takes them,
/// does what is missing, and makes all that only the whole has.
inline const QString trainingsName = QStringLiteral("TRAININGS");
QgsProcessingParameterDefinition* trainingShardParameter();
QgsProcessingParameterDefinition* shardFolderParameter();
QgsProcessingParameterDefinition* trainingsParameter();

/// The parameters of these that are no part of what is trained, and stand in no record.
const QStringList& trainingPartNames();

struct TrainingParts {
  std::optional<Shard> shard;
  std::vector<std::string> files; ///< of shards that are joined

  bool joins() const { return !files.empty(); }
};

/// `outputs`: what a run over a shard does not make. Throws Error naming SHARD, SHARDS, TRAININGS or one of
/// them when they do not belong together, or SHARDS holds no trainings. Call in the main thread.
TrainingParts readTrainingParts(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context, const QStringList& outputs);

/// Writes what a shard has trained. Throws Error naming TRAININGS when that fails.
void writeTrainings(const QString& file, const std::string& trainings);

/// "Shard 3/40 is trained; ..."
Sentence toldOfShard(const Shard& shard);

} // namespace prospectivity

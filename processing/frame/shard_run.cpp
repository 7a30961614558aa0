#include "processing/frame/shard_run.h"

#include "engine/core/error.h"
#include "engine/core/instruction_set.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/raster_tags.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/outputs/destination.h"
#include "processing/outputs/outputs_apart.h"

#include <QDir>
#include <QFileInfo>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>

#include <utility>

namespace prospectivity {

namespace {

/// However it is written; empty for a file that QGIS will name.
QString folderOf(const QVariant& destination) {
  const QString file = destinationFile(destination);
  if (file.isEmpty())
    return {};
  const QDir folder = QFileInfo(file).absoluteDir();
  return folder.exists() ? folder.canonicalPath() : QDir::cleanPath(folder.path());
}

} // namespace

void refuseOutputsOfWhole(const QVariantMap& parameters, const QStringList& outputs) {
  for (const QString& name : outputs)
    if (isGiven(parameters, name))
      throw Error(
          "%1: a shard does not know the whole map; leave it out, and ask prospectivity:joinshards for "
          "it.",
          name.toStdString());
}

void checkShardFiles(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context, const QStringList& endings) {
  const QString mainOutput = QString::fromStdString(mainRaster);
  const QVariant output = parameters.value(mainOutput);
  for (const QgsProcessingParameterDefinition* definition : algorithm.destinationParameterDefinitions()) {
    const QString name = definition->name();
    if (name == mainOutput || !isGiven(parameters, name))
      continue;
    const QString folder = folderOf(parameters.value(name));
    if (folder.isEmpty() || folder != folderOf(output))
      throw Error("%1: the files of a shard lie in one folder; choose a file beside that of OUTPUT.",
                  name.toStdString());
  }
  QStringList beside;
  if (const QString file = destinationFile(output); !file.isEmpty())
    for (const QString& ending : endings + QStringList{QString::fromLatin1(summaryEnding)})
      beside << besideOutput(file, ending);
  checkFilesApart(algorithm, parameters, context, mainOutput, beside);
}

MapRun runOfWhole(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                  QgsProcessingContext& context, std::map<std::string, std::string> inputs) {
  QVariantMap whole = parameters;
  whole.remove(shardName);
  MapRun run = runFor(rasterTagsOf(algorithm, whole, context));
  run.inputs = std::move(inputs);
  return run;
}

ShardSummary summaryOfShard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                            QgsProcessingContext& context, const MapPart& part,
                            const std::vector<RasterFile>& stack, const MaskLayer& mask) {
  std::map<std::string, std::string> inputs{{"STACK", fingerprintOf(stack)}};
  if (const std::string of = fingerprintOf(mask); !of.empty())
    inputs["MASK"] = of;
  ShardSummary summary;
  static_cast<MapRun&>(summary) = runOfWhole(algorithm, parameters, context, std::move(inputs));
  summary.grid = part.whole;
  summary.shard = *part.shard;
  return summary;
}

void leaveShard(ShardSummary summary, const RasterTags& tags, const ShardRasters& rasters,
                NamedCounts counts) {
  summary.model = runFor(tags).model;
  for (const auto& [name, path] : rasters)
    summary.rasters[name] = {QFileInfo(path).fileName().toStdString(), fingerprintOfFile(path.toStdString())};
  summary.counts = std::move(counts);
  summary.instructions = nameOf(instructionSet());
  writeSummary(summary, rasters.at(mainRaster));
}

} // namespace prospectivity

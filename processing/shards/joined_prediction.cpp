#include "processing/shards/joined_prediction.h"

#include "engine/core/error.h"
#include "engine/predict/applicability.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/predict/map_account.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/gdal_raster.h"
#include "processing/model/predict_parameters.h"
#include "processing/model/prediction_results.h"
#include "processing/model/probability_map.h"
#include "processing/outputs/run_outputs.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <optional>
#include <utility>

namespace prospectivity {

using namespace predict;

namespace {

/// Rasters of shards that are joined cell by cell, besides the score.
const std::vector<QString>& furtherMaps() {
  static const std::vector<QString> names{uncertaintyOutputName, dissimilarityName, areaName, coverageName};
  return names;
}

[[noreturn]] void shardsLack(const QString& output, const char* remedy) {
  throw Error("%1: the shards hold nothing to make it of; make them with %2, or leave it out.",
              output.toStdString(), remedy);
}

/// That what is asked for can be made, before any work.
void checkWanted(const ShardSet& shards, const JoinInputs& inputs, const WantedOutputs& wanted,
                 bool hasPolygons) {
  for (const QString& name : furtherMaps())
    if (wanted.contains(name) && !shards.has(name))
      throw Error("%1: the shards hold no such map; make them with it, or leave it out.", name.toStdString());
  if (wanted.contains(probabilityName) && !shards.has(logitsName))
    shardsLack(probabilityName, "EXPECTED_DEPOSITS");
  if (wanted.contains(riskReturnName) &&
      (!shards.has(uncertaintyOutputName) || shards.text(uncertaintyName) != QLatin1String("ensemble")))
    shardsLack(riskReturnName, "UNCERTAINTY 'ensemble'");
  if (hasPolygons && inputs.layers.empty())
    throw Error("TARGET_POLYGONS: the reasons of targets are read off the layers; give the STACK that the "
                "shards were made of, or its LAYERS, or leave TARGET_POLYGONS out.");
}

} // namespace

void joinPrediction(const ShardSet& shards, const JoinInputs& inputs, const WantedOutputs& wanted,
                    bool hasPolygons, QgsProcessingContext& context, RunOutputs& outputs,
                    const Progress& progress) {
  checkWanted(shards, inputs, wanted, hasPolygons);
  const Model& model = inputs.model;
  const NamedCounts counts = shards.counts();
  const auto countsNamed = [&](const char* name, std::size_t size) {
    const auto found = counts.find(name);
    if (found == counts.end() || found->second.size() != size)
      throw Error("SHARDS: the counts that the shards left are not whole; make them again.");
    return found->second;
  };
  MapAccount account(model, shards.number(minPresentName).value_or(1));
  account.add(counts);
  if (countsNamed(mappedCount, 1).front() == 0)
    throw nothingToMap(model, account.coverage());
  // Shards made for a probability may be joined without one.
  ProbabilityMap probability(wanted.contains(probabilityName) ? shards.number(expectedName) : std::nullopt,
                             wanted.value(probabilityName));
  probability.check(model);
  WholeMapChoices choices;
  choices.risk = wanted.value(riskReturnName);
  choices.riskScore = shards.number(riskScoreName).value_or(choices.riskScore);
  choices.riskSpread = shards.number(riskSpreadName);
  choices.targets = wanted.value(targetsName);
  choices.hasPolygons = hasPolygons;
  choices.deposits = inputs.deposits;
  choices.known = inputs.known;
  const QString& sharesFrom = inputs.deposits != nullptr ? captureName : sharesName;
  choices.shares = parseShares(shards.text(sharesFrom).toStdString(), sharesFrom.toStdString());
  choices.leastTarget = leastTargetOf(shards.number(minTargetName));
  choices.seed = shards.seed();
  choices.layersParameter = inputs.layersParameter;

  std::optional<QTemporaryDir> scratch; // for maps that are needed and that nobody asked for
  const auto needsFile = [&](const QString& name) {
    return shards.has(name) && !wanted.contains(name) &&
           (hasPolygons || (name == uncertaintyOutputName && !choices.risk.isEmpty())) &&
           name != dissimilarityName;
  };
  const QString output = wanted.value(outputName);
  const auto isNeeded = [&](const QString& name) { return wanted.contains(name) || needsFile(name); };
  QStringList read{outputName};
  for (const QString& name : furtherMaps())
    if (isNeeded(name))
      read << name;
  if (probability.isWanted())
    read << logitsName;
  shards.check(read, progress);
  scratch.emplace(QFileInfo(output).absolutePath() + QStringLiteral("/targets-XXXXXX"));
  if (!scratch->isValid())
    throw Error("OUTPUT: the folder of '%1' cannot be written; choose another folder.", output.toStdString());
  choices.scratch = scratch->path();

  double done = 0;
  double all = 1;
  for (const QString& name : furtherMaps())
    all += isNeeded(name) ? 1 : 0;
  constexpr double joinsEnd = 0.7;
  const auto nextPart = [&] {
    const Progress part = progress.part(joinsEnd * done / all, joinsEnd * (done + 1) / all);
    ++done;
    return part;
  };
  shards.join(outputName, output, outputs.rasterOptions(), nextPart());
  QMap<QString, QString> files;
  for (const QString& name : furtherMaps()) {
    if (!isNeeded(name))
      continue;
    files[name] =
        wanted.contains(name) ? wanted.value(name) : scratch->filePath(name + QStringLiteral(".tif"));
    RasterOptions options = outputs.rasterOptions();
    if (!wanted.contains(name))
      options.format = RasterFormat::GeoTiff; // nobody keeps it
    shards.join(name, files.value(name), options, nextPart());
  }
  account.tell("predicted", progress);
  outputs.add(outsideRangesName, QString::fromStdString(account.outsideRanges()));
  double limit = 0;
  if (counts.count(applicabilityCount) > 0) {
    const Applicability area = applicabilityOf(model);
    limit = static_cast<double>(area.limit());
    const std::vector<std::uint64_t> sides = countsNamed(applicabilityCount, 2);
    tellApplicability(area, sides[0], sides[1], progress);
  }
  std::unique_ptr<RasterSource> layers;
  if (!inputs.layers.empty())
    layers = layersAsLearnt(openLayers(inputs.layers), model, progress);
  const std::unique_ptr<RasterSource> score = openRaster(output.toStdString());
  checkLeastTarget(choices.leastTarget, score->grid());
  const PredictedMap map{model,
                         layers ? *layers : *score,
                         {0, 0, score->grid().columns, score->grid().rows},
                         {output, wanted.value(uncertaintyOutputName), wanted.value(dissimilarityName),
                          wanted.value(areaName), wanted.value(coverageName)},
                         files.value(uncertaintyOutputName),
                         files.value(coverageName),
                         files.value(areaName),
                         limit,
                         account.coverage().layers()};
  std::unique_ptr<RasterSource> logits = probability.isWanted() ? shards.whole(logitsName) : nullptr;
  writeWholeMap(map, choices, probability, std::move(logits), context, outputs, progress.part(joinsEnd, 1));
}

} // namespace prospectivity

#include "processing/shards/join_shards_algorithm.h"

#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/model/predict_parameters.h"
#include "processing/model/prediction_results.h"
#include "processing/outputs/destination.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"
#include "processing/shards/joined_reasons.h"
#include "processing/shards/joined_stack.h"
#include "processing/shards/joined_vectors.h"

#include <qgsprocessingparameters.h>

#include <optional>
#include <utility>

namespace prospectivity {

using namespace predict;

namespace {

/// What joining the shards of an algorithm makes beside OUTPUT, and what it takes.
struct Join {
  QString algorithm;
  QStringList outputs;
  QStringList inputs;
};

const QString predictId = QStringLiteral("prospectivity:predict");
const QString shapMapId = QStringLiteral("prospectivity:shapmap");
const QString stackId = QStringLiteral("prospectivity:buildevidencestack");
const QString vectorsId = QStringLiteral("prospectivity:vectorevidence");
const QString reportName = QStringLiteral("REPORT");

const QList<Join>& joins() {
  static const QStringList ofModels{modelName, stackName, layersName, depositsName, knownName};
  static const QList<Join> all{{predictId,
                                {uncertaintyOutputName, probabilityName, dissimilarityName, areaName,
                                 targetsName, polygonsName, riskReturnName, coverageName},
                                ofModels},
                               {shapMapId, {shapDriverName, shapSpreadName}, ofModels},
                               {stackId, {reportName}, {planName}},
                               {vectorsId, {}, {}}};
  return all;
}

/// Throws Error when this version cannot join shards of that algorithm.
const Join& joinOf(const QString& algorithm) {
  for (const Join& join : joins())
    if (join.algorithm == algorithm)
      return join;
  throw Error("SHARDS: the shards are of %1, which this version cannot join; join them with the version that "
              "made them.",
              algorithm.toStdString());
}

/// That nothing is asked for, or given, that is of other shards.
void checkBelongs(const Join& join, const QVariantMap& parameters) {
  for (const Join& other : joins()) {
    for (const QString& name : other.outputs)
      if (!join.outputs.contains(name) && isGiven(parameters, name))
        throw Error("%1: the shards are of %2, which makes no such output; leave it out.", name.toStdString(),
                    join.algorithm.toStdString());
    for (const QString& name : other.inputs)
      if (!join.inputs.contains(name) && isGiven(parameters, name))
        throw Error("%1: the shards are of %2, which are joined without it; leave it out.",
                    name.toStdString(), join.algorithm.toStdString());
  }
}

} // namespace

QStringList JoinShardsAlgorithm::tags() const {
  return QStringLiteral("shards,join,mosaic,parts,cluster,array,prospectivity,map,shap,targets,raster")
      .split(QLatin1Char(','));
}

QString JoinShardsAlgorithm::shortDescription() const {
  return toolWords("Joins a map that was made in parts, bit for bit as if it had been made at once.");
}

QString JoinShardsAlgorithm::shortHelpString() const {
  return helpText(R"(
Joins a map that runs of Predict prospectivity, SHAP map, Build evidence stack or Vector evidence with SHARD
made in parts. The result has the cells, overviews, statistics and tags of a single run, bit for bit, and all
that a part cannot know is made here: target levels and polygons across seams, probability, risk and return,
the strongest drivers, the report of a stack, and what is told of the whole.

All shards of one map lie in one folder, as the runs left them. A shard that is missing, there twice, or of
another model, plan, stack, mask, version or parameter is refused. What the runs were given, such as target
shares, is taken from them.
)");
}

void JoinShardsAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(new QgsProcessingParameterFile(shardsName, QStringLiteral("Folder of the shards"),
                                              Qgis::ProcessingFileParameterBehavior::Folder));
  QgsProcessingParameterDefinition* model = modelFileParameter(modelName, QStringLiteral("Model"));
  model->setFlags(model->flags() | Qgis::ProcessingParameterFlag::Optional); // a stack is made without one
  addParameter(model);
  addParameter(new QgsProcessingParameterRasterLayer(
      stackName, QStringLiteral("Evidence stack of the shards, for the reasons of target polygons"),
      QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterMultipleLayers(
      layersName, QStringLiteral("Evidence: single rasters of one grid, instead of a stack"),
      Qgis::ProcessingSourceType::Raster, QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterFeatureSource(
      depositsName, QStringLiteral("Target levels: deposits that set them, instead of percent of the area"),
      sourceTypes(Qgis::ProcessingSourceType::VectorPoint), QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSource(
      knownName, QStringLiteral("Known deposits, to list with the targets (they set no levels)"),
      sourceTypes(Qgis::ProcessingSourceType::VectorPoint), QVariant(), true));
  addAdvancedParameter(planParameter());
  addAdvancedParameter(rasterFormatParameter());
  const auto raster = [this](const QString& name, const QString& title, bool isOptional) {
    addParameter(isOptional
                     ? new QgsProcessingParameterRasterDestination(name, title, QVariant(), true, false)
                     : new QgsProcessingParameterRasterDestination(name, title));
  };
  raster(outputName, QStringLiteral("Map (score, SHAP map, evidence stack or vector evidence)"), false);
  raster(uncertaintyOutputName, QStringLiteral("Uncertainty (standard deviation)"), true);
  raster(probabilityName, QStringLiteral("Probability of a deposit"), true);
  raster(dissimilarityName, QStringLiteral("Applicability (dissimilarity index)"), true);
  raster(areaName, QStringLiteral("Area of applicability (1 inside, 0 outside)"), true);
  raster(targetsName, QStringLiteral("Target levels"), true);
  addParameter(new QgsProcessingParameterFeatureSink(polygonsName, QStringLiteral("Target polygons"),
                                                     Qgis::ProcessingSourceType::VectorPolygon, QVariant(),
                                                     true, false));
  raster(riskReturnName, QStringLiteral("Risk and return"), true);
  raster(coverageName, QStringLiteral("Coverage (layers with data)"), true);
  raster(shapDriverName, QStringLiteral("Strongest driver"), true);
  raster(shapSpreadName, QStringLiteral("Spread over the members of the model"), true);
  addParameter(new QgsProcessingParameterFileDestination(
      reportName, QStringLiteral("Report of the joined stack"), QStringLiteral("HTML files (*.html)"),
      QVariant(), true, false));
  addOutput(new QgsProcessingOutputString(outsideRangesName, outsideRangesTitle));
}

void JoinShardsAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*) {
  const QList<QgsMapLayer*> layers = parameterAsLayerList(parameters, layersName, context);
  const bool hasStack = isGiven(parameters, stackName);
  if (hasStack && !layers.isEmpty())
    throw Error("STACK: give either the evidence stack of the shards, or its single rasters in LAYERS.");
  mLayersName = hasStack || layers.isEmpty() ? stackName : layersName;
  if (hasStack)
    mLayers = {rasterFile(parameterAsRasterLayer(parameters, stackName, context), stackName)};
  else
    mLayers = rasterFiles(layers, layersName);
  mFiles.clear();
  for (const QgsProcessingParameterDefinition* definition : destinationParameterDefinitions())
    mFiles.insert(definition->name(), destinationFile(parameters.value(definition->name())));
  mDeposits.reset(parameterAsSource(parameters, depositsName, context));
  mKnown.reset(parameterAsSource(parameters, knownName, context));
}

QVariantMap JoinShardsAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                     QgsProcessingFeedback*, const Progress& progress) {
  const ShardSet shards(parameterAsFile(parameters, shardsName, context));
  const QString algorithm = QString::fromStdString(shards.first().algorithm);
  const Join& join = joinOf(algorithm);
  countAsStep(algorithm);
  if (shards.first().version != PROSPECTIVITY_VERSION)
    throw Error(
        "SHARDS: version %1 of the plugin made the shards, and this is %2; join them with the version "
        "that made them.",
        shards.first().version, PROSPECTIVITY_VERSION);
  checkBelongs(join, parameters);
  const bool isStack = algorithm == stackId;
  std::optional<PlannedStack> plan;
  std::unique_ptr<const Model> model;
  if (isStack)
    plan = planOfShards(shards, parameterAsFile(parameters, planName, context));
  else if (algorithm != vectorsId)
    model = modelOfShards(shards, parameters, context);
  WantedOutputs wanted;
  for (const QgsProcessingParameterDefinition* definition : destinationParameterDefinitions()) {
    if (definition->type() != QgsProcessingParameterRasterDestination::typeName())
      continue;
    const QString path = parameterAsOutputLayer(parameters, definition->name(), context);
    checkRasterDestination(path, definition->name());
    if (path.isEmpty())
      continue;
    shards.checkApart(definition->name(), mFiles.value(definition->name()));
    wanted.insert(definition->name(), path);
  }
  const bool hasPolygons = isGiven(parameters, polygonsName);
  if (mKnown && !hasPolygons)
    progress.warning("KNOWN_DEPOSITS are listed with the targets alone: choose a file for TARGET_POLYGONS.");
  takeRasterTags(shards.tags());
  progress.message({"Joining %1 shards of %2 on a grid of %3 x %4 cells.", shards.count(),
                    algorithm.toStdString(), shards.first().grid.columns, shards.first().grid.rows});
  if (model)
    if (const std::optional<Sentence> mixed = shards.mixedInstructions())
      progress.warning(*mixed);
  if (isStack) {
    placeLayer(outputName, LayerPlace::Stack);
    nameLayer(outputName, inLanguage(Words::Layers, QStringLiteral("Evidence stack")));
    RunOutputs outputs = outputsOf(parameters, context, progress);
    joinStack(shards, std::move(*plan), wanted.value(outputName), context, outputs, progress);
    return outputs.results();
  }
  if (algorithm == vectorsId) {
    const QString output = wanted.value(outputName);
    placeLayer(outputName, LayerPlace::Evidence);
    nameLayer(outputName, joinVectors(shards, output, rasterOptions(), context, progress).layerName());
    return {{outputName, output}};
  }
  if (algorithm == predictId) {
    placeLayer(outputName, LayerPlace::Score);
    placeLayer(polygonsName, LayerPlace::Outlines);
    nameLayer(outputName, inLanguage(Words::Layers, QStringLiteral("Prospectivity score")));
    for (const auto& [output, name] : predictionLayerNames())
      nameLayer(output, name);
    RunOutputs outputs = outputsOf(parameters, context, progress);
    joinPrediction(shards, {*model, mLayers, mLayersName, mDeposits.get(), mKnown.get()}, wanted, hasPolygons,
                   context, outputs, progress);
    return outputs.results();
  }
  placeLayer(shapOutputName, LayerPlace::Reasons);
  placeLayer(shapDriverName, LayerPlace::Drivers);
  const ExplainedMap map = joinReasons(shards, *model, wanted, rasterOptions(), progress);
  for (const auto& [output, name] : reasonLayerNames(map))
    nameLayer(output, name);
  return writeJoinedReasons(shards, map, rasterOptions(), context, progress.part(0.9, 0.98));
}

std::unique_ptr<const Model> JoinShardsAlgorithm::modelOfShards(const ShardSet& shards,
                                                                const QVariantMap& parameters,
                                                                QgsProcessingContext& context) const {
  if (!isGiven(parameters, modelName))
    throw Error("MODEL: the shards are of %1; choose the model that they were made with.",
                shards.first().algorithm);
  const QString modelFile = parameterAsFile(parameters, modelName, context);
  if (modelFingerprint(modelFile).toStdString() != shards.first().model)
    throw Error("MODEL: the shards were made with another model; choose that one.");
  if (const auto stack = shards.first().inputs.find("STACK");
      !mLayers.empty() && (stack == shards.first().inputs.end() || stack->second != fingerprintOf(mLayers)))
    throw Error(
        "%1: the shards were made of other layers, or of these with another CRS or NoData; choose those.",
        mLayersName.toStdString());
  return modelBackend().load(modelFile.toStdString());
}

} // namespace prospectivity

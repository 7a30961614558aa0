#include "processing/model/predict_algorithm.h"

#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/parallel.h"
#include "engine/network/backend.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/predict/map_account.h"
#include "engine/predict/model_tiles.h"
#include "engine/predict/split_sink.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shard_run.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/raster_layer.h"
#include "processing/model/predict_parameters.h"
#include "processing/model/prediction_results.h"
#include "processing/outputs/destination.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingparameters.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace prospectivity {

using namespace predict;

namespace {

/// Beside OUTPUT of a shard: what whoever joins the shards needs, and nobody named a file for.
const QString coverageEnding = QStringLiteral(".coverage.tif");
const QString applicableEnding = QStringLiteral(".applicable.tif");
const QString spreadEnding = QStringLiteral(".spread.tif");
const QString logitsEnding = QStringLiteral(".logits.tif");

QgsProcessingParameterNumber* number(const QString& name, const QString& description, int value, int least) {
  return new QgsProcessingParameterNumber(name, description, Qgis::ProcessingNumberParameterType::Integer,
                                          value, false, least);
}

/// What MEMORY is where nobody says: the share of tiles. A mistake in the environment variable is told when a
/// run is prepared.
int tileMegabytes() {
  const auto megabytes = [](const MemoryBudget& budget) {
    const std::size_t share = budget.of(MemoryUse::Tiles) / MemoryBudget::megabyte;
    return static_cast<int>(std::min<std::size_t>(share, std::numeric_limits<int>::max()));
  };
  try {
    return megabytes(memoryBudget());
  } catch (const Error&) {
    return megabytes(MemoryBudget());
  }
}

std::unique_ptr<RasterSink> rasterOrNone(const QString& path, const Grid& grid, const std::string& band,
                                         const RasterOptions& options) {
  return path.isEmpty() ? nullptr : createRaster(path.toStdString(), grid, {band}, options);
}

/// What would make a map faster, of what this call leaves open.
Sentence shorterBy(bool isPart, bool hasMoreMaps, bool hasPasses) {
  std::vector<Sentence> ways{isPart ? Sentence("a smaller MASK or EXTENT")
                                    : Sentence("a MASK around the ground that matters")};
  if (hasMoreMaps)
    ways.emplace_back("fewer maps");
  if (hasPasses)
    ways.emplace_back("fewer PASSES of Monte-Carlo dropout");
  return sentenceOfWays(ways);
}

} // namespace

QStringList PredictAlgorithm::tags() const {
  return QStringLiteral("prediction,prospectivity,map,score,probability,cnn,uncertainty,applicability,"
                        "coverage,missing,targets,polygons,raster")
      .split(QLatin1Char(','));
}

QString PredictAlgorithm::shortDescription() const {
  return toolWords("Applies a trained model to every cell of an evidence stack.");
}

QString PredictAlgorithm::shortHelpString() const {
  return helpText(R"(
Applies a trained model to every cell of an evidence stack and writes its prospectivity score, 0 to 1: the
higher, the more the cell is like deposits. That is no probability of a deposit, which needs a number of
expected deposits.

Bands are found by the names of the model's features, in the units it was trained on; a missing one is an
error. Cells with NoData in a band that the model needs, or outside of the mask, are NoData, unless the
model takes missing evidence.

Optional maps: uncertainty (made when you choose how to measure it), applicability, targets, risk and
return, coverage. All lie on the grid of the stack. Rasters of any size are streamed.
)");
}

void PredictAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(modelFileParameter(modelName, QStringLiteral("Model")));
  addParameter(
      new QgsProcessingParameterRasterLayer(stackName, QStringLiteral("Evidence stack"), QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterMultipleLayers(
      layersName, QStringLiteral("Evidence: single rasters of one grid, instead of a stack"),
      Qgis::ProcessingSourceType::Raster, QVariant(), true));
  addParameter(maskParameter());
  addParameter(new ChoiceParameter(uncertaintyName, QStringLiteral("Uncertainty"), uncertaintyChoices(), 0));
  addAdvancedParameter(
      number(passesName, QStringLiteral("Uncertainty: thinned networks of Monte-Carlo dropout"), 30, 2));
  addAdvancedParameter(new QgsProcessingParameterString(
      sharesName, QStringLiteral("Target levels: percent of the area, rising"),
      QStringLiteral("1, 5, 10, 20")));
  addAdvancedParameter(new QgsProcessingParameterFeatureSource(
      depositsName, QStringLiteral("Target levels: deposits that set them, instead of percent of the area"),
      sourceTypes(Qgis::ProcessingSourceType::VectorPoint), QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterString(
      captureName, QStringLiteral("Target levels: percent of these deposits captured, rising"),
      QStringLiteral("50, 80, 95")));
  const auto real = Qgis::ProcessingNumberParameterType::Double;
  addParameter(new QgsProcessingParameterFeatureSource(
      knownName, QStringLiteral("Known deposits, to list with the targets (they set no levels)"),
      sourceTypes(Qgis::ProcessingSourceType::VectorPoint), QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterNumber(
      minTargetName, QStringLiteral("Targets: smallest polygon in hectares (empty: two cells)"), real,
      QVariant(), true, 0));
  addAdvancedParameter(new QgsProcessingParameterNumber(
      riskScoreName, QStringLiteral("Risk and return: score from which on the return is high"), real, 0.5,
      false, 0, 1));
  addAdvancedParameter(new QgsProcessingParameterNumber(
      riskSpreadName,
      QStringLiteral("Risk and return: standard deviation above which the risk is high (empty: the median)"),
      real, QVariant(), true, 0, 1));
  addAdvancedParameter(new NumberParameter(
      expectedName,
      QStringLiteral("Probability: expected deposits, known and unknown, in the mapped cells (above 0)"),
      real, QVariant(), true, 0));
  addAdvancedParameter(minPresentParameter());
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      maskOutsideName, QStringLiteral("Applicability: leave cells outside of its area out"), false));
  addAdvancedParameter(mapExtentParameter());
  addAdvancedParameter(shardParameter());
  addAdvancedParameter(rasterFormatParameter());
  addAdvancedParameter(
      number(memoryName, QStringLiteral("Memory: for tiles under way (MB)"), tileMegabytes(), 1));
  addSeedParameter();
  addParameter(
      new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Prospectivity score")));
  addParameter(new QgsProcessingParameterRasterDestination(
      uncertaintyOutputName, QStringLiteral("Uncertainty (standard deviation)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(
      probabilityName, QStringLiteral("Probability of a deposit (needs Expected deposits)"), QVariant(), true,
      false));
  addParameter(new QgsProcessingParameterRasterDestination(
      dissimilarityName, QStringLiteral("Applicability (dissimilarity index)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(
      areaName, QStringLiteral("Area of applicability (1 inside, 0 outside)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(targetsName, QStringLiteral("Target levels"),
                                                           QVariant(), true, false));
  addParameter(new QgsProcessingParameterFeatureSink(polygonsName, QStringLiteral("Target polygons"),
                                                     Qgis::ProcessingSourceType::VectorPolygon, QVariant(),
                                                     true, false));
  addParameter(new QgsProcessingParameterRasterDestination(riskReturnName, QStringLiteral("Risk and return"),
                                                           QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(
      coverageName, QStringLiteral("Coverage (layers with data)"), QVariant(), true, false));
  addOutput(new QgsProcessingOutputString(outsideRangesName, outsideRangesTitle));
}

QString PredictAlgorithm::parameterFor(Subject subject) const {
  return subject == Subject::Stack && !mLayersName.isEmpty() ? mLayersName : Algorithm::parameterFor(subject);
}

void PredictAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback*) {
  const QList<QgsMapLayer*> layers = parameterAsLayerList(parameters, layersName, context);
  const bool hasStack = isGiven(parameters, stackName);
  if (hasStack == !layers.isEmpty())
    throw Error("STACK: give either one evidence stack, or single rasters in LAYERS.");
  mLayersName = hasStack ? stackName : layersName;
  if (hasStack)
    mLayers = {rasterFile(parameterAsRasterLayer(parameters, stackName, context), stackName)};
  else
    mLayers = rasterFiles(layers, layersName);
  mDeposits.reset(parameterAsSource(parameters, depositsName, context));
  mKnown.reset(parameterAsSource(parameters, knownName, context));
  mMask = readMask(*this, parameters, context);
  mPart = readMapPart(*this, parameters, context, readGrid(mLayers.front()));
  if (mPart.shard) {
    countAsStep({}); // a part of the map is not the map that one works with
    refuseOutputsOfWhole(parameters, {probabilityName, targetsName, polygonsName, riskReturnName});
    checkShardFiles(*this, parameters, context,
                    {coverageEnding, applicableEnding, spreadEnding, logitsEnding});
    mShard = summaryOfShard(*this, parameters, context, mPart, mLayers, mMask);
  }
}

QVariantMap PredictAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*, const Progress& progress) {
  targetShares(parameters, context); // its mistakes are told before the work
  placeLayer(outputName, LayerPlace::Score);
  placeLayer(polygonsName, LayerPlace::Outlines);
  for (const auto& [output, name] : predictionLayerNames())
    nameLayer(output, name);
  const std::unique_ptr<const Model> opened =
      modelBackend().load(parameterAsFile(parameters, modelName, context).toStdString());
  const Model& model = *opened;
  MapAccount account(model, parameterAsDouble(parameters, minPresentName, context));
  const PredictionMaps maps = wantedMaps(parameters, context);
  ProbabilityMap probability = probabilityMap(parameters, context);
  probability.check(model);
  const QString targets = rasterDestination(parameters, targetsName, context);
  const bool hasTargets = !targets.isEmpty() || isGiven(parameters, polygonsName);
  const QString risk = rasterDestination(parameters, riskReturnName, context);
  const bool hasRisk = !risk.isEmpty();
  QString spread = maps.spread;
  std::optional<QTemporaryDir> scratch;
  if (hasRisk && spread.isEmpty()) {
    // Beside the output, where there is room for rasters of that size; it goes with the run.
    scratch.emplace(QFileInfo(risk).absolutePath() + QStringLiteral("/spread-XXXXXX"));
    if (!scratch->isValid())
      throw Error("RISK_RETURN: the folder of '%1' cannot be written; choose another folder.",
                  risk.toStdString());
    spread = scratch->filePath(QStringLiteral("spread.tif"));
  }
  // What the list of targets needs and nobody asked for as a map goes with the run as well.
  const bool hasPolygons = isGiven(parameters, polygonsName);
  std::optional<QTemporaryDir> ofTargets;
  if (hasPolygons) {
    ofTargets.emplace(QFileInfo(maps.score).absolutePath() + QStringLiteral("/targets-XXXXXX"));
    if (!ofTargets->isValid())
      throw Error("OUTPUT: the folder of '%1' cannot be written; choose another folder.",
                  maps.score.toStdString());
  }
  if (mKnown && !hasPolygons)
    progress.warning("KNOWN_DEPOSITS are listed with the targets alone: choose a file for TARGET_POLYGONS.");
  const auto orScratch = [&](const QString& path, const QString& ending, bool isWanted) {
    if (!path.isEmpty() || !isWanted)
      return path;
    if (mPart.shard) // for whoever joins the shards
      return besideOutput(maps.score, ending);
    return hasPolygons ? ofTargets->filePath(ending.mid(1)) : path;
  };
  const QString coverageFile = orScratch(maps.coverage, coverageEnding, model.takesMissing());

  const std::unique_ptr<RasterSource> source = layersAsLearnt(openLayers(mLayers), model, progress);
  const Grid grid = mPart.grid();
  const LeastTarget leastTarget =
      leastTargetOf(isGiven(parameters, minTargetName)
                        ? std::optional(parameterAsDouble(parameters, minTargetName, context))
                        : std::nullopt);
  checkLeastTarget(leastTarget, grid);
  const std::unique_ptr<RasterSource> mask = mMask.on(source->grid());
  TilingOptions options;
  options.memory =
      static_cast<std::size_t>(parameterAsInt(parameters, memoryName, context)) * MemoryBudget::megabyte;
  options.halo = model.layout().halo();
  options.part = mPart.cells;
  options.outputBands = spread.isEmpty() ? 1 : 2;
  TileFunction tiles = tilesOf(model, hasRisk, parameters, context);
  if (probability.isWanted()) {
    tiles = options.outputBands == 1 ? withLogits(model)
                                     : withLogits(model, std::move(tiles), options.outputBands);
    ++options.outputBands;
  }
  tiles = account.counted(std::move(tiles), options.outputBands);
  const bool maskOutside = parameterAsBoolean(parameters, maskOutsideName, context);
  std::shared_ptr<const Applicability> area;
  if (maskOutside || !maps.dissimilarity.isEmpty() || !maps.applicable.isEmpty()) {
    area = std::make_shared<const Applicability>(applicabilityOf(model));
    tiles = withApplicability(
        {tiles, options.outputBands, 2 * options.halo + 1, model.takesMissing(), model.encoding()}, area,
        maskOutside);
    options.outputBands += 2;
    options.copiedBands = model.encoding().empty() ? 0 : static_cast<int>(model.features.size());
  }
  if (!coverageFile.isEmpty()) {
    tiles = account.coverage().withCounts(std::move(tiles), options.outputBands);
    ++options.outputBands;
  }

  const std::vector<int> bands = modelBands(*source, model.features);
  progress.message(
      {"Predicting %1 x %2 cells with %3 thread(s).", grid.columns, grid.rows, availableThreads()});
  const RasterOptions tagged = rasterOptions();
  const auto raster = [&](const QString& path, const char* band) {
    return rasterOrNone(path, grid, band, tagged);
  };
  const QString applicableFile = orScratch(maps.applicable, applicableEnding, area != nullptr);
  const ShardRasters rasters = rastersOfShard({{outputName, maps.score},
                                               {uncertaintyOutputName, spread},
                                               {dissimilarityName, maps.dissimilarity},
                                               {areaName, applicableFile},
                                               {coverageName, coverageFile},
                                               {logitsName, probability.keptLogits()}});
  if (mPart.shard)
    checkNamesApart(rasters);
  std::vector<std::unique_ptr<RasterSink>> sinks;
  sinks.push_back(raster(maps.score, "prospectivity score"));
  if (!spread.isEmpty())
    sinks.push_back(raster(spread, "standard deviation of the score"));
  if (probability.isWanted())
    sinks.push_back(probability.logits(grid, rasterTags()));
  const InsideCount* inside = nullptr;
  if (area) {
    sinks.push_back(raster(maps.dissimilarity, "dissimilarity index"));
    auto count = std::make_unique<InsideCount>(raster(applicableFile, "area of applicability"));
    inside = count.get();
    sinks.push_back(std::move(count));
  }
  if (!coverageFile.isEmpty())
    sinks.push_back(raster(coverageFile, "layers with data"));
  SplitSink sink(std::move(sinks));
  const double tilesEnd = hasTargets || hasRisk || probability.isWanted() ? 0.7 : 0.95;
  const Progress mapping = tellingAhead(
      progress.part(0, tilesEnd), "Predicting these cells",
      mPart.shard ? Sentence("Of a map that is divided into more shards each is shorter.")
                  : shorterBy(mask != nullptr || !mPart.isWhole(),
                              !spread.isEmpty() || probability.isWanted() || area != nullptr,
                              static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context)) ==
                                  Uncertainty::MonteCarloDropout));
  const std::size_t mapped = computeTiles(*source, bands, mask.get(), sink, options, tiles, mapping);
  if (mapped == 0 && !mPart.shard)
    throw nothingToMap(model, account.coverage());
  sink.finish();
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const double limit = area ? static_cast<double>(area->limit()) : 0;
  if (mPart.shard) {
    NamedCounts counts = account.counts();
    counts[mappedCount] = {mapped};
    if (inside != nullptr)
      counts[applicabilityCount] = {inside->inside(), inside->outside()};
    leaveShard(mShard, rasterTags(), rasters, std::move(counts));
    progress.message({"Shard %1: %2 cells are predicted; join the shards for what is told of the whole map.",
                      mPart.shard->text(), mapped});
    maps.handIn(limit, account.coverage().layers(), context, outputs);
    return outputs.results();
  }
  account.tell("predicted", progress);
  outputs.add(outsideRangesName, QString::fromStdString(account.outsideRanges()));
  if (area)
    tellApplicability(*area, inside->inside(), inside->outside(), progress);
  const PredictedMap map{model,          *source, mPart.cells,
                         maps,           spread,  coverageFile,
                         applicableFile, limit,   account.coverage().layers()};
  WholeMapChoices choices;
  choices.risk = risk;
  choices.riskScore = parameterAsDouble(parameters, riskScoreName, context);
  if (isGiven(parameters, riskSpreadName))
    choices.riskSpread = parameterAsDouble(parameters, riskSpreadName, context);
  choices.targets = targets;
  choices.hasPolygons = hasPolygons;
  choices.shares = targetShares(parameters, context);
  choices.deposits = mDeposits.get();
  choices.known = mKnown.get();
  choices.leastTarget = leastTarget;
  choices.seed = seed(parameters, context);
  choices.scratch = ofTargets ? ofTargets->path() : QString();
  choices.layersParameter = mLayersName;
  std::unique_ptr<RasterSource> logits = probability.isWanted() ? probability.writtenLogits() : nullptr;
  writeWholeMap(map, choices, probability, std::move(logits), context, outputs, progress.part(tilesEnd, 1));
  return outputs.results();
}

ProbabilityMap PredictAlgorithm::probabilityMap(const QVariantMap& parameters,
                                                QgsProcessingContext& context) const {
  const std::optional<double> expected =
      isGiven(parameters, expectedName) ? std::optional(parameterAsDouble(parameters, expectedName, context))
                                        : std::nullopt;
  if (mPart.shard)
    return ProbabilityMap::ofShard(
        expected, besideOutput(rasterDestination(parameters, outputName, context), logitsEnding));
  return {expected, rasterDestination(parameters, probabilityName, context)};
}

ShardRasters PredictAlgorithm::rastersOfShard(const std::vector<std::pair<QString, QString>>& files) {
  ShardRasters rasters;
  for (const auto& [name, path] : files)
    if (!path.isEmpty())
      rasters.emplace(name.toStdString(), path);
  return rasters;
}

QVariantMap PredictAlgorithm::withImpliedOutputs(const QVariantMap& parameters, QgsProcessingContext& context,
                                                 const Progress& progress) const {
  const auto uncertainty = static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context));
  if (uncertainty == Uncertainty::None || isGiven(parameters, uncertaintyOutputName) || mPart.shard)
    return parameters; // a shard keeps it beside the score
  progress.message("UNCERTAINTY is chosen and no file for it: UNCERTAINTY_OUTPUT is a temporary file, which "
                   "goes when QGIS is closed.");
  QVariantMap result = parameters;
  result.insert(uncertaintyOutputName, temporaryBeside(parameters.value(outputName)));
  return result;
}

QString PredictAlgorithm::rasterDestination(const QVariantMap& parameters, const QString& name,
                                            QgsProcessingContext& context) const {
  const QString path = parameterAsOutputLayer(parameters, name, context);
  checkRasterDestination(path, name);
  return path;
}

PredictionMaps PredictAlgorithm::wantedMaps(const QVariantMap& parameters,
                                            QgsProcessingContext& context) const {
  const auto fileOf = [&](const QString& name) { return rasterDestination(parameters, name, context); };
  PredictionMaps maps{fileOf(outputName), fileOf(uncertaintyOutputName), fileOf(dissimilarityName),
                      fileOf(areaName), fileOf(coverageName)};
  const auto uncertainty = static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context));
  if (uncertainty == Uncertainty::None && !maps.spread.isEmpty())
    throw Error("UNCERTAINTY: choose how to measure it, or leave UNCERTAINTY_OUTPUT out.");
  if (uncertainty != Uncertainty::None && maps.spread.isEmpty()) // of a shard
    maps.spread = besideOutput(maps.score, spreadEnding);
  return maps;
}

TileFunction PredictAlgorithm::tilesOf(const Model& model, bool hasRisk, const QVariantMap& parameters,
                                       QgsProcessingContext& context) const {
  const auto uncertainty = static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context));
  if (hasRisk) {
    if (uncertainty == Uncertainty::MonteCarloDropout)
      throw Error("RISK_RETURN: the risk is the spread over the members of the model, not that of dropout; "
                  "choose UNCERTAINTY Ensemble or None.");
    if (model.memberCount() < 2)
      throw Error(
          "RISK_RETURN: the model has one member, and the risk is the spread over members; train it "
          "on samples with several SETS of non-deposits, with MEMBERS above 1, or with the ensemble of "
          "fold models as the final model.");
    return ensembleTiles(model);
  }
  switch (uncertainty) {
  case Uncertainty::Ensemble:
    return ensembleTiles(model);
  case Uncertainty::MonteCarloDropout:
    return dropoutTiles(model, parameterAsInt(parameters, passesName, context), seed(parameters, context));
  case Uncertainty::None:
    break;
  }
  return probabilityTiles(model);
}

std::vector<double> PredictAlgorithm::targetShares(const QVariantMap& parameters,
                                                   QgsProcessingContext& context) const {
  const QString& name = mDeposits ? captureName : sharesName;
  return parseShares(parameterAsString(parameters, name, context).toStdString(), name.toStdString());
}

} // namespace prospectivity

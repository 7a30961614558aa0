#include "processing/explain/shap_map_algorithm.h"

#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/explain/shapley_map.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/explain/shap_map_results.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/shard_run.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/releases/enumerations.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

/// Beside OUTPUT of a shard.
const QString driversEnding = QStringLiteral(".drivers.tif");

/// What would make a map of so many cells faster, of what this call leaves open. `ground`: what makes the
/// cells fewer.
Sentence shorterBy(const ShapleyOptions& options, bool isExact, const Sentence& ground, bool hasSpread) {
  Sentence ways = ground;
  if (options.space != OutputSpace::Logit)
    ways = Sentence("%1, OUTPUT_SPACE logit", ways);
  if (!isExact && !options.groupClasses)
    ways = Sentence("%1, GROUP_CLASSES", ways);
  if (hasSpread)
    ways = Sentence("%1, no SPREAD", ways);
  return {"%1 or a smaller BACKGROUND_SIZE makes it shorter%2", ways,
          isExact ? Sentence(".")
                  : Sentence("; values of more than 16 layers are sampled here, which is slow.")};
}

} // namespace

QStringList ShapMapAlgorithm::tags() const {
  return {QStringLiteral("shap"),         QStringLiteral("shapley"), QStringLiteral("explain"),
          QStringLiteral("attribution"),  QStringLiteral("raster"),  QStringLiteral("map"),
          QStringLiteral("prospectivity")};
}

QString ShapMapAlgorithm::shortDescription() const {
  return toolWords("Maps what each evidence layer gives to the prediction of every cell.");
}

QString ShapMapAlgorithm::shortHelpString() const {
  return helpText(R"(
Divides the prediction of every cell among the evidence layers (interventional Shapley values): a band for
each layer, and a map of the layer that pushes each cell up most.

The stack has one band per feature of the model, found by its name, in the units it was trained on; outputs
have its grid. Cells with NoData in a needed band, or outside of the mask, are NoData, unless the model
takes missing values.

By default log-odds are explained, exactly for networks without hidden dense layers; all else is exact up to
16 features, and sampled beyond, which is slow. Cells are compared with at most 100 background samples, by
default those of the model file.
)");
}

void ShapMapAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addParameter(
      new QgsProcessingParameterRasterLayer(QStringLiteral("STACK"), QStringLiteral("Evidence stack")));
  addBackgroundParameter();
  addAdvancedParameter(new QgsProcessingParameterNumber(
      QStringLiteral("BACKGROUND_SIZE"), QStringLiteral("Background: samples at most"),
      Qgis::ProcessingNumberParameterType::Integer, 100, false, 2));
  addParameter(maskParameter());
  addParameter(new ChoiceParameter(QStringLiteral("OUTPUT_SPACE"), QStringLiteral("Output space"),
                                   outputSpaceChoices(), 0));
  addGroupClassesParameter();
  addAdvancedParameter(minPresentParameter());
  addAdvancedParameter(mapExtentParameter());
  addAdvancedParameter(shardParameter());
  addAdvancedParameter(rasterFormatParameter());
  addSeedParameter();
  addParameter(
      new QgsProcessingParameterRasterDestination(QStringLiteral("OUTPUT"), QStringLiteral("SHAP map")));
  addParameter(new QgsProcessingParameterRasterDestination(
      QStringLiteral("DRIVER"), QStringLiteral("Strongest driver"), QVariant(), true));
  addParameter(new QgsProcessingParameterRasterDestination(
      QStringLiteral("SPREAD"), QStringLiteral("Spread over the members of the model"), QVariant(), true,
      false));
}

void ShapMapAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback* feedback) {
  ExplainAlgorithm::prepare(parameters, context, feedback);
  mMask = readMask(*this, parameters, context);
  mPart = readMapPart(*this, parameters, context, readGrid(stackFile()));
  if (!mPart.shard)
    return;
  countAsStep({}); // a part of the map is not the map that one looks at
  refuseOutputsOfWhole(parameters, {shapDriverName});
  checkShardFiles(*this, parameters, context, {driversEnding});
  mShard = summaryOfShard(*this, parameters, context, mPart, {stackFile()}, mMask);
}

void ShapMapAlgorithm::tellTime(const Model& model, const FloatMatrix& references,
                                const ShapleyOptions& options, bool hasSpread, double minPresent,
                                const Progress& progress) const {
  RasterFile unwatched = stackFile(); // what is read of it counts when the map is made
  unwatched.watch = nullptr;
  const std::unique_ptr<RasterSource> stack = layersAsLearnt(openRaster(unwatched), model, {});
  const std::unique_ptr<RasterSource> mask = mMask.on(stack->grid());
  const bool isPart = mask != nullptr || !mPart.isWhole();
  const Sentence ground = isPart ? "A smaller MASK or EXTENT" : "A MASK around the ground that matters";
  const MappingTime time = shapleyMapTime(model, references, *stack, mask.get(), options, hasSpread,
                                          minPresent, progress, mPart.cells);
  if (time.duration)
    tellDuration(progress, {"Explaining about %1 cells", time.duration->cells}, time.duration->seconds,
                 mPart.shard ? Sentence("Of a map that is divided into more shards each is shorter.")
                             : shorterBy(options, time.isExact, ground, hasSpread));
}

QVariantMap ShapMapAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*, const Progress& progress) {
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const Model& model = *opened;
  const std::unique_ptr<RasterSource> stack = layersAsLearnt(openRaster(stackFile()), model, progress);
  const std::unique_ptr<RasterSource> mask = mMask.on(stack->grid());
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(chosen(parameters, QStringLiteral("OUTPUT_SPACE"), context));
  options.permutations.seed = seed(parameters, context);
  options.permutations.maximum = 256;
  options.permutations.standardError = 0.02;
  options.groupClasses = groupsClasses(parameters, context);
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses, model.descriptions);
  const double minPresent = parameterAsDouble(parameters, QStringLiteral("MIN_PRESENT"), context);
  checkMinPresent(minPresent); // before files are made
  const int size = parameterAsInt(parameters, QStringLiteral("BACKGROUND_SIZE"), context);
  const FloatMatrix references =
      drawnBackground(background(model, progress), static_cast<std::size_t>(size), options.permutations.seed);

  const QString output = parameterAsOutputLayer(parameters, QStringLiteral("OUTPUT"), context);
  const QString driver = parameterAsOutputLayer(parameters, QStringLiteral("DRIVER"), context);
  const QString spread = parameterAsOutputLayer(parameters, QStringLiteral("SPREAD"), context);
  checkRasterDestination(output, QStringLiteral("OUTPUT"));
  checkRasterDestination(driver, QStringLiteral("DRIVER"));
  checkRasterDestination(spread, QStringLiteral("SPREAD"));
  if (!spread.isEmpty() && model.memberCount() < 2)
    throw Error("SPREAD: the model has one member, and no spread over members; train a model of several "
                "members, such as the ensemble of fold models, or leave SPREAD out.");
  tellTime(model, references, options, !spread.isEmpty(), minPresent, progress);
  const Grid grid = mPart.grid();
  const RasterOptions tagged = rasterOptions();
  const std::unique_ptr<RasterSink> attributions =
      createRaster(output.toStdString(), grid, shapleyMapBands(players), tagged);
  // Which drivers the map shows is known only at its end: until then each cell's driver and score lie beside
  // the output, in a file that goes with the run, or, of a shard, stays for whoever joins the shards.
  std::optional<QTemporaryDir> scratch;
  QString collected;
  RasterOptions plain;
  plain.overviews = false;
  if (mPart.shard) {
    collected = besideOutput(output, driversEnding);
    plain.tags = rasterTags();
  } else if (!driver.isEmpty()) {
    scratch.emplace(QFileInfo(driver).absolutePath() + QStringLiteral("/driver-XXXXXX"));
    if (!scratch->isValid())
      throw Error("DRIVER: the folder of '%1' cannot be written; choose another folder.",
                  driver.toStdString());
    collected = scratch->filePath(QStringLiteral("drivers.tif"));
  }
  std::unique_ptr<RasterSink> drivers;
  if (!collected.isEmpty())
    drivers = createRaster(collected.toStdString(), grid, collectedDriverBands(), plain);
  std::unique_ptr<RasterSink> spreads;
  if (!spread.isEmpty())
    spreads = createRaster(spread.toStdString(), grid, shapleySpreadBands(players), tagged);
  placeLayer(shapOutputName, LayerPlace::Reasons);
  placeLayer(shapDriverName, LayerPlace::Drivers);
  const Progress cells = progress.part(0, 0.96);
  if (mPart.shard) {
    ShardRasters rasters{{shapOutputName.toStdString(), output}, {shapDriversName.toStdString(), collected}};
    if (spreads)
      rasters.emplace(shapSpreadName.toStdString(), spread);
    checkNamesApart(rasters);
    NamedCounts counts = mapShapleyPart(model, references, *stack, mask.get(), mPart.cells, *attributions,
                                        drivers.get(), options, cells, spreads.get(), minPresent);
    attributions->finish();
    drivers->finish();
    if (spreads)
      spreads->finish();
    ShardSummary summary = mShard;
    summary.inputs["BACKGROUND"] = fingerprintOf(references);
    leaveShard(std::move(summary), rasterTags(), rasters, std::move(counts));
    progress.message(
        {"Shard %1 is explained; join the shards for what is told of the whole map.", mPart.shard->text()});
    QVariantMap results{{shapOutputName, output}};
    if (spreads)
      results.insert(shapSpreadName, spread);
    return results;
  }
  ExplainedMap map{model, players, options.space, {}, output, driver, spread};
  map.reasons = mapShapley(model, references, *stack, mask.get(), *attributions, drivers.get(), options,
                           cells, spreads.get(), minPresent, mPart.cells);
  tellReasons(map, progress);
  attributions->finish();
  if (drivers)
    drivers->finish();
  if (spreads)
    spreads->finish();
  for (const auto& [name, title] : reasonLayerNames(map))
    nameLayer(name, title);
  const std::unique_ptr<RasterSource> written = drivers ? openRaster(collected.toStdString()) : nullptr;
  return writeReasonMaps(map, written.get(), tagged, context, progress.part(0.96, 0.98));
}

} // namespace prospectivity

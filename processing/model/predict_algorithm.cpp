#include "processing/model/predict_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/model/backend.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/model_tiles.h"
#include "engine/predict/split_sink.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/core/feature_output.h"
#include "processing/core/raster_layer.h"
#include "processing/core/style.h"
#include "processing/model/target_outputs.h"
#include "processing/samples/point_source.h"

#include <QTemporaryDir>
#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

enum class Uncertainty { None, Ensemble, MonteCarloDropout };

const QString modelName = QStringLiteral("MODEL");
const QString stackName = QStringLiteral("STACK");
const QString layersName = QStringLiteral("LAYERS");
const QString maskName = QStringLiteral("MASK");
const QString uncertaintyName = QStringLiteral("UNCERTAINTY");
const QString passesName = QStringLiteral("PASSES");
const QString sharesName = QStringLiteral("TARGET_SHARES");
const QString depositsName = QStringLiteral("DEPOSITS");
const QString captureName = QStringLiteral("TARGET_CAPTURE");
const QString memoryName = QStringLiteral("MEMORY");
const QString outputName = QStringLiteral("OUTPUT");
const QString uncertaintyOutputName = QStringLiteral("UNCERTAINTY_OUTPUT");
const QString dissimilarityName = QStringLiteral("APPLICABILITY");
const QString areaName = QStringLiteral("APPLICABILITY_AREA");
const QString maskOutsideName = QStringLiteral("MASK_INAPPLICABLE");
const QString targetsName = QStringLiteral("TARGETS");
const QString polygonsName = QStringLiteral("TARGET_POLYGONS");

QgsProcessingParameterNumber* number(const QString& name, const QString& description, int value, int least) {
  return new QgsProcessingParameterNumber(name, description, QgsProcessingParameterNumber::Integer, value,
                                          false, least);
}

std::unique_ptr<RasterSink> rasterOrNone(const QString& path, const Grid& grid, const std::string& band) {
  return path.isEmpty() ? nullptr : createRaster(path.toStdString(), grid, {band});
}

void tellApplicability(const Applicability& area, const InsideCount& count, const Progress& progress) {
  const std::uint64_t cells = count.inside() + count.outside();
  const double share =
      cells > 0 ? 100.0 * static_cast<double>(count.outside()) / static_cast<double>(cells) : 0;
  progress.message(
      QStringLiteral("%1 % of the mapped cells lie outside the area of applicability (dissimilarity "
                     "index above %2, from %3 training samples).")
          .arg(share, 0, 'f', 1)
          .arg(static_cast<double>(area.limit()), 0, 'g', 3)
          .arg(area.sampleCount())
          .toStdString());
}

} // namespace

QStringList PredictAlgorithm::tags() const {
  return QStringLiteral("prediction,prospectivity,map,probability,cnn,uncertainty,targets,raster")
      .split(QLatin1Char(','));
}

QString PredictAlgorithm::shortDescription() const {
  return QStringLiteral("Applies a trained model to every cell of an evidence stack.");
}

QString PredictAlgorithm::shortHelpString() const {
  return QStringLiteral(
      "Applies a trained model to every cell of an evidence stack and writes the probability of a deposit, 0 "
      "to 1.\n\n"
      "Evidence: one stack, or several single rasters of the same grid. Bands are found by the names of the "
      "model's "
      "features, in any order; others are ignored and a missing one is an error. Values must have the units "
      "that the model "
      "was trained on.\n\n"
      "NoData: a cell that is NoData in any band the model needs is NoData in the map; for a windowed "
      "network, a cell whose "
      "window touches NoData or the edge of the raster. Outside of the mask (NoData, 0 or below in the mask "
      "raster, "
      "which lies on the grid of the stack) all outputs are NoData.\n\n"
      "Uncertainty: the standard deviation of the probability, either over the members of an ensemble (train "
      "with the fold "
      "models as the final model), or over thinned networks (Monte-Carlo dropout; a model trained with "
      "dropout; "
      "slow for a windowed network, which is then evaluated window by window).\n\n"
      "Area of applicability (Meyer & Pebesma 2021): the dissimilarity index is the distance of a cell to "
      "the "
      "nearest training sample, divided by the mean distance between training samples; features are "
      "standardised and weighted by how much they move the model. Cells beyond the limit, which comes from "
      "the "
      "samples of other folds, are unlike anything the model was trained on, and its probability there is a "
      "guess. A windowed network is judged by the means over the window.\n\n"
      "Target levels: the cells with the highest probability in classes, 1 being the most prospective, by "
      "the "
      "share of the mapped area; or, with a layer of deposits, by the share of these that the levels capture "
      "(steps of the success-rate curve; deposits that the model has not seen make it honest). As polygons, "
      "cells of a level that share a side belong together; area_km2 is ground on the ellipsoid in degrees, "
      "else the area of the cells on the map.\n\n"
      "Rasters of any size are streamed: memory stays within the budget. The result does not depend on the "
      "budget or on the "
      "number of processors. Outputs are tiled, compressed GeoTIFF files on the grid of the stack.");
}

void PredictAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(new QgsProcessingParameterFile(modelName, QStringLiteral("Model"),
                                              QgsProcessingParameterFile::File, QString(), QVariant(), false,
                                              QStringLiteral("Prospectivity models (*.pt);;All files (*)")));
  addParameter(
      new QgsProcessingParameterRasterLayer(stackName, QStringLiteral("Evidence stack"), QVariant(), true));
  addParameter(new QgsProcessingParameterMultipleLayers(
      layersName, QStringLiteral("Or: single evidence rasters of one grid"), QgsProcessing::TypeRaster,
      QVariant(), true));
  addParameter(new QgsProcessingParameterRasterLayer(
      maskName, QStringLiteral("Mask (cells above 0 are mapped)"), QVariant(), true));
  addParameter(
      new QgsProcessingParameterEnum(uncertaintyName, QStringLiteral("Uncertainty"),
                                     {QStringLiteral("None"), QStringLiteral("Ensemble of fold models"),
                                      QStringLiteral("Monte-Carlo dropout")},
                                     false, 0));
  addAdvancedParameter(number(passesName, QStringLiteral("Thinned networks of Monte-Carlo dropout"), 30, 2));
  addAdvancedParameter(new QgsProcessingParameterString(
      sharesName, QStringLiteral("Target levels: percent of the area, rising"),
      QStringLiteral("1, 5, 10, 20")));
  addParameter(new QgsProcessingParameterFeatureSource(
      depositsName, QStringLiteral("Deposits that set the target levels (instead of percent of the area)"),
      {QgsProcessing::TypeVectorPoint}, QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterString(
      captureName, QStringLiteral("Target levels with deposits: percent of them captured, rising"),
      QStringLiteral("50, 80, 95")));
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      maskOutsideName, QStringLiteral("Leave cells outside of the area of applicability out"), false));
  addAdvancedParameter(number(memoryName, QStringLiteral("Memory for tiles under way (MB)"), 256, 1));
  addSeedParameter();
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Prospectivity")));
  addParameter(new QgsProcessingParameterRasterDestination(
      uncertaintyOutputName, QStringLiteral("Uncertainty (standard deviation)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(
      dissimilarityName, QStringLiteral("Applicability (dissimilarity index)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(
      areaName, QStringLiteral("Area of applicability (1 inside, 0 outside)"), QVariant(), true, false));
  addParameter(new QgsProcessingParameterRasterDestination(targetsName, QStringLiteral("Target levels"),
                                                           QVariant(), true, false));
  addParameter(new QgsProcessingParameterFeatureSink(polygonsName, QStringLiteral("Target polygons"),
                                                     QgsProcessing::TypeVectorPolygon, QVariant(), true,
                                                     false));
}

void PredictAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback*) {
  const QList<QgsMapLayer*> layers = parameterAsLayerList(parameters, layersName, context);
  const bool hasStack = parameters.value(stackName).isValid();
  if (hasStack == !layers.isEmpty())
    throw Error("STACK: give either one evidence stack, or single rasters in LAYERS.");
  if (hasStack)
    mLayers = {rasterPath(parameterAsRasterLayer(parameters, stackName, context), stackName)};
  else
    mLayers = rasterPaths(layers, layersName);
  mDeposits.reset(parameterAsSource(parameters, depositsName, context));
  if (parameters.value(maskName).isValid())
    mMask = rasterPath(parameterAsRasterLayer(parameters, maskName, context), maskName);
}

QVariantMap PredictAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*, const Progress& progress) {
  const auto uncertainty = static_cast<Uncertainty>(parameterAsEnum(parameters, uncertaintyName, context));
  targetShares(parameters, context); // its mistakes are told before the work
  const Model model = modelBackend().load(parameterAsFile(parameters, modelName, context).toStdString());
  const QString output = parameterAsOutputLayer(parameters, outputName, context);
  const QString spread = parameterAsOutputLayer(parameters, uncertaintyOutputName, context);
  const QString targets = parameterAsOutputLayer(parameters, targetsName, context);
  const QString dissimilarity = parameterAsOutputLayer(parameters, dissimilarityName, context);
  const QString applicable = parameterAsOutputLayer(parameters, areaName, context);
  const bool hasTargets = !targets.isEmpty() || parameters.value(polygonsName).isValid();
  for (const auto& [path, name] : {std::pair(output, outputName),
                                   {spread, uncertaintyOutputName},
                                   {dissimilarity, dissimilarityName},
                                   {applicable, areaName},
                                   {targets, targetsName}})
    checkRasterDestination(path, name);
  if (spread.isEmpty() != (uncertainty == Uncertainty::None))
    throw Error(spread.isEmpty()
                    ? "UNCERTAINTY_OUTPUT: choose a file for the uncertainty, or UNCERTAINTY None."
                    : "UNCERTAINTY: choose how to measure it, or leave UNCERTAINTY_OUTPUT out.");

  const std::unique_ptr<RasterSource> source = openLayers(mLayers);
  const std::unique_ptr<RasterSource> mask = mMask.empty() ? nullptr : openRaster(mMask);
  TilingOptions options;
  options.memory = static_cast<std::size_t>(parameterAsInt(parameters, memoryName, context)) << 20;
  options.halo = haloOf(model);
  options.outputBands = spread.isEmpty() ? 1 : 2;
  TileFunction tiles;
  if (uncertainty == Uncertainty::Ensemble)
    tiles = ensembleTiles(model);
  else if (uncertainty == Uncertainty::MonteCarloDropout)
    tiles = dropoutTiles(model, parameterAsInt(parameters, passesName, context), seed(parameters, context));
  else
    tiles = probabilityTiles(model);

  const bool maskOutside = parameterAsBoolean(parameters, maskOutsideName, context);
  std::shared_ptr<const Applicability> area;
  if (maskOutside || !dissimilarity.isEmpty() || !applicable.isEmpty()) {
    area = std::make_shared<const Applicability>(model.training, gradientImportance(model));
    tiles = withApplicability({tiles, options.outputBands, 2 * options.halo + 1}, area, maskOutside);
    options.outputBands += 2;
  }

  const std::vector<int> bands = findBands(*source, model.features);
  progress.message("Predicting " + std::to_string(source->grid().columns) + " x " +
                   std::to_string(source->grid().rows) + " cells with " + std::to_string(availableThreads()) +
                   " thread(s).");
  std::vector<std::unique_ptr<RasterSink>> sinks;
  sinks.push_back(createRaster(output.toStdString(), source->grid(), {"probability"}));
  if (!spread.isEmpty())
    sinks.push_back(
        createRaster(spread.toStdString(), source->grid(), {"standard deviation of the probability"}));
  const InsideCount* inside = nullptr;
  if (area) {
    sinks.push_back(rasterOrNone(dissimilarity, source->grid(), "dissimilarity index"));
    auto count =
        std::make_unique<InsideCount>(rasterOrNone(applicable, source->grid(), "area of applicability"));
    inside = count.get();
    sinks.push_back(std::move(count));
  }
  SplitSink sink(std::move(sinks));
  computeTiles(*source, bands, mask.get(), sink, options, tiles, progress.part(0, hasTargets ? 0.8 : 0.95));
  sink.finish();
  styleProspectivity(context, output);
  QVariantMap results{{outputName, output}};
  if (!spread.isEmpty()) {
    styleSpread(context, spread);
    results.insert(uncertaintyOutputName, spread);
  }
  if (area)
    tellApplicability(*area, *inside, progress);
  if (!dissimilarity.isEmpty()) {
    styleDissimilarity(context, dissimilarity, area->limit());
    results.insert(dissimilarityName, dissimilarity);
  }
  if (!applicable.isEmpty()) {
    styleApplicability(context, applicable);
    results.insert(areaName, applicable);
  }
  if (hasTargets)
    writeTargets(parameters, context, output, results, progress.part(0.8, 1));
  return results;
}

std::vector<double> PredictAlgorithm::targetShares(const QVariantMap& parameters,
                                                   QgsProcessingContext& context) const {
  const QString& name = mDeposits ? captureName : sharesName;
  return parseShares(parameterAsString(parameters, name, context).toStdString(), name.toStdString());
}

void PredictAlgorithm::writeTargets(const QVariantMap& parameters, QgsProcessingContext& context,
                                    const QString& mapPath, QVariantMap& results,
                                    const Progress& progress) const {
  const std::unique_ptr<RasterSource> map = openRaster(mapPath.toStdString());
  const std::vector<double> shares = targetShares(parameters, context);
  const Progress choosing = progress.part(0, 0.3);
  const std::vector<TargetLevel> levels = mDeposits
                                              ? levelsByDeposits(*mDeposits, *map, shares, context, choosing)
                                              : targetLevels(*map, shares, choosing);
  const std::vector<std::string> names = targetLevelNames(levels);
  QStringList legend;
  for (const std::string& name : names)
    legend << QString::fromStdString(name);

  const QString targets = parameterAsOutputLayer(parameters, targetsName, context);
  const QTemporaryDir scratch; // for the polygons alone
  const QString levelsPath = targets.isEmpty() ? scratch.filePath(QStringLiteral("levels.tif")) : targets;
  const std::unique_ptr<RasterSink> sink =
      createRaster(levelsPath.toStdString(), map->grid(), {"target level"}, {CellType::Byte, true});
  writeTargetLevels(*map, levels, *sink, progress.part(0.3, 0.6));
  sink->finish();
  if (!targets.isEmpty()) {
    styleLevels(context, targets, legend);
    results.insert(targetsName, targets);
  }
  const QString polygons = writeFeatures(
      polygonsName,
      [&](QString& layerId) {
        return parameterAsSink(parameters, polygonsName, context, layerId, targetFields(),
                               QgsWkbTypes::Polygon, crsOf(map->grid()));
      },
      context,
      [&](QgsFeatureSink& to) {
        return writeTargetPolygons(
            targetPolygons(*map, levels, levelsPath.toStdString(), progress.part(0.6, 1)), names, to);
      });
  if (!polygons.isEmpty()) {
    legend.removeLast();
    styleLevelPolygons(context, polygons, legend);
    results.insert(polygonsName, polygons);
  }
}

} // namespace prospectivity

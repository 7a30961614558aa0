#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/parallel.h"
#include "engine/network/backend.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/predict/model_tiles.h"
#include "engine/predict/range_shares.h"
#include "engine/predict/split_sink.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/frame/given_parameters.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/raster_layer.h"
#include "processing/model/predict_algorithm.h"
#include "processing/model/predict_parameters.h"
#include "processing/model/target_outputs.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"

#include <QTemporaryDir>

namespace prospectivity {

using namespace predict;

namespace {

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

QVariantMap PredictAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*, const Progress& progress) {
  targetShares(parameters, context); // its mistakes are told before the work
  const std::unique_ptr<const Model> opened =
      modelBackend().load(parameterAsFile(parameters, modelName, context).toStdString());
  const Model& model = *opened;
  const Maps maps = wantedMaps(parameters, context);
  const bool hasTargets = !maps.targets.isEmpty() || isGiven(parameters, polygonsName);

  const std::unique_ptr<RasterSource> source = layersAsLearnt(openLayers(mLayers), model, progress);
  const std::unique_ptr<RasterSource> mask = mMask.on(source->grid());
  TilingOptions options;
  options.memory =
      static_cast<std::size_t>(parameterAsInt(parameters, memoryName, context)) * MemoryBudget::megabyte;
  options.halo = model.layout().halo();
  options.outputBands = maps.spread.isEmpty() ? 1 : 2;
  RangeShares shares(model);
  TileFunction tiles = shares.counted(tilesOf(model, parameters, context));
  const bool maskOutside = parameterAsBoolean(parameters, maskOutsideName, context);
  std::shared_ptr<const Applicability> area;
  if (maskOutside || !maps.dissimilarity.isEmpty() || !maps.applicable.isEmpty()) {
    area = std::make_shared<const Applicability>(model.training, gradientImportance(model));
    tiles = withApplicability({tiles, options.outputBands, 2 * options.halo + 1}, area, maskOutside);
    options.outputBands += 2;
  }

  const std::vector<int> bands = modelBands(*source, model.features);
  progress.message("Predicting " + std::to_string(source->grid().columns) + " x " +
                   std::to_string(source->grid().rows) + " cells with " + std::to_string(availableThreads()) +
                   " thread(s).");
  std::vector<std::unique_ptr<RasterSink>> sinks;
  sinks.push_back(rasterOrNone(maps.probability, source->grid(), "probability"));
  if (!maps.spread.isEmpty())
    sinks.push_back(rasterOrNone(maps.spread, source->grid(), "standard deviation of the probability"));
  const InsideCount* inside = nullptr;
  if (area) {
    sinks.push_back(rasterOrNone(maps.dissimilarity, source->grid(), "dissimilarity index"));
    auto count =
        std::make_unique<InsideCount>(rasterOrNone(maps.applicable, source->grid(), "area of applicability"));
    inside = count.get();
    sinks.push_back(std::move(count));
  }
  SplitSink sink(std::move(sinks));
  const std::size_t mapped = computeTiles(*source, bands, mask.get(), sink, options, tiles,
                                          progress.part(0, hasTargets ? 0.8 : 0.95));
  if (mapped == 0)
    throw Error(mLayersName.toStdString() +
                ": no cell has data in every layer of the model; check the layers and the mask.");
  sink.finish();
  for (const std::string& doubt : shares.doubts())
    progress.warning(doubt);
  if (area)
    tellApplicability(*area, *inside, progress);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  addMaps(maps, area ? area->limit() : 0, context, outputs);
  if (hasTargets)
    writeTargets(parameters, context, maps.probability, outputs, progress.part(0.8, 1));
  return outputs.results();
}

PredictAlgorithm::Maps PredictAlgorithm::wantedMaps(const QVariantMap& parameters,
                                                    QgsProcessingContext& context) const {
  const auto fileOf = [&](const QString& name) {
    const QString path = parameterAsOutputLayer(parameters, name, context);
    checkRasterDestination(path, name);
    return path;
  };
  const Maps maps{fileOf(outputName), fileOf(uncertaintyOutputName), fileOf(dissimilarityName),
                  fileOf(areaName), fileOf(targetsName)};
  const auto uncertainty = static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context));
  if (maps.spread.isEmpty() != (uncertainty == Uncertainty::None))
    throw Error(maps.spread.isEmpty()
                    ? "UNCERTAINTY_OUTPUT: choose a file for the uncertainty, or UNCERTAINTY None."
                    : "UNCERTAINTY: choose how to measure it, or leave UNCERTAINTY_OUTPUT out.");
  return maps;
}

TileFunction PredictAlgorithm::tilesOf(const Model& model, const QVariantMap& parameters,
                                       QgsProcessingContext& context) const {
  switch (static_cast<Uncertainty>(chosen(parameters, uncertaintyName, context))) {
  case Uncertainty::Ensemble:
    return ensembleTiles(model);
  case Uncertainty::MonteCarloDropout:
    return dropoutTiles(model, parameterAsInt(parameters, passesName, context), seed(parameters, context));
  case Uncertainty::None:
    break;
  }
  return probabilityTiles(model);
}

void PredictAlgorithm::addMaps(const Maps& maps, double applicabilityLimit, QgsProcessingContext& context,
                               RunOutputs& outputs) {
  styleProspectivity(context, maps.probability);
  outputs.add(outputName, maps.probability);
  if (!maps.spread.isEmpty()) {
    styleSpread(context, maps.spread);
    outputs.add(uncertaintyOutputName, maps.spread);
  }
  if (!maps.dissimilarity.isEmpty()) {
    styleDissimilarity(context, maps.dissimilarity, applicabilityLimit);
    outputs.add(dissimilarityName, maps.dissimilarity);
  }
  if (!maps.applicable.isEmpty()) {
    styleApplicability(context, maps.applicable);
    outputs.add(areaName, maps.applicable);
  }
}

std::vector<double> PredictAlgorithm::targetShares(const QVariantMap& parameters,
                                                   QgsProcessingContext& context) const {
  const QString& name = mDeposits ? captureName : sharesName;
  return parseShares(parameterAsString(parameters, name, context).toStdString(), name.toStdString());
}

void PredictAlgorithm::writeTargets(const QVariantMap& parameters, QgsProcessingContext& context,
                                    const QString& mapPath, RunOutputs& outputs,
                                    const Progress& progress) const {
  const std::unique_ptr<RasterSource> map = openRaster(mapPath.toStdString());
  const QString stackName = QStringLiteral("STACK");
  if (isGiven(parameters, polygonsName))
    warnOfAreaScale(map->grid(), stackName, progress);
  else
    warnOfUnequalCells(map->grid(), stackName, progress);
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
    outputs.add(targetsName, targets);
  }
  const QString polygons = outputs.layer(
      polygonsName, targetFields(), Qgis::WkbType::Polygon, crsOf(map->grid()), [&](QgsFeatureSink& to) {
        return writeTargetPolygons(
            targetPolygons(*map, levels, levelsPath.toStdString(), progress.part(0.6, 1)), names, to);
      });
  if (!polygons.isEmpty()) {
    legend.removeLast();
    styleLevelPolygons(context, polygons, legend);
  }
}

} // namespace prospectivity

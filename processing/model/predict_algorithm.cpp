#include "processing/model/predict_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/layers/raster_layer.h"
#include "processing/model/predict_parameters.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>

#include <algorithm>
#include <limits>

namespace prospectivity {

using namespace predict;

namespace {

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

} // namespace

QStringList PredictAlgorithm::tags() const {
  return QStringLiteral(
             "prediction,prospectivity,map,probability,cnn,uncertainty,applicability,targets,polygons,raster")
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
      "was trained on. What the stack of the training samples did to a layer (logarithm, winsorizing, "
      "standardizing) is kept in the model: a layer that lacks it is transformed likewise, and told; one "
      "that "
      "was transformed otherwise is refused. A layer that lies outside of the range of the training samples "
      "in far more cells than "
      "chance explains is warned of.\n\n"
      "NoData: a cell that is NoData in any band the model needs is NoData in the map; for a windowed "
      "network, a cell whose "
      "window touches NoData or the edge of the raster. Outside of the mask (a raster: NoData, 0 or below; "
      "polygons: cell centres in none of them) all outputs are NoData.\n\n"
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
  addParameter(new QgsProcessingParameterFile(
      modelName, QStringLiteral("Model"), Qgis::ProcessingFileParameterBehavior::File, QString(), QVariant(),
      false, QStringLiteral("Prospectivity models (*.pt);;All files (*)")));
  addParameter(
      new QgsProcessingParameterRasterLayer(stackName, QStringLiteral("Evidence stack"), QVariant(), true));
  addParameter(new QgsProcessingParameterMultipleLayers(
      layersName, QStringLiteral("Or: single evidence rasters of one grid"),
      Qgis::ProcessingSourceType::Raster, QVariant(), true));
  addParameter(maskParameter());
  addParameter(new ChoiceParameter(uncertaintyName, QStringLiteral("Uncertainty"), uncertaintyChoices(), 0));
  addAdvancedParameter(number(passesName, QStringLiteral("Thinned networks of Monte-Carlo dropout"), 30, 2));
  addAdvancedParameter(new QgsProcessingParameterString(
      sharesName, QStringLiteral("Target levels: percent of the area, rising"),
      QStringLiteral("1, 5, 10, 20")));
  addParameter(new QgsProcessingParameterFeatureSource(
      depositsName, QStringLiteral("Deposits that set the target levels (instead of percent of the area)"),
      sourceTypes(Qgis::ProcessingSourceType::VectorPoint), QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterString(
      captureName, QStringLiteral("Target levels with deposits: percent of them captured, rising"),
      QStringLiteral("50, 80, 95")));
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      maskOutsideName, QStringLiteral("Leave cells outside of the area of applicability out"), false));
  addAdvancedParameter(
      number(memoryName, QStringLiteral("Memory for tiles under way (MB)"), tileMegabytes(), 1));
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
                                                     Qgis::ProcessingSourceType::VectorPolygon, QVariant(),
                                                     true, false));
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
  mMask = readMask(*this, parameters, context);
}

} // namespace prospectivity

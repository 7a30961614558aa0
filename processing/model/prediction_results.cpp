#include "processing/model/prediction_results.h"

#include "engine/predict/target_levels.h"
#include "engine/raster/gdal_raster.h"
#include "processing/language/language.h"
#include "processing/layers/map_scale.h"
#include "processing/model/predict_parameters.h"
#include "processing/model/probability_map.h"
#include "processing/model/risk_return_output.h"
#include "processing/model/target_outputs.h"
#include "processing/outputs/run_outputs.h"

#include <memory>
#include <utility>

namespace prospectivity {

using namespace predict;

namespace {

QString words(const char* english) {
  return inLanguage(Words::Layers, QString::fromUtf8(english));
}

void writeTargetsOf(const PredictedMap& map, const WholeMapChoices& choices, QgsProcessingContext& context,
                    RunOutputs& outputs, const Progress& progress) {
  const std::unique_ptr<RasterSource> score = openRaster(map.maps.score.toStdString());
  warnOfUnequalCells(score->grid(), choices.layersParameter, progress);
  const Progress first = progress.part(0, 0.3);
  const std::vector<TargetLevel> levels =
      choices.deposits != nullptr
          ? levelsByDeposits(*choices.deposits, *score, choices.shares, context, first)
          : targetLevels(*score, choices.shares, first);
  const TargetKnowledge knowledge{map.model,           map.layers,     map.place,      map.spread,
                                  map.coverage,        map.applicable, map.layerCount, choices.known,
                                  choices.leastTarget, choices.seed,   choices.scratch};
  writeTargets(*score, levels, choices.targets, knowledge, context, outputs, progress.part(0.3, 1));
}

} // namespace

void writeWholeMap(const PredictedMap& map, const WholeMapChoices& choices, ProbabilityMap& probability,
                   std::unique_ptr<RasterSource> logits, QgsProcessingContext& context, RunOutputs& outputs,
                   const Progress& progress) {
  map.maps.handIn(map.limit, map.layerCount, context, outputs);
  if (probability.isWanted())
    probability.write(std::move(logits), map.model, context, outputs, progress.part(0, 0.4));
  if (!choices.risk.isEmpty())
    writeRiskReturnMap(map.maps.score, map.spread, choices.riskScore, choices.riskSpread, choices.risk,
                       context, outputs, progress.part(0.4, 0.6));
  if (choices.hasTargets())
    writeTargetsOf(map, choices, context, outputs, progress.part(0.6, 1));
}

Error nothingToMap(const Model& model, const LayerCoverage& coverage) {
  if (!model.takesMissing())
    return Error("%1: no cell has data in every layer of the model; check the layers and the mask.",
                 Subject::Stack);
  return Error("%1: no cell has data in at least %2 of the %3 layers of the model; check the layers and the "
               "mask, or choose a smaller %4.",
               Subject::Stack, coverage.fewest(), coverage.layers(), Subject::MinPresent);
}

void tellApplicability(const Applicability& area, std::uint64_t inside, std::uint64_t outside,
                       const Progress& progress) {
  const std::uint64_t cells = inside + outside;
  const double share = cells > 0 ? 100.0 * static_cast<double>(outside) / static_cast<double>(cells) : 0;
  progress.message({"%1 % of the mapped cells lie outside the area of applicability (dissimilarity index "
                    "above %2, from %3 "
                    "training samples).",
                    QString::number(share, 'f', 1).toStdString(),
                    QString::number(static_cast<double>(area.limit()), 'g', 3).toStdString(),
                    area.sampleCount()});
}

LeastTarget leastTargetOf(std::optional<double> hectares) {
  LeastTarget least;
  if (hectares) {
    least.cells = 1;
    least.squareMetres = *hectares * 1e4;
  }
  return least;
}

const std::vector<std::pair<QString, QString>>& predictionLayerNames() {
  static const std::vector<std::pair<QString, QString>> names{
      {uncertaintyOutputName, words("Spread of the score")},
      {probabilityName, words("Probability of a deposit")},
      {dissimilarityName, words("Dissimilarity to the training samples")},
      {areaName, words("Area of applicability")},
      {polygonsName, words("Targets")},
      {coverageName, words("Layers with data")}};
  return names;
}

} // namespace prospectivity

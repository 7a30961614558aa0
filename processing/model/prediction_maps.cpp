#include "processing/model/prediction_maps.h"

#include "processing/language/language.h"
#include "processing/model/predict_parameters.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/style.h"

namespace prospectivity {

using namespace predict;

void PredictionMaps::handIn(double applicabilityLimit, std::size_t layers, QgsProcessingContext& context,
                            RunOutputs& outputs) const {
  styleProspectivity(context, score);
  outputs.add(outputName, score);
  if (!spread.isEmpty()) {
    styleSpread(context, spread,
                inLanguage(Words::Legends, QStringLiteral("standard deviation of the score")));
    addVeil(context, spread);
    outputs.add(uncertaintyOutputName, spread);
  }
  if (!dissimilarity.isEmpty()) {
    styleDissimilarity(context, dissimilarity, applicabilityLimit);
    outputs.add(dissimilarityName, dissimilarity);
  }
  if (!applicable.isEmpty()) {
    styleApplicability(context, applicable);
    outputs.add(areaName, applicable);
  }
  if (!coverage.isEmpty()) {
    styleCoverage(context, coverage, static_cast<int>(layers));
    outputs.add(coverageName, coverage);
  }
}

} // namespace prospectivity

#pragma once

#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/predict/applicability.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/target_ranks.h"
#include "engine/raster/raster_source.h"
#include "processing/model/prediction_maps.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

class ProbabilityMap;
class RunOutputs;

/// What becomes of a prediction once the cells of its maps are written, in one run or in shards that were
/// joined: all that only a whole map has.

/// A map whose cells are written.
struct PredictedMap {
  const Model& model;
  RasterSource& layers; ///< as the model learnt them; for the reasons of targets
  Tile place;           ///< of the map on the grid of the layers
  PredictionMaps maps;  ///< those that were asked for
  QString spread;       ///< the rasters that the list of targets looks at, asked for or not; empty: none
  QString coverage;     ///< of layers with data
  QString applicable;   ///< 1 inside, 0 outside
  double limit = 0;     ///< of the dissimilarity index
  std::size_t layerCount = 0;
};

/// What is to be made of it.
struct WholeMapChoices {
  QString risk; ///< file of the risk and return; empty: none
  double riskScore = 0.5;
  std::optional<double> riskSpread; ///< nothing: the median
  QString targets;                  ///< file of the target levels; empty: none
  bool hasPolygons = false;
  std::vector<double> shares; ///< of the area, or of the deposits when there are any
  const QgsProcessingFeatureSource* deposits = nullptr;
  const QgsProcessingFeatureSource* known = nullptr;
  LeastTarget leastTarget;
  std::uint64_t seed = 1;
  QString scratch;         ///< a folder that goes with the run; needed for polygons
  QString layersParameter; ///< by which the layers were given

  bool hasTargets() const { return hasPolygons || !targets.isEmpty(); }
};

/// Hands in the maps, and makes the others that were asked for. `probability`: solved and written where it is
/// wanted, of the logits of the cells, which are null otherwise. Throws Error as those that make them do.
void writeWholeMap(const PredictedMap& map, const WholeMapChoices& choices, ProbabilityMap& probability,
                   std::unique_ptr<RasterSource> logits, QgsProcessingContext& context, RunOutputs& outputs,
                   const Progress& progress);

/// Told where no cell is predicted.
Error nothingToMap(const Model& model, const LayerCoverage& coverage);

/// Tells how many of the cells lie inside of the area of applicability and outside.
void tellApplicability(const Applicability& area, std::uint64_t inside, std::uint64_t outside,
                       const Progress& progress);

/// MIN_TARGET_AREA, in hectares, as what is large enough; nothing: two cells.
LeastTarget leastTargetOf(std::optional<double> hectares);

/// Outputs of a prediction whose layers are not called by their titles, and what they are called.
const std::vector<std::pair<QString, QString>>& predictionLayerNames();

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/predict/target_ranks.h"
#include "engine/raster/raster_source.h"

#include <QString>
#include <qgsfields.h>

#include <cstdint>
#include <string>
#include <vector>

class QgsFeatureSink;
class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// What a run of prospectivity:predict knows beside the map, for the list of its targets.
struct TargetKnowledge {
  const Model& model;
  RasterSource& stack;                               ///< the layers as the model learnt them
  Tile place;                                        ///< of the map on the grid of the layers
  QString spread;                                    ///< raster of standard deviations; empty: not known
  QString coverage;                                  ///< raster of layers with data; empty: all, everywhere
  QString applicable;                                ///< raster of 1 inside, 0 outside; empty: not known
  std::size_t layers;                                ///< of the model
  const QgsProcessingFeatureSource* known = nullptr; ///< KNOWN_DEPOSITS, null where not given
  LeastTarget least;                                 ///< MIN_TARGET_AREA
  std::uint64_t seed = 1;                            ///< of permutations, where values are not exact
  QString scratch;                                   ///< a folder that goes with the run
};

/// The first targets by rank whose drivers are told; more would keep a run waiting for what nobody reads.
constexpr std::size_t targetsWithDrivers = 200;

/// Of the layer of targets.
QgsFields targetFields();

/// Ranks the targets found, and writes them with all that is known of them, the best first. `names`: of the
/// levels. Tells how many are too small to be listed. Returns how many it wrote. Throws Error naming
/// KNOWN_DEPOSITS or MIN_TARGET_AREA.
long long writeTargetFeatures(std::vector<TargetPolygon> found, const std::vector<std::string>& names,
                              const Grid& grid, const TargetKnowledge& knowledge,
                              const QgsProcessingContext& context, QgsFeatureSink& sink,
                              const Progress& progress);

} // namespace prospectivity

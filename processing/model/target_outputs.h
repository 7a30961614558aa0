#pragma once

#include "engine/core/progress.h"
#include "engine/predict/target_polygons.h"
#include "processing/model/target_features.h"

#include <QString>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

class RunOutputs;

/// What the deposits of the parameter DEPOSITS say of a map of prospectivity scores: levels that capture the
/// given shares of them. Each cell with deposits counts once. `progress` is told which points were left out.
/// Throws Error naming DEPOSITS when none lies on a cell with data.
std::vector<TargetLevel> levelsByDeposits(const QgsProcessingFeatureSource& deposits, RasterSource& map,
                                          const std::vector<double>& captures, QgsProcessingContext& context,
                                          const Progress& progress);

/// Writes the levels of a map: the raster `path` with its style, which is not wanted where `path` is empty,
/// and the ranked layer TARGET_POLYGONS where `outputs` has it (target_features.h).
void writeTargets(RasterSource& map, const std::vector<TargetLevel>& levels, const QString& path,
                  const TargetKnowledge& knowledge, QgsProcessingContext& context, RunOutputs& outputs,
                  const Progress& progress);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/predict/target_polygons.h"

#include <QVariantMap>

class QgsFeatureSink;
class QgsFields;
class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

/// What the deposits of the parameter DEPOSITS say of a map of probabilities: levels that capture the given
/// shares of them. Each cell with deposits counts once. `progress` is told which points were left out. Throws
/// Error naming DEPOSITS when none lies on a cell with data.
std::vector<TargetLevel> levelsByDeposits(const QgsProcessingFeatureSource& deposits, RasterSource& map,
                                          const std::vector<double>& captures, QgsProcessingContext& context,
                                          const Progress& progress);

/// Fields of the target polygons: level, name, area_km2 (NULL without a CRS), mean_prob, max_prob.
QgsFields targetFields();

/// One feature per polygon; returns their number. `names`: of the levels.
long long writeTargetPolygons(const std::vector<TargetPolygon>& polygons,
                              const std::vector<std::string>& names, QgsFeatureSink& sink);

} // namespace prospectivity

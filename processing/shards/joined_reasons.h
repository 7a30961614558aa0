#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "processing/explain/shap_map_results.h"
#include "processing/shards/joined_prediction.h"
#include "processing/shards/shard_set.h"

#include <QVariantMap>

class QgsProcessingContext;

namespace prospectivity {

/// Joins the attributions, and the spread where it is asked for, of shards of prospectivity:shapmap, and
/// tells what that tells. Throws Error naming an output that the shards have no cells for.
ExplainedMap joinReasons(const ShardSet& shards, const Model& model, const WantedOutputs& wanted,
                         const RasterOptions& options, const Progress& progress);

/// Hands in what joinReasons() joined, with the map of the drivers.
QVariantMap writeJoinedReasons(const ShardSet& shards, const ExplainedMap& map, const RasterOptions& options,
                               QgsProcessingContext& context, const Progress& progress);

} // namespace prospectivity

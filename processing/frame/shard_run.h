#pragma once

#include "engine/predict/shard_summary.h"
#include "engine/raster/raster_file.h"
#include "processing/frame/map_part.h"
#include "processing/layers/mask_layer.h"
#include "processing/outputs/shard_files.h"

#include <QStringList>
#include <QVariantMap>

#include <map>
#include <string>
#include <vector>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// Throws Error naming the first of these outputs that is asked for of a run over a shard, though only the
/// whole map has it.
void refuseOutputsOfWhole(const QVariantMap& parameters, const QStringList& outputs);

/// Throws Error naming the output that is to lie in another folder than OUTPUT (the summary names files
/// beside it alone, so that the folder can be moved), and the input that is one of the files that the run may
/// leave beside it, called as OUTPUT with one of the endings. Call in the main thread.
void checkShardFiles(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context, const QStringList& endings);

/// How a run is made, in the words of one over the whole. `inputs`: fingerprints of its layers by parameter.
/// Model and grid are not in it yet. Call in the main thread, where layers may be opened.
MapRun runOfWhole(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                  QgsProcessingContext& context, std::map<std::string, std::string> inputs);

/// What a run over a shard of a stack's map says of itself before it computes: how a run over the whole map
/// would be made, and what `stack` and `mask` are at that time. Model, rasters and counts are not in it yet.
/// Call in the main thread, where layers may be opened. Throws Error where an input cannot be read.
ShardSummary summaryOfShard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                            QgsProcessingContext& context, const MapPart& part,
                            const std::vector<RasterFile>& stack, const MaskLayer& mask);

/// Leaves the summary beside the rasters of the shard, which are whole. `tags`: of the run's rasters, with
/// its model. Throws Error when it cannot be written.
void leaveShard(ShardSummary summary, const RasterTags& tags, const ShardRasters& rasters,
                NamedCounts counts);

} // namespace prospectivity

#pragma once

#include "engine/core/progress.h"
#include "engine/raster/gdal_sink.h"
#include "processing/evidence/vector_evidence_results.h"
#include "processing/shards/shard_set.h"

#include <QString>

class QgsProcessingContext;

namespace prospectivity {

/// The raster of prospectivity:vectorevidence, joined of its shards to `output` and styled. Returns what it
/// is of. Throws Error as a single run does when no shape reaches any cell.
VectorEvidence joinVectors(const ShardSet& shards, const QString& output, const RasterOptions& options,
                           QgsProcessingContext& context, const Progress& progress);

} // namespace prospectivity

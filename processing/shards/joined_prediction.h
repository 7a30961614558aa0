#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/raster/raster_file.h"
#include "processing/shards/shard_set.h"

#include <QMap>
#include <QString>

#include <vector>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace prospectivity {

class RunOutputs;

/// Files of the outputs that were asked for, by their parameters.
using WantedOutputs = QMap<QString, QString>;

/// What a join is given beside the shards.
struct JoinInputs {
  const Model& model;             ///< that the shards were made with
  std::vector<RasterFile> layers; ///< that they were made of; empty: not given
  QString layersParameter;        ///< by which they were
  const QgsProcessingFeatureSource* deposits = nullptr;
  const QgsProcessingFeatureSource* known = nullptr;
};

/// The maps of prospectivity:predict, joined of its shards, and what only the whole has. `hasPolygons`:
/// whether the list of targets is asked for. Throws Error naming an output that the shards have no cells for.
void joinPrediction(const ShardSet& shards, const JoinInputs& inputs, const WantedOutputs& wanted,
                    bool hasPolygons, QgsProcessingContext& context, RunOutputs& outputs,
                    const Progress& progress);

} // namespace prospectivity

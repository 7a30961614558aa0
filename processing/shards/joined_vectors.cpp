#include "processing/shards/joined_vectors.h"

#include "engine/core/error.h"
#include "processing/outputs/shard_files.h"

#include <optional>

namespace prospectivity {

namespace {

/// What the parameters and the raster of the shards tell.
VectorEvidence evidenceOf(const ShardSet& shards, const QString& raster) {
  VectorEvidence evidence;
  const std::optional<int> method =
      numberOf(vectorMethodChoices(), shards.text(QStringLiteral("METHOD")).toStdString());
  if (!method)
    throw Error("SHARDS: METHOD of the shards is none that there is; make them again.");
  evidence.method = static_cast<VectorMethod>(*method);
  evidence.field = shards.text(QStringLiteral("FIELD"));
  evidence.description = shards.description(raster, 0);
  for (const auto& [name, value] : shards.bandItems(raster, 0))
    if (name == "source")
      evidence.layer = QString::fromStdString(value);
  return evidence;
}

} // namespace

VectorEvidence joinVectors(const ShardSet& shards, const QString& output, const RasterOptions& options,
                           QgsProcessingContext& context, const Progress& progress) {
  const QString raster = QString::fromStdString(mainRaster);
  const NamedCounts counts = shards.counts();
  const auto reached = counts.find(reachedCount);
  if (reached == counts.end() || reached->second.size() != 1)
    throw Error("SHARDS: the counts that the shards left are not whole; make them again.");
  shards.check({raster}, progress);
  const VectorEvidence evidence = evidenceOf(shards, raster);
  tellReach(evidence, reached->second.front(), progress);
  shards.join(raster, output, options, progress.part(0, 0.9));
  styleVectorEvidence(context, evidence, output);
  return evidence;
}

} // namespace prospectivity

#pragma once

#include "engine/predict/shard_summary.h"
#include "engine/raster/gdal_sink.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace prospectivity {

/// The files of a shard lie side by side: its rasters, and the summary that names them.

/// A file beside an output, under its name with another ending: "map_3.logits.tif" of "map_3.tif".
QString besideOutput(const QString& output, const QString& ending);

/// Rasters of a run over a shard, by what they hold; the main one is that of OUTPUT.
inline const std::string mainRaster = "OUTPUT";
using ShardRasters = std::map<std::string, QString>;

/// Throws Error where two of them have one name: they lie in one folder.
void checkNamesApart(const ShardRasters& rasters);

/// What all shards of a map say alike of how it is made. `wholeTags`: rasterTagsOf() a run that differs from
/// this one in nothing but that it has no shard, with modelTag() where it is known.
MapRun runFor(const RasterTags& wholeTags);

/// The tags of a map that the shards are joined to: what runFor() was made of.
RasterTags tagsOfWhole(const MapRun& run);

/// Writes the summary beside `output`, the main raster. Throws Error when it cannot be written.
void writeSummary(const ShardSummary& summary, const QString& output);

/// The summaries that lie in a folder, by name. Throws Error naming `parameter` where it cannot be read.
std::vector<ShardSummary> summariesIn(const QString& folder, const QString& parameter);

} // namespace prospectivity

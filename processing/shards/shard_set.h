#pragma once

#include "engine/core/progress.h"
#include "engine/predict/shard_summary.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/raster_source.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// The parameter that they are given by.
inline const QString shardsName = QStringLiteral("SHARDS");

/// The shards of one map, all of them, and what they say of how it is made.
class ShardSet {
 public:
  /// Of the summaries in a folder. Throws Error naming SHARDS as shardsOfOneMap() does.
  explicit ShardSet(const QString& folder);

  const ShardSummary& first() const { return mShards.front(); }
  std::size_t count() const { return mShards.size(); }
  NamedCounts counts() const { return countsOf(mShards); }
  std::optional<Sentence> mixedInstructions() const { return prospectivity::mixedInstructions(mShards); }
  RasterTags tags() const; ///< of the whole map

  /// Parameters of the runs over the shards, by name; nothing where one was left out. A text of several is
  /// the first of them.
  std::optional<double> number(const QString& parameter) const;
  QString text(const QString& parameter) const;
  bool truth(const QString& parameter) const;

  /// SEED. Throws Error naming SHARDS where it is none that a run can have.
  std::uint64_t seed() const;

  bool has(const QString& raster) const;

  /// Throws Error naming the output whose file is a raster of a shard, which would be lost.
  void checkApart(const QString& output, const QString& path) const;

  /// That the rasters of those names are there, of all shards, and are those of the runs that left the
  /// summaries. Throws Cancelled, and Error naming a file that is not.
  void check(const QStringList& rasters, const Progress& progress) const;

  /// A raster of all shards, as one, with the cells that a single run reads of a raster of its own. Reading
  /// throws Error naming a file that is not that of its shard, also where it was replaced since check().
  std::unique_ptr<RasterSource> whole(const QString& raster) const;

  /// The same with all cells as the files hold them, infinite ones included.
  std::unique_ptr<RasterSource> asWritten(const QString& raster) const;

  /// What the shards say of a band (0-based) of one of them: bandItems(), and RasterSource::description().
  std::vector<std::pair<std::string, std::string>> bandItems(const QString& raster, int band) const;
  FeatureDescription description(const QString& raster, int band) const;

  /// Writes one of them to a file, as a single run writes it, infinite cells and what is said of the bands
  /// included.
  void join(const QString& raster, const QString& path, const RasterOptions& options,
            const Progress& progress) const;

 private:
  QString pathOf(const QString& raster, const ShardSummary& shard) const;
  void checkRaster(const QString& raster, const ShardSummary& shard) const;
  std::unique_ptr<RasterSource> mosaicOf(const QString& raster, bool keepsInfinite) const;

  QString mFolder;
  std::vector<ShardSummary> mShards; ///< by number
  QJsonObject mParameters;
};

} // namespace prospectivity

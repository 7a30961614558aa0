#include "processing/shards/shard_set.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/mosaic_raster.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/outputs/shard_files.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonValue>

namespace prospectivity {

namespace {

const QString shardsName = QStringLiteral("SHARDS");

} // namespace

ShardSet::ShardSet(const QString& folder)
    : mFolder(folder), mShards(shardsOfOneMap(summariesIn(folder, shardsName), shardsName.toStdString())),
      mParameters(QJsonDocument::fromJson(QByteArray::fromStdString(first().parameters)).object()) {}

RasterTags ShardSet::tags() const {
  return tagsOfWhole(first());
}

std::optional<double> ShardSet::number(const QString& parameter) const {
  const QJsonValue value = mParameters.value(parameter);
  return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

QString ShardSet::text(const QString& parameter) const {
  return mParameters.value(parameter).toString();
}

bool ShardSet::truth(const QString& parameter) const {
  return mParameters.value(parameter).toBool();
}

bool ShardSet::has(const QString& raster) const {
  return first().rasters.count(raster.toStdString()) > 0;
}

void ShardSet::checkApart(const QString& output, const QString& path) const {
  const QFileInfo file(path);
  if (file.dir().canonicalPath() != QDir(mFolder).canonicalPath())
    return;
  const std::string name = file.fileName().toStdString();
  for (const ShardSummary& shard : mShards)
    for (const auto& raster : shard.rasters)
      if (raster.second == name)
        throw Error("%1: '%2' is also a raster of a shard, and would be lost; choose another file.",
                    output.toStdString(), name);
}

std::unique_ptr<RasterSource> ShardSet::open(const QString& raster, std::size_t part) const {
  const ShardSummary& shard = mShards[part];
  const QString path = QDir(mFolder).filePath(QString::fromStdString(shard.rasters.at(raster.toStdString())));
  RasterFile file(path.toStdString());
  file.keepsInfinite = true;
  std::unique_ptr<RasterSource> opened = openRaster(file);
  if (fingerprintOfMap(path).toStdString() != shard.model)
    throw Error(
        "%1: '%2' is not the raster that '%3' tells of, but one of another run; make that shard again.",
        shardsName.toStdString(), path.toStdString(), shard.file);
  return opened;
}

std::unique_ptr<RasterSource> ShardSet::whole(const QString& raster) const {
  std::vector<Tile> places;
  for (const ShardSummary& shard : mShards)
    places.push_back(cellsOfShard(shard.grid, shard.shard, shardsName.toStdString()));
  return std::make_unique<MosaicRaster>(first().grid, "the map of the shards", std::move(places),
                                        [this, raster](std::size_t part) { return open(raster, part); });
}

void ShardSet::join(const QString& raster, const QString& path, const RasterOptions& options,
                    const Progress& progress) const {
  const std::unique_ptr<RasterSource> cells = whole(raster);
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(path.toStdString(), cells->grid(), cells->bandNames(), options);
  copyRaster(*cells, *sink, progress);
  sink->finish();
}

} // namespace prospectivity

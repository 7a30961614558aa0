#include "processing/shards/shard_set.h"

#include "engine/core/error.h"
#include "engine/raster/band_items.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/mosaic_raster.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/outputs/shard_files.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

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
  const QJsonValue value = mParameters.value(parameter);
  return (value.isArray() ? value.toArray().first() : value).toString();
}

bool ShardSet::truth(const QString& parameter) const {
  return mParameters.value(parameter).toBool();
}

std::uint64_t ShardSet::seed() const {
  const double given = number(QStringLiteral("SEED")).value_or(1);
  if (!(given >= 0 && given <= std::numeric_limits<int>::max() && given == std::floor(given)))
    throw Error("%1: SEED of the shards is no whole number from 0 on: make them again.",
                shardsName.toStdString());
  return static_cast<std::uint64_t>(given);
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
      if (raster.second.file == name)
        throw Error("%1: '%2' is also a raster of a shard, and would be lost; choose another file.",
                    output.toStdString(), name);
}

QString ShardSet::pathOf(const QString& raster, const ShardSummary& shard) const {
  return QDir(mFolder).filePath(QString::fromStdString(shard.rasters.at(raster.toStdString()).file));
}

void ShardSet::checkRaster(const QString& raster, const ShardSummary& shard) const {
  const QString path = pathOf(raster, shard);
  if (!QFileInfo::exists(path))
    throw Error(
        "%1: '%2', of which '%3' tells, is not there; put it beside the summary, or make that shard again.",
        shardsName.toStdString(), path.toStdString(), shard.file);
  if (fingerprintOfFile(path.toStdString()) != shard.rasters.at(raster.toStdString()).fingerprint)
    throw Error(
        "%1: '%2' is not the raster that '%3' tells of, but one of another run; make that shard again.",
        shardsName.toStdString(), path.toStdString(), shard.file);
}

void ShardSet::check(const QStringList& rasters, const Progress& progress) const {
  for (const QString& raster : rasters)
    if (!has(raster))
      throw Error("%1: the summary '%2' names no raster '%3'; make the shards again.",
                  shardsName.toStdString(), first().file, raster.toStdString());
  for (const ShardSummary& shard : mShards) {
    progress.check();
    for (const QString& raster : rasters)
      checkRaster(raster, shard);
  }
}

std::unique_ptr<RasterSource> ShardSet::mosaicOf(const QString& raster, bool keepsInfinite) const {
  std::vector<Tile> places;
  for (const ShardSummary& shard : mShards)
    places.push_back(cellsOfShard(shard.grid, shard.shard, shardsName.toStdString()));
  const auto openPart = [this, raster, keepsInfinite](std::size_t part) {
    const ShardSummary& shard = mShards[part];
    RasterFile file(pathOf(raster, shard).toStdString());
    file.keepsInfinite = keepsInfinite;
    std::unique_ptr<RasterSource> opened = openRaster(file);
    checkRaster(raster, shard); // once it is open: what replaces it from now on is not read
    return opened;
  };
  return std::make_unique<MosaicRaster>(first().grid, "the map of the shards", std::move(places), openPart);
}

std::unique_ptr<RasterSource> ShardSet::whole(const QString& raster) const {
  return mosaicOf(raster, false);
}

std::unique_ptr<RasterSource> ShardSet::asWritten(const QString& raster) const {
  return mosaicOf(raster, true);
}

std::vector<std::pair<std::string, std::string>> ShardSet::bandItems(const QString& raster, int band) const {
  return prospectivity::bandItems(pathOf(raster, first()).toStdString(), band);
}

FeatureDescription ShardSet::description(const QString& raster, int band) const {
  return openRaster(pathOf(raster, first()).toStdString())->description(band);
}

void ShardSet::join(const QString& raster, const QString& path, const RasterOptions& options,
                    const Progress& progress) const {
  const std::unique_ptr<RasterSource> cells = asWritten(raster);
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(path.toStdString(), cells->grid(), cells->bandNames(), options);
  copyRaster(*cells, *sink, progress);
  for (int band = 0; band < static_cast<int>(cells->bandNames().size()); ++band) {
    sink->describe(band, bandItems(raster, band));
    sink->describeFeature(band, description(raster, band));
  }
  sink->finish();
}

} // namespace prospectivity

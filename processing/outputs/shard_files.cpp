#include "processing/outputs/shard_files.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace prospectivity {

namespace {

const char* const algorithmTag = "PROSPECTIVITY_ALGORITHM";
const char* const versionTag = "PROSPECTIVITY_VERSION";
const char* const parametersTag = "PROSPECTIVITY_PARAMETERS";
const char* const modelTagName = "PROSPECTIVITY_MODEL";

} // namespace

QString besideOutput(const QString& output, const QString& ending) {
  const QFileInfo file(output);
  return file.path() + QLatin1Char('/') + file.completeBaseName() + ending;
}

void checkNamesApart(const ShardRasters& rasters) {
  std::set<QString> names;
  for (const auto& [name, path] : rasters) {
    const QString file = QFileInfo(path).fileName();
    if (!names.insert(file).second)
      throw Error("OUTPUT: '%1' is also what another raster of the shard is called; choose another name.",
                  file.toStdString());
  }
}

MapRun runFor(const RasterTags& wholeTags) {
  const auto tag = [&](const char* name) {
    const auto found = std::find_if(wholeTags.begin(), wholeTags.end(),
                                    [&](const auto& each) { return each.first == name; });
    return found == wholeTags.end() ? std::string() : found->second;
  };
  MapRun run;
  run.algorithm = tag(algorithmTag);
  run.version = tag(versionTag);
  run.parameters = tag(parametersTag);
  run.model = tag(modelTagName);
  return run;
}

RasterTags tagsOfWhole(const MapRun& run) {
  RasterTags tags{{algorithmTag, run.algorithm}, {versionTag, run.version}, {parametersTag, run.parameters}};
  if (!run.model.empty())
    tags.emplace_back(modelTagName, run.model);
  return tags;
}

void writeSummary(const ShardSummary& summary, const QString& output) {
  const QString file = besideOutput(output, QString::fromLatin1(summaryEnding));
  if (!writeWholeFile(file.toStdString(), summaryText(summary)))
    throw Error("OUTPUT: the summary of the shard, '%1', could not be written whole: free some space on the "
                "disk or choose another folder.",
                file.toStdString());
}

std::vector<ShardSummary> summariesIn(const QString& folder, const QString& parameter) {
  const QDir place(folder);
  if (!place.exists() || !place.isReadable())
    throw Error(
        "%1: the folder '%2' does not exist or cannot be read; choose the folder in which runs with a "
        "shard left their files.",
        parameter.toStdString(), QDir::toNativeSeparators(folder).toStdString());
  std::vector<ShardSummary> summaries;
  const QStringList names =
      place.entryList({QStringLiteral("*") + QString::fromLatin1(summaryEnding)}, QDir::Files, QDir::Name);
  for (const QString& name : names) {
    QFile file(place.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
      throw Error("%1: '%2' cannot be read; allow reading it.", parameter.toStdString(), name.toStdString());
    summaries.push_back(
        readSummary(file.read(static_cast<qint64>(summaryAtMost) + 1).toStdString(), name.toStdString()));
  }
  return summaries;
}

} // namespace prospectivity

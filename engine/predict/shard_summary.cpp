#include "engine/predict/shard_summary.h"

#include "engine/core/error.h"
#include "engine/predict/map_run_json.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t format = 1;
constexpr std::size_t mostNamed = 10;

/// A file that lies beside the summary, and nowhere else.
bool isPlainName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\\') == std::string::npos;
}

bool isSound(const ShardSummary& summary) {
  return summary.shard.number >= 1 && summary.shard.number <= summary.shard.count &&
         summary.shard.count <= shardsAtMost(summary.grid) &&
         std::all_of(summary.rasters.begin(), summary.rasters.end(),
                     [](const auto& raster) { return isPlainName(raster.second.file); });
}

ShardSummary summaryOf(const Json& json) {
  ShardSummary summary;
  static_cast<MapRun&>(summary) = runIn(json);
  summary.shard.number = countIn(json.at("shard"), "number");
  summary.shard.count = countIn(json.at("shard"), "count");
  for (const auto& [name, file] : json.at("rasters").items())
    summary.rasters[name] = {file.get<std::string>(), json.at("fingerprints").at(name).get<std::string>()};
  for (const auto& [name, counts] : json.at("counts").items()) {
    std::vector<std::uint64_t>& own = summary.counts[name]; // also where there is nothing to count
    for (std::size_t i = 0; i < counts.size(); ++i)
      own.push_back(countOf(counts.at(i)));
  }
  if (json.contains("instructions"))
    json.at("instructions").get_to(summary.instructions);
  return summary;
}

/// In what `other` is not of the run that `first` is of, as far as shards differ; nothing where it is.
std::optional<Sentence> otherShard(const ShardSummary& other, const ShardSummary& first) {
  if (std::optional<Sentence> difference = differenceOf(other, first))
    return difference;
  if (other.shard.count != first.shard.count)
    return Sentence("number of shards (%1, not %2)", other.shard.count, first.shard.count);
  const auto namesOf = [](const std::map<std::string, ShardRaster>& rasters) {
    std::vector<std::string> names;
    for (const auto& raster : rasters)
      names.push_back(raster.first);
    return names;
  };
  if (namesOf(other.rasters) != namesOf(first.rasters))
    return Sentence("choice of maps");
  return std::nullopt;
}

/// The first of so many numbers: "3, 7 and 12", "1, 2, 3 and 37 more".
Sentence listed(const std::vector<std::size_t>& numbers, std::size_t all) {
  Sentence text("%1", numbers.front());
  for (std::size_t i = 1; i < numbers.size(); ++i)
    text = i + 1 == all ? Sentence("%1 and %2", text, numbers[i]) : Sentence("%1, %2", text, numbers[i]);
  return all > numbers.size() ? Sentence("%1 and %2 more", text, all - numbers.size()) : text;
}

} // namespace

const char* const summaryEnding = ".shard.json";

std::string summaryText(const ShardSummary& summary) {
  Json rasters = Json::object();
  Json fingerprints = Json::object();
  for (const auto& [name, raster] : summary.rasters) {
    rasters[name] = raster.file;
    fingerprints[name] = raster.fingerprint;
  }
  Json json = jsonOf(summary);
  json["format"] = format;
  json["shard"] = {{"number", summary.shard.number}, {"count", summary.shard.count}};
  json["rasters"] = rasters;
  json["fingerprints"] = fingerprints;
  json["counts"] = summary.counts;
  if (!summary.instructions.empty())
    json["instructions"] = summary.instructions;
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

ShardSummary readSummary(const std::string& text, const std::string& file) {
  try {
    if (text.size() > summaryAtMost)
      throw NotAsWritten();
    const Json json = parsedJson(text);
    if (countIn(json, "format") > format)
      throw Error(
          "The summary '%1' was left by a newer version of the plugin: join the shards with that one.", file);
    ShardSummary summary = summaryOf(json);
    if (isSound(summary)) {
      summary.file = file;
      return summary;
    }
  } catch (const NotAsWritten&) {
    // Told below, as everything that is no summary.
  } catch (const nlohmann::json::exception&) {
    // The same.
  }
  throw Error("'%1' is no summary of a shard, or is damaged: make that shard again.", file);
}

std::vector<ShardSummary> shardsOfOneMap(std::vector<ShardSummary> summaries, const SentenceValue& input) {
  if (summaries.empty())
    throw Error("%1: there are no shards: choose the folder in which runs with a shard left their files.",
                input);
  std::stable_sort(summaries.begin(), summaries.end(), [](const ShardSummary& a, const ShardSummary& b) {
    return a.shard.number < b.shard.number;
  });
  const ShardSummary& first = summaries.front();
  for (const ShardSummary& other : summaries)
    if (const std::optional<Sentence> difference = otherShard(other, first))
      throw Error("%1: '%2' is of another run than '%3', with another %4: keep the shards of each run in a "
                  "folder of their own.",
                  input, other.file, first.file, *difference);
  for (std::size_t i = 1; i < summaries.size(); ++i)
    if (summaries[i].shard.number == summaries[i - 1].shard.number)
      throw Error("%1: the shard %2 is there twice, as '%3' and as '%4': take one of them away.", input,
                  summaries[i].shard.text(), summaries[i - 1].file, summaries[i].file);
  if (summaries.size() < first.shard.count) {
    const std::size_t missing = first.shard.count - summaries.size();
    std::vector<std::size_t> named;
    std::size_t next = 0;
    for (std::size_t number = 1; named.size() < std::min(missing, mostNamed); ++number)
      if (next < summaries.size() && summaries[next].shard.number == number)
        ++next;
      else
        named.push_back(number);
    throw Error("%1: %2 of the %3 shards are missing (%4): make them, then join again.", input, missing,
                first.shard.count, listed(named, missing));
  }
  return summaries;
}

std::optional<Sentence> mixedInstructions(const std::vector<ShardSummary>& shards) {
  std::set<std::string> sets;
  for (const ShardSummary& shard : shards)
    if (!shard.instructions.empty())
      sets.insert(shard.instructions);
  if (sets.size() < 2)
    return std::nullopt;
  std::optional<Sentence> names;
  for (const std::string& set : sets)
    names = names ? Sentence("%1, %2", *names, set) : Sentence("%1", set);
  return Sentence(
      "The shards were computed with different instruction sets of processors (%1), on which last "
      "digits depend: where the map must have the bits of a single run, make the shards again with "
      "PROSPECTIVITY_INSTRUCTIONS at the lowest of these.",
      *names);
}

NamedCounts countsOf(const std::vector<ShardSummary>& shards) {
  NamedCounts all;
  for (const ShardSummary& shard : shards)
    if (!addCounts(all, shard.counts))
      throw Error("The counts in '%1' are not those of the other shards: make that shard again.", shard.file);
  return all;
}

} // namespace prospectivity

#include "engine/predict/shard_summary.h"

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t format = 1;
constexpr std::size_t mostNamed = 10;

/// Objects and lists within one another, as no summary has them: the library takes a call for each.
constexpr int mostNested = 32;

/// A file that lies beside the summary, and nowhere else.
bool isPlainName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\\') == std::string::npos;
}

bool isSound(const ShardSummary& summary) {
  const Grid& grid = summary.grid;
  return grid.columns > 0 && grid.rows > 0 &&
         std::all_of(grid.transform.begin(), grid.transform.end(),
                     [](double value) { return std::isfinite(value); }) &&
         summary.shard.number >= 1 && summary.shard.number <= summary.shard.count &&
         summary.shard.count <= shardsAtMost(grid) &&
         std::all_of(summary.rasters.begin(), summary.rasters.end(),
                     [](const auto& raster) { return isPlainName(raster.second.file); });
}

/// Thrown for JSON that is not as summaryText() writes it; readSummary() tells it in words.
struct NoSummary {};

Json parsed(const std::string& text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
    if (depth > mostNested)
      throw NoSummary();
    return true;
  });
}

/// A whole number that is not negative; the library would round any other.
std::uint64_t countOf(const Json& json) {
  if (!json.is_number_unsigned())
    throw NoSummary();
  return json.get<std::uint64_t>();
}

std::size_t countIn(const Json& json, const char* name) {
  return countOf(json.at(name));
}

int sizeIn(const Json& json, const char* name) {
  const std::uint64_t count = countIn(json, name);
  return count > static_cast<std::uint64_t>(std::numeric_limits<int>::max()) ? 0 : static_cast<int>(count);
}

ShardSummary summaryOf(const Json& json) {
  ShardSummary summary;
  json.at("algorithm").get_to(summary.algorithm);
  json.at("version").get_to(summary.version);
  json.at("parameters").get_to(summary.parameters);
  if (!parsed(summary.parameters).is_object())
    throw NoSummary();
  json.at("model").get_to(summary.model);
  json.at("inputs").get_to(summary.inputs);
  const Json& grid = json.at("grid");
  grid.at("transform").get_to(summary.grid.transform);
  summary.grid.columns = sizeIn(grid, "columns");
  summary.grid.rows = sizeIn(grid, "rows");
  grid.at("crs").get_to(summary.grid.crs);
  summary.shard.number = countIn(json.at("shard"), "number");
  summary.shard.count = countIn(json.at("shard"), "count");
  for (const auto& [name, file] : json.at("rasters").items())
    summary.rasters[name] = {file.get<std::string>(), json.at("fingerprints").at(name).get<std::string>()};
  for (const auto& [name, counts] : json.at("counts").items())
    for (std::size_t i = 0; i < counts.size(); ++i)
      summary.counts[name].push_back(countOf(counts.at(i)));
  return summary;
}

bool isSameGrid(const Grid& a, const Grid& b) {
  return a.transform == b.transform && a.columns == b.columns && a.rows == b.rows && a.crs == b.crs;
}

/// The first parameter in which two runs differ, with both values: "SEED (1, not 2)". Of summaries that were
/// read, whose parameters are objects.
std::string otherParameter(const std::string& here, const std::string& there) {
  const Json one = parsed(here);
  const Json other = parsed(there);
  const auto valueIn = [](const Json& all, const std::string& name) {
    return all.contains(name) ? all.at(name).dump(-1, ' ', false, Json::error_handler_t::replace)
                              : std::string("nothing");
  };
  for (const Json& all : {one, other})
    for (const auto& entry : all.items())
      if (const std::string mine = valueIn(one, entry.key()), theirs = valueIn(other, entry.key());
          mine != theirs)
        return entry.key() + " (" + mine + ", not " + theirs + ")";
  return "parameters";
}

/// The input, by its parameter, that two runs do not share; nothing where they share all.
std::optional<std::string> otherInput(const ShardSummary& a, const ShardSummary& b) {
  for (const auto* inputs : {&a.inputs, &b.inputs})
    for (const auto& [name, fingerprint] : *inputs) {
      const auto mine = a.inputs.find(name);
      const auto theirs = b.inputs.find(name);
      if (mine == a.inputs.end() || theirs == b.inputs.end() || mine->second != theirs->second)
        return name;
    }
  return std::nullopt;
}

/// In what `other` is not of the run that `first` is of; nothing where it is.
std::optional<std::string> differenceOf(const ShardSummary& other, const ShardSummary& first) {
  if (other.algorithm != first.algorithm)
    return "algorithm (" + other.algorithm + ", not " + first.algorithm + ")";
  if (other.version != first.version)
    return "version of the plugin (" + other.version + ", not " + first.version + ")";
  if (other.model != first.model)
    return "model";
  if (const std::optional<std::string> input = otherInput(other, first))
    return *input;
  if (other.parameters != first.parameters)
    return otherParameter(other.parameters, first.parameters);
  if (!isSameGrid(other.grid, first.grid))
    return "grid";
  if (other.shard.count != first.shard.count)
    return "number of shards (" + std::to_string(other.shard.count) + ", not " +
           std::to_string(first.shard.count) + ")";
  const auto namesOf = [](const std::map<std::string, ShardRaster>& rasters) {
    std::vector<std::string> names;
    for (const auto& raster : rasters)
      names.push_back(raster.first);
    return names;
  };
  if (namesOf(other.rasters) != namesOf(first.rasters))
    return "choice of maps";
  return std::nullopt;
}

/// The first of so many numbers: "3, 7 and 12", "1, 2, 3 and 37 more".
std::string listed(const std::vector<std::size_t>& numbers, std::size_t all) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    text += (i == 0 ? "" : (i + 1 == all ? " and " : ", ")) + std::to_string(numbers[i]);
  return all > numbers.size() ? text + " and " + std::to_string(all - numbers.size()) + " more" : text;
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
  const Json json = {{"format", format},
                     {"algorithm", summary.algorithm},
                     {"version", summary.version},
                     {"parameters", summary.parameters},
                     {"model", summary.model},
                     {"inputs", summary.inputs},
                     {"grid",
                      {{"transform", summary.grid.transform},
                       {"columns", summary.grid.columns},
                       {"rows", summary.grid.rows},
                       {"crs", summary.grid.crs}}},
                     {"shard", {{"number", summary.shard.number}, {"count", summary.shard.count}}},
                     {"rasters", rasters},
                     {"fingerprints", fingerprints},
                     {"counts", summary.counts}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

ShardSummary readSummary(const std::string& text, const std::string& file) {
  try {
    if (text.size() > summaryAtMost)
      throw NoSummary();
    const Json json = parsed(text);
    if (countIn(json, "format") > format)
      throw Error(
          "The summary '%1' was left by a newer version of the plugin: join the shards with that one.", file);
    ShardSummary summary = summaryOf(json);
    if (isSound(summary)) {
      summary.file = file;
      return summary;
    }
  } catch (const NoSummary&) {
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
    if (const std::optional<std::string> difference = differenceOf(other, first))
      throw Error("%1: '%2' is of another run than '%3', with another %4: keep the shards of each run in a "
                  "folder of their own.",
                  input, other.file, first.file, Sentence(*difference));
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

NamedCounts countsOf(const std::vector<ShardSummary>& shards) {
  NamedCounts all;
  for (const ShardSummary& shard : shards)
    if (!addCounts(all, shard.counts))
      throw Error("The counts in '%1' are not those of the other shards: make that shard again.", shard.file);
  return all;
}

} // namespace prospectivity

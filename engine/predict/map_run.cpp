#include "engine/predict/map_run.h"

#include "engine/predict/map_run_json.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

using Json = nlohmann::json;

/// Objects and lists within one another, as no file has them: the library takes a call for each.
constexpr int mostNested = 32;

int sizeIn(const Json& json, const char* name) {
  const std::uint64_t count = countIn(json, name);
  return count > static_cast<std::uint64_t>(std::numeric_limits<int>::max()) ? 0 : static_cast<int>(count);
}

bool isSound(const Grid& grid) {
  return grid.columns > 0 && grid.rows > 0 &&
         std::all_of(grid.transform.begin(), grid.transform.end(),
                     [](double value) { return std::isfinite(value); });
}

bool isSameGrid(const Grid& a, const Grid& b) {
  return a.transform == b.transform && a.columns == b.columns && a.rows == b.rows && a.crs == b.crs;
}

/// The first parameter in which two runs differ, with both values: "SEED (1, not 2)". Of summaries that were
/// read, whose parameters are objects.
Sentence otherParameter(const std::string& here, const std::string& there) {
  const Json one = parsedJson(here);
  const Json other = parsedJson(there);
  const auto valueIn = [](const Json& all, const std::string& name) -> std::optional<std::string> {
    return all.contains(name)
               ? std::optional(all.at(name).dump(-1, ' ', false, Json::error_handler_t::replace))
               : std::nullopt;
  };
  const auto shown = [](const std::optional<std::string>& value) {
    return value ? SentenceValue(*value) : SentenceValue(Sentence("nothing"));
  };
  for (const Json& all : {one, other})
    for (const auto& entry : all.items())
      if (const auto mine = valueIn(one, entry.key()), theirs = valueIn(other, entry.key()); mine != theirs)
        return Sentence("%1 (%2, not %3)", entry.key(), shown(mine), shown(theirs));
  return Sentence("parameters");
}

/// The input, by its parameter, that two runs do not share; nothing where they share all.
std::optional<std::string> otherInput(const MapRun& a, const MapRun& b) {
  for (const auto* inputs : {&a.inputs, &b.inputs})
    for (const auto& [name, fingerprint] : *inputs) {
      const auto mine = a.inputs.find(name);
      const auto theirs = b.inputs.find(name);
      if (mine == a.inputs.end() || theirs == b.inputs.end() || mine->second != theirs->second)
        return name;
    }
  return std::nullopt;
}

/// Of runs from before they were noted nothing is known.
SentenceValue librariesOf(const MapRun& run) {
  return run.libraries.empty() ? SentenceValue(Sentence("nothing")) : SentenceValue(run.libraries);
}

} // namespace

nlohmann::json parsedJson(const std::string& text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
    if (depth > mostNested)
      throw NotAsWritten();
    return true;
  });
}

std::uint64_t countOf(const nlohmann::json& json) {
  if (!json.is_number_unsigned())
    throw NotAsWritten();
  return json.get<std::uint64_t>();
}

std::size_t countIn(const nlohmann::json& json, const char* name) {
  return countOf(json.at(name));
}

nlohmann::json jsonOf(const MapRun& run) {
  Json json{{"algorithm", run.algorithm},
            {"version", run.version},
            {"parameters", run.parameters},
            {"model", run.model},
            {"inputs", run.inputs},
            {"grid",
             {{"transform", run.grid.transform},
              {"columns", run.grid.columns},
              {"rows", run.grid.rows},
              {"crs", run.grid.crs}}}};
  if (!run.libraries.empty())
    json["libraries"] = run.libraries;
  return json;
}

MapRun runIn(const nlohmann::json& json) {
  MapRun run;
  json.at("algorithm").get_to(run.algorithm);
  json.at("version").get_to(run.version);
  if (json.contains("libraries"))
    json.at("libraries").get_to(run.libraries);
  json.at("parameters").get_to(run.parameters);
  if (!parsedJson(run.parameters).is_object())
    throw NotAsWritten();
  json.at("model").get_to(run.model);
  json.at("inputs").get_to(run.inputs);
  const Json& grid = json.at("grid");
  grid.at("transform").get_to(run.grid.transform);
  run.grid.columns = sizeIn(grid, "columns");
  run.grid.rows = sizeIn(grid, "rows");
  grid.at("crs").get_to(run.grid.crs);
  if (!isSound(run.grid))
    throw NotAsWritten();
  return run;
}

std::optional<Sentence> differenceOf(const MapRun& other, const MapRun& first) {
  if (other.algorithm != first.algorithm)
    return Sentence("algorithm (%1, not %2)", other.algorithm, first.algorithm);
  if (other.version != first.version)
    return Sentence("version of the plugin (%1, not %2)", other.version, first.version);
  if (other.libraries != first.libraries)
    return Sentence("version of GDAL or PROJ (%1, not %2)", librariesOf(other), librariesOf(first));
  if (other.model != first.model)
    return Sentence("model");
  if (const std::optional<std::string> input = otherInput(other, first))
    return Sentence("%1", *input);
  if (other.parameters != first.parameters)
    return otherParameter(other.parameters, first.parameters);
  if (!isSameGrid(other.grid, first.grid))
    return Sentence("grid");
  return std::nullopt;
}

} // namespace prospectivity

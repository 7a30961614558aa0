#include "engine/predict/planned_stack.h"

#include "engine/core/error.h"
#include "engine/core/sentence.h"
#include "engine/predict/map_run_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t format = 1;

double numberIn(const Json& json, const char* name) {
  const auto number = json.at(name).get<double>();
  if (!std::isfinite(number))
    throw NotAsWritten();
  return number;
}

template <typename Value>
Json listOf(const std::vector<Value>& values, const std::function<Json(const Value&)>& text) {
  Json list = Json::array();
  for (const Value& value : values)
    list.push_back(text(value));
  return list;
}

template <typename Value>
std::vector<Value> listIn(const Json& json, const char* name, const std::function<Value(const Json&)>& read) {
  std::vector<Value> values;
  for (const Json& entry : json.at(name))
    values.push_back(read(entry));
  return values;
}

/// The pattern, and behind it what stands in its places, so that whoever reads the plan can translate it.
Json textOf(const Sentence& sentence) {
  Json list = Json::array({sentence.pattern()});
  for (const SentenceValue& value : sentence.values())
    list.push_back(value.sentence() != nullptr ? textOf(*value.sentence()) : Json(value.text(wordsOf)));
  return list;
}

Sentence sentenceIn(const Json& json) {
  constexpr std::size_t mostPlaces = 9;
  if (json.is_string()) // of plans from before patterns were kept
    return json.get<std::string>();
  if (!json.is_array() || json.empty() || json.size() > 1 + mostPlaces)
    throw NotAsWritten();
  std::vector<SentenceValue> values;
  for (std::size_t i = 1; i < json.size(); ++i)
    values.push_back(json[i].is_array() ? SentenceValue(sentenceIn(json[i]))
                                        : SentenceValue(json[i].get<std::string>()));
  return {json[0].get<std::string>(), std::move(values)};
}

Json textOf(const LayerClass& one) {
  return {{"name", one.name}, {"codes", one.codes}, {"cells", one.cells}};
}

LayerClass classIn(const Json& json) {
  LayerClass one{json.at("name").get<std::string>(), {}, countIn(json, "cells")};
  for (const Json& code : json.at("codes"))
    one.codes.push_back(code.get<float>());
  const bool isRising = std::is_sorted(one.codes.begin(), one.codes.end(), std::less_equal<float>());
  if (one.codes.empty() || !isRising ||
      !std::all_of(one.codes.begin(), one.codes.end(), [](float code) { return std::isfinite(code); }))
    throw NotAsWritten();
  return one;
}

Json textOf(const StackFindings& findings) {
  Json classes = Json::object();
  for (const auto& [band, found] : findings.classes)
    classes[band] = listOf<LayerClass>(found.kept, [](const LayerClass& one) { return textOf(one); });
  Json transforms = Json::object();
  for (const auto& [band, fitted] : findings.transforms)
    transforms[band] = fitted.text();
  return {{"numbered", findings.numbered},
          {"classes", classes},
          {"transforms", transforms},
          {"least amounts", findings.leastAmounts}};
}

/// Numbered codes stand for themselves by their places: classes have no others.
void checkNumbered(const std::vector<double>& codes, const LayerClasses& classes) {
  if (!std::is_sorted(codes.begin(), codes.end(), std::less_equal<double>()))
    throw NotAsWritten();
  for (const LayerClass& one : classes.kept)
    for (const float code : one.codes)
      if (!codes.empty() &&
          !(code >= 0 && code < static_cast<float>(codes.size()) && code == std::floor(code)))
        throw NotAsWritten();
}

StackFindings findingsIn(const Json& json) {
  StackFindings findings;
  for (const auto& [band, classes] : json.at("classes").items()) {
    std::vector<LayerClass>& kept = findings.classes[band].kept;
    for (const Json& one : classes)
      kept.push_back(classIn(one));
  }
  for (const auto& [band, codes] : json.at("numbered").items()) {
    codes.get_to(findings.numbered[band]);
    checkNumbered(findings.numbered[band], findings.classes[band]);
  }
  for (const auto& [band, text] : json.at("transforms").items()) {
    const std::optional<LayerTransform> fitted = LayerTransform::read(text.get<std::string>());
    if (!fitted || fitted->logRatio())
      throw NotAsWritten();
    findings.transforms[band] = *fitted;
  }
  for (const auto& entry : json.at("least amounts").items()) {
    const auto least = entry.value().get<double>();
    if (!(least > 0) || std::isinf(least))
      throw NotAsWritten();
    findings.leastAmounts[entry.key()] = least;
  }
  return findings;
}

Json textOf(const BandAccount& band) {
  return {{"name", band.name},
          {"source", band.source},
          {"source grid", band.sourceGrid},
          {"treatment", band.treatment},
          {"nature", band.description.nature()},
          {"transform", band.description.transform},
          {"classes", band.description.classText()}};
}

BandAccount bandIn(const Json& json) {
  BandAccount band;
  json.at("name").get_to(band.name);
  json.at("source").get_to(band.source);
  json.at("source grid").get_to(band.sourceGrid);
  json.at("treatment").get_to(band.treatment);
  json.at("transform").get_to(band.description.transform);
  const auto nature = json.at("nature").get<std::string>();
  const auto classes = json.at("classes").get<std::string>();
  if ((!nature.empty() && !band.description.setNature(nature)) ||
      (!classes.empty() && !band.description.setClasses(classes)))
    throw NotAsWritten();
  return band;
}

Json textOf(const ClassAccount& classes) {
  return {{"band", classes.band},
          {"found", classes.found},
          {"joined", classes.joined},
          {"joined share", classes.joinedShare},
          {"least share", classes.leastShare},
          {"codes", classes.isCodes}};
}

ClassAccount classesIn(const Json& json) {
  return {json.at("band").get<std::string>(), countIn(json, "found"),        countIn(json, "joined"),
          numberIn(json, "joined share"),     numberIn(json, "least share"), json.at("codes").get<bool>()};
}

Json textOf(const LogRatioAccount& group) {
  return {{"group", group.group},
          {"members",
           listOf<LogRatioAccount::Member>(group.members, [](const LogRatioAccount::Member& member) -> Json {
             return {{"name", member.name}, {"least", member.least}, {"zero", member.zero}};
           })}};
}

LogRatioAccount groupIn(const Json& json) {
  LogRatioAccount group;
  json.at("group").get_to(group.group);
  group.members = listIn<LogRatioAccount::Member>(json, "members", [](const Json& member) {
    return LogRatioAccount::Member{member.at("name").get<std::string>(), numberIn(member, "least"),
                                   numberIn(member, "zero"), 0};
  });
  return group;
}

} // namespace

std::string planText(const PlannedStack& stack, std::size_t atMost) {
  const StackAccount& account = stack.account;
  Json json = jsonOf(stack.run);
  json["format"] = format;
  json["found"] = textOf(stack.findings);
  json["reasons of the grid"] =
      listOf<Sentence>(account.grid.reasons, [](const Sentence& reason) { return textOf(reason); });
  json["bands"] = listOf<BandAccount>(account.bands, [](const BandAccount& band) { return textOf(band); });
  json["classes"] =
      listOf<ClassAccount>(account.classes, [](const ClassAccount& classes) { return textOf(classes); });
  json["log-ratios"] =
      listOf<LogRatioAccount>(account.logRatios, [](const LogRatioAccount& group) { return textOf(group); });
  std::string text = json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  if (text.size() > atMost)
    throw Error(
        "The plan has more than %1 MB, which no shard reads: leave out the layers with very many classes "
        "and long names, or make the stack in one run.",
        atMost >> 20);
  return text;
}

PlannedStack readPlan(const std::string& text, const std::string& file) {
  try {
    if (text.size() > planAtMost)
      throw NotAsWritten();
    const Json json = parsedJson(text);
    if (countIn(json, "format") > format)
      throw Error(
          "The plan '%1' was written by a newer version of the plugin: make the shards with that one.", file);
    PlannedStack stack;
    stack.run = runIn(json);
    stack.findings = findingsIn(json.at("found"));
    stack.account.grid.grid = stack.run.grid;
    stack.account.grid.reasons = listIn<Sentence>(json, "reasons of the grid", sentenceIn);
    stack.account.bands = listIn<BandAccount>(json, "bands", bandIn);
    stack.account.classes = listIn<ClassAccount>(json, "classes", classesIn);
    stack.account.logRatios = listIn<LogRatioAccount>(json, "log-ratios", groupIn);
    if (!stack.account.bands.empty())
      return stack;
  } catch (const NotAsWritten&) {
    // Told below, as everything that is no plan.
  } catch (const nlohmann::json::exception&) {
    // The same.
  }
  throw Error("'%1' is no plan of a stack, or is damaged: make it anew.", file);
}

} // namespace prospectivity

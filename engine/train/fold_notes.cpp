#include "engine/train/fold_notes.h"

#include "engine/model/predictor.h"
#include "engine/train/note_line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace prospectivity {

namespace {

using Json = nlohmann::json;

/// JSON has no numbers for these.
constexpr const char* infinite = "inf";
constexpr const char* minusInfinite = "-inf";

Json textOf(double number) {
  if (std::isnan(number))
    return nullptr;
  if (std::isinf(number))
    return number > 0 ? infinite : minusInfinite;
  return number;
}

Json textOf(const std::vector<double>& numbers) {
  Json list = Json::array();
  for (const double number : numbers)
    list.push_back(textOf(number));
  return list;
}

double numberIn(const Json& json) {
  if (json.is_null())
    return std::numeric_limits<double>::quiet_NaN();
  if (!json.is_string())
    return json.get<double>();
  return json.get<std::string>() == infinite ? std::numeric_limits<double>::infinity()
                                             : -std::numeric_limits<double>::infinity();
}

std::vector<double> numbersIn(const Json& json, const char* name) {
  std::vector<double> numbers;
  for (const Json& number : json.at(name))
    numbers.push_back(numberIn(number));
  return numbers;
}

/// What places are ranked by: as many as there are samples, each of them a number.
std::vector<double> scoresIn(const Json& json, const char* name, std::size_t samples) {
  std::vector<double> scores = numbersIn(json, name);
  if (scores.size() != samples ||
      std::any_of(scores.begin(), scores.end(), [](double score) { return std::isnan(score); }))
    throw std::invalid_argument("scores of other samples");
  return scores;
}

Json textOf(const FitHistory& history) {
  return {{"training loss", textOf(history.trainingLoss)},
          {"validation loss", textOf(history.validationLoss)},
          {"training accuracy", textOf(history.trainingAccuracy)},
          {"validation accuracy", textOf(history.validationAccuracy)},
          {"best epoch", history.bestEpoch}};
}

FitHistory historyIn(const Json& json) {
  return {numbersIn(json, "training loss"), numbersIn(json, "validation loss"),
          numbersIn(json, "training accuracy"), numbersIn(json, "validation accuracy"),
          json.at("best epoch").get<int>()};
}

Json textOf(const BaselineResults& baselines) {
  Json each = Json::array();
  for (const BaselineResult& baseline : baselines.each)
    each.push_back({{"id", baseline.name.id},
                    {"title", baseline.name.title},
                    {"scores", textOf(baseline.scores)},
                    {"training accuracy", textOf(baseline.trainingAccuracy)}});
  return {{"each", each}, {"best layer", baselines.bestLayerName}};
}

BaselineResults baselinesIn(const Json& json, const std::vector<int>& labels) {
  BaselineResults baselines;
  json.at("best layer").get_to(baselines.bestLayerName);
  for (const Json& entry : json.at("each")) {
    BaselineResult baseline;
    entry.at("id").get_to(baseline.name.id);
    entry.at("title").get_to(baseline.name.title);
    baseline.scores = scoresIn(entry, "scores", labels.size());
    baseline.trainingAccuracy = numberIn(entry.at("training accuracy"));
    baseline.metrics = baselineMetrics(baseline.name, labels, baseline.scores);
    baselines.each.push_back(std::move(baseline));
  }
  return baselines;
}

std::vector<std::size_t> rowsIn(const Json& json, const char* name, const SampleTable& table) {
  std::vector<std::size_t> rows;
  for (const Json& row : json.at(name)) {
    if (!row.is_number_unsigned() || row.get<std::size_t>() >= table.size())
      throw std::invalid_argument("rows of another table");
    rows.push_back(row.get<std::size_t>());
  }
  return rows;
}

FoldResult foldIn(const Json& json, const SampleTable& table, const TrainingFold& fold) {
  FoldResult result;
  result.rows = fold;
  result.trained.history = historyIn(json.at("history"));
  result.trained.fitRows = rowsIn(json, "fitted", table);
  result.trained.validationRows = rowsIn(json, "validation", table);
  result.trained.syntheticRows = rowsIn(json, "synthetic", table);
  if (!json.at("augmented").is_number_unsigned())
    throw std::invalid_argument("no count");
  json.at("augmented").get_to(result.trained.augmented);
  result.logits = scoresIn(json, "logits", fold.test.size());
  for (const double logit : result.logits)
    result.probabilities.push_back(sigmoid(logit));
  std::vector<int> labels;
  for (const std::size_t row : fold.test)
    labels.push_back(table.labels[row]);
  result.metrics = metricsOf(labels, result.probabilities);
  result.trainingAccuracy = numberIn(json.at("training accuracy"));
  result.baselines = baselinesIn(json.at("baselines"), labels);
  return result;
}

/// The number of the fold that a line tells of, and what it tells; nothing where it is of another training,
/// or damaged.
std::optional<std::pair<std::size_t, FoldResult>> notedFold(const std::string& line,
                                                            const std::string& fingerprint,
                                                            const SampleTable& table,
                                                            const std::vector<TrainingFold>& folds) {
  try {
    const Json json = noteLine(line);
    const auto number = json.at("fold").get<std::size_t>();
    if (json.at("training") == fingerprint && number < folds.size())
      return std::pair{number, foldIn(json, table, folds[number])};
  } catch (const nlohmann::json::exception&) {
    // Passed over, as the next.
  } catch (const std::invalid_argument&) {
    // The same.
  }
  return std::nullopt;
}

} // namespace

std::string foldNotes(const std::vector<std::size_t>& numbers, const std::vector<FoldResult>& results,
                      const std::string& fingerprint) {
  std::string notes;
  for (const std::size_t number : numbers) {
    const FoldResult& result = results[number];
    const Json line{{"training", fingerprint},
                    {"fold", number},
                    {"history", textOf(result.trained.history)},
                    {"fitted", result.trained.fitRows},
                    {"validation", result.trained.validationRows},
                    {"synthetic", result.trained.syntheticRows},
                    {"augmented", result.trained.augmented},
                    {"logits", textOf(result.logits)},
                    {"training accuracy", textOf(result.trainingAccuracy)},
                    {"baselines", textOf(result.baselines)}};
    notes += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return notes;
}

std::map<std::size_t, FoldResult> notedFolds(const std::string& notes, const std::string& fingerprint,
                                             const SampleTable& table,
                                             const std::vector<TrainingFold>& folds) {
  std::map<std::size_t, FoldResult> noted;
  std::istringstream lines(notes);
  for (std::string line; std::getline(lines, line);)
    if (auto fold = notedFold(line, fingerprint, table, folds))
      noted.insert(*std::move(fold));
  return noted;
}

} // namespace prospectivity

#include "engine/torch/record_json.h"

#include "engine/core/number_text.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_model.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/torch/json_numbers.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr int digits = 6;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Ids of what may stand among the metrics beside the model itself, in the order of reports.
const std::vector<std::string>& baselineIds() {
  static const std::vector<std::string> ids{LogisticModel::logisticRegressions().id, TreeModel::forests().id,
                                            TreeModel::boostings().id,
                                            WeightsOfEvidenceModel::weightsOfEvidence().id, bestLayerId};
  return ids;
}

json jsonOf(double value) {
  if (!std::isfinite(value))
    return nullptr;
  return rounded(value, digits);
}

json jsonOf(const std::vector<double>& values) {
  json result = json::array();
  for (const double value : values)
    result.push_back(jsonOf(value));
  return result;
}

json jsonOf(const GivenOptions& options) {
  json result = json::object();
  for (const auto& [name, option] : options)
    result[name] = std::visit([](const auto& value) { return json(value); }, option);
  return result;
}

json jsonOf(const ComputedWith& computed) {
  json result{{"openblas", computed.blas},
              {"openblas_kernels", computed.blasKernels},
              {"engine_instructions", computed.instructions},
              {"training_library", computed.trainingLibrary},
              {"training_library_kernels", computed.trainingLibraryKernels}};
  if (!computed.treeLibrary.empty())
    result["tree_library"] = computed.treeLibrary;
  if (!computed.productLibrary.empty())
    result["product_library"] = computed.productLibrary;
  if (!computed.mathLibrary.empty())
    result["math_library"] = computed.mathLibrary;
  return result;
}

json jsonOf(const SoftwareVersions& versions) {
  return {{"prospectivity_lens", versions.prospectivityLens}, {"training_library", versions.trainingLibrary}};
}

/// Only where there are several sets of non-deposits: the text of all others is as it always was.
void addSet(json& entry, int set) {
  if (set > 0)
    entry["set"] = set;
}

json jsonOf(const SplitRecord& split) {
  json folds = json::array();
  for (const FoldRecord& fold : split.folds) {
    folds.push_back({{"repeat", fold.repeat + 1},
                     {"fold", fold.fold + 1},
                     {"fitted", fold.fitted},
                     {"validation", fold.validation},
                     {"augmented", fold.augmented},
                     {"test", fold.test},
                     {"best_epoch", fold.bestEpoch}});
    addSet(folds.back(), fold.set);
  }
  return {{"method", split.method}, {"folds", folds}};
}

json jsonOf(const Metrics& metrics) {
  json result = json::object();
  for (const MetricEntry& entry : metricEntries())
    result[entry.name] = jsonOf(metrics.*entry.value);
  return result;
}

json jsonOf(const MetricSpread& spread) {
  return {{"mean", jsonOf(spread.mean)}, {"standard_deviation", jsonOf(spread.standardDeviation)}};
}

json jsonOf(const MetricsRecord& metrics, const ModelKind& kind) {
  json rows = json::array();
  for (const TestedPart& part : metrics.parts) {
    rows.push_back({{"repeat", part.repeat + 1},
                    {"fold", part.fold + 1},
                    {kind.id, jsonOf(part.model)},
                    {"training_accuracy", jsonOf(part.trainingAccuracy)},
                    {"overfitting", jsonOf(part.overfitting)}});
    addSet(rows.back(), part.set);
  }
  json result{{"rows", rows}};
  for (const BaselineRecord& baseline : metrics.baselines)
    result[baseline.id] = jsonOf(baseline.metrics);
  result[kind.id] = jsonOf(metrics.model);
  return result;
}

json jsonOf(const FitHistory& history) {
  return {{"best_epoch", history.bestEpoch},
          {"training_loss", jsonOf(history.trainingLoss)},
          {"validation_loss", jsonOf(history.validationLoss)},
          {"training_accuracy", jsonOf(history.trainingAccuracy)},
          {"validation_accuracy", jsonOf(history.validationAccuracy)}};
}

json jsonOf(const EpochsRecord& epochs) {
  json folds = json::array();
  for (const FitHistory& fold : epochs.folds)
    folds.push_back(jsonOf(fold));
  return {{"folds", folds}, {"final", jsonOf(epochs.refit)}};
}

json jsonOf(const SetsRecord& sets) {
  return {{"member_sets", sets.memberSets},
          {"auc_between", jsonOf(sets.aucBetween)},
          {"auc_within", jsonOf(sets.aucWithin)},
          {"deposit_score_between", jsonOf(sets.scoreBetween)},
          {"deposit_score_within", jsonOf(sets.scoreWithin)}};
}

json jsonOf(const MissingRecord& missing) {
  json layers = json::array();
  for (const LayerHoles& layer : missing.layers)
    layers.push_back({{"layer", layer.layer},
                      {"missing_in_deposits", jsonOf(layer.deposits)},
                      {"missing_in_non_deposits", jsonOf(layer.others)}});
  return {{"treatment", missingChoices()[static_cast<std::size_t>(missing.treatment)].id},
          {"min_present", jsonOf(missing.minPresent)},
          {"layers", layers}};
}

json jsonOf(const Calibration& calibration) {
  const auto ends = [](const Interval& interval) {
    return json::array({jsonOf(interval.low), jsonOf(interval.high)});
  };
  return {{"slope", jsonOf(calibration.slope)},
          {"intercept", jsonOf(calibration.intercept)},
          {"slope_interval", ends(calibration.slopeInterval())},
          {"intercept_interval", ends(calibration.interceptInterval())},
          {"slope_variance", jsonOf(calibration.slopeVariance)},
          {"intercept_variance", jsonOf(calibration.interceptVariance)},
          {"covariance", jsonOf(calibration.covariance)},
          {"deposits", calibration.deposits},
          {"non_deposits", calibration.nonDeposits}};
}

/// The part of that name; null where there is none. Throws for what holds no parts.
const json* partOf(const json& entry, const char* name) {
  if (!entry.is_object())
    throw std::invalid_argument("a part of the record is none");
  const auto found = entry.find(name);
  return found == entry.end() ? nullptr : &*found;
}

/// The entries of a list of that name; none where there is no list.
const json& entriesOf(const json& entry, const char* name) {
  static const json none = json::array();
  const json* list = partOf(entry, name);
  if (list == nullptr)
    return none;
  if (!list->is_array())
    throw std::invalid_argument("a list of the record is none");
  return *list;
}

double numberOf(const json& entry) {
  if (entry.is_null())
    return unknown;
  if (!entry.is_number())
    throw std::invalid_argument("a number of the record is none");
  return entry.get<double>();
}

double numberOf(const json& entry, const char* name) {
  const json* number = partOf(entry, name);
  return number == nullptr ? unknown : numberOf(*number);
}

std::vector<double> numbersOf(const json& entry, const char* name) {
  std::vector<double> numbers;
  for (const json& number : entriesOf(entry, name))
    numbers.push_back(numberOf(number));
  return numbers;
}

std::size_t countOf(const json& entry, const char* name) {
  const json* count = partOf(entry, name);
  if (count == nullptr)
    return 0;
  if (!count->is_number_unsigned())
    throw std::invalid_argument("a count of the record is none");
  return count->get<std::size_t>();
}

/// From 0, of a number that counts from 1; -1 for 0.
int indexOf(const json& entry, const char* name) {
  const int number = wholeNumberOf(entry.at(name));
  if (number < 0)
    throw std::invalid_argument("a repeat or fold of the record is none");
  return number - 1;
}

/// The number of a set of non-deposits; 0 where there is none.
int setOf(const json& entry) {
  const json* set = partOf(entry, "set");
  return set == nullptr ? 0 : wholeNumberOf(*set);
}

std::string textOf(const json& entry, const char* name) {
  const json* text = partOf(entry, name);
  return text == nullptr ? std::string() : text->get<std::string>();
}

std::uint64_t seedOf(const json& entry) {
  if (!entry.is_number_unsigned())
    throw std::invalid_argument("the seed is no whole number");
  return entry.get<std::uint64_t>();
}

GivenOption optionOf(const json& entry) {
  if (entry.is_string())
    return entry.get<std::string>();
  if (entry.is_boolean())
    return entry.get<bool>();
  if (entry.is_number_integer() &&
      (!entry.is_number_unsigned() ||
       entry.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()}))
    return entry.get<std::int64_t>();
  return numberOf(entry);
}

GivenOptions optionsOf(const json& entry) {
  if (!entry.is_object())
    throw std::invalid_argument("the options are none");
  GivenOptions options;
  for (const auto& [name, option] : entry.items())
    options.emplace(name, optionOf(option));
  return options;
}

ComputedWith computedWithOf(const json& entry) {
  return {textOf(entry, "openblas"),
          textOf(entry, "openblas_kernels"),
          textOf(entry, "engine_instructions"),
          textOf(entry, "training_library"),
          textOf(entry, "training_library_kernels"),
          textOf(entry, "tree_library"),
          textOf(entry, "product_library"),
          textOf(entry, "math_library")};
}

SoftwareVersions versionsOf(const json& entry) {
  return {textOf(entry, "prospectivity_lens"), textOf(entry, "training_library")};
}

SplitRecord splitOf(const json& entry) {
  SplitRecord split{textOf(entry, "method"), {}};
  for (const json& fold : entriesOf(entry, "folds")) {
    FoldRecord record;
    record.repeat = indexOf(fold, "repeat");
    record.fold = indexOf(fold, "fold");
    record.fitted = countOf(fold, "fitted");
    record.validation = countOf(fold, "validation");
    record.augmented = countOf(fold, "augmented");
    record.test = countOf(fold, "test");
    if (const json* epoch = partOf(fold, "best_epoch"))
      record.bestEpoch = wholeNumberOf(*epoch);
    record.set = setOf(fold);
    split.folds.push_back(record);
  }
  return split;
}

/// All NaN where there is no part of that name.
Metrics metricsOf(const json& entry, const char* name) {
  const json* part = partOf(entry, name);
  Metrics metrics;
  for (const MetricEntry& metric : metricEntries())
    metrics.*metric.value = part == nullptr ? unknown : numberOf(*part, metric.name);
  return metrics;
}

MetricSpread spreadOf(const json& entry, const char* name) {
  static const json none = json::object();
  const json* part = partOf(entry, name);
  const json& spread = part == nullptr ? none : *part;
  return {metricsOf(spread, "mean"), metricsOf(spread, "standard_deviation")};
}

MetricsRecord metricsRecordOf(const json& entry, const ModelKind& kind) {
  MetricsRecord metrics;
  metrics.model = spreadOf(entry, kind.id);
  for (const std::string& id : baselineIds())
    if (id != kind.id && partOf(entry, id.c_str()) != nullptr)
      metrics.baselines.push_back({id, spreadOf(entry, id.c_str())});
  for (const json& row : entriesOf(entry, "rows")) {
    TestedPart part;
    part.repeat = indexOf(row, "repeat");
    part.fold = indexOf(row, "fold");
    part.model = metricsOf(row, kind.id);
    part.trainingAccuracy = numberOf(row, "training_accuracy");
    part.overfitting = numberOf(row, "overfitting");
    part.set = setOf(row);
    metrics.parts.push_back(part);
  }
  return metrics;
}

FitHistory historyOf(const json& entry) {
  FitHistory history;
  history.bestEpoch = wholeNumberOf(entry.at("best_epoch"));
  history.trainingLoss = numbersOf(entry, "training_loss");
  history.validationLoss = numbersOf(entry, "validation_loss");
  history.trainingAccuracy = numbersOf(entry, "training_accuracy");
  history.validationAccuracy = numbersOf(entry, "validation_accuracy");
  return history;
}

EpochsRecord epochsOf(const json& entry) {
  EpochsRecord epochs;
  for (const json& fold : entriesOf(entry, "folds"))
    epochs.folds.push_back(historyOf(fold));
  if (const json* refit = partOf(entry, "final"))
    epochs.refit = historyOf(*refit);
  return epochs;
}

SetsRecord setsRecordOf(const json& entry) {
  SetsRecord sets;
  if (const json* members = partOf(entry, "member_sets"))
    sets.memberSets = wholeNumbersOf(*members);
  sets.aucBetween = numberOf(entry, "auc_between");
  sets.aucWithin = numberOf(entry, "auc_within");
  sets.scoreBetween = numberOf(entry, "deposit_score_between");
  sets.scoreWithin = numberOf(entry, "deposit_score_within");
  return sets;
}

MissingRecord missingRecordOf(const json& entry) {
  MissingRecord missing;
  const std::string treatment = textOf(entry, "treatment");
  const Choices& choices = missingChoices();
  const auto found = std::find_if(choices.begin(), choices.end(),
                                  [&](const Choice& choice) { return treatment == choice.id; });
  if (found == choices.end())
    throw std::invalid_argument("the treatment of missing evidence is unknown");
  missing.treatment = static_cast<MissingEvidence>(found - choices.begin());
  missing.minPresent = numberOf(entry, "min_present");
  for (const json& layer : entriesOf(entry, "layers"))
    missing.layers.push_back({textOf(layer, "layer"), numberOf(layer, "missing_in_deposits"),
                              numberOf(layer, "missing_in_non_deposits")});
  return missing;
}

Calibration calibrationOf(const json& entry) {
  Calibration calibration;
  calibration.slope = numberOf(entry, "slope");
  calibration.intercept = numberOf(entry, "intercept");
  calibration.slopeVariance = numberOf(entry, "slope_variance");
  calibration.interceptVariance = numberOf(entry, "intercept_variance");
  calibration.covariance = numberOf(entry, "covariance");
  calibration.deposits = countOf(entry, "deposits");
  calibration.nonDeposits = countOf(entry, "non_deposits");
  return calibration;
}

} // namespace

json jsonOf(const TrainingRecord& record, const ModelKind& kind) {
  json result = json::object();
  if (record.seed)
    result["seed"] = *record.seed;
  if (record.options)
    result["options"] = jsonOf(*record.options);
  if (record.computedWith)
    result["computed_with"] = jsonOf(*record.computedWith);
  if (record.versions)
    result["versions"] = jsonOf(*record.versions);
  if (record.split)
    result["split"] = jsonOf(*record.split);
  if (record.metrics)
    result["metrics"] = jsonOf(*record.metrics, kind);
  if (record.epochs)
    result["history"] = jsonOf(*record.epochs);
  if (record.sets)
    result["sets"] = jsonOf(*record.sets);
  if (record.missing)
    result["missing"] = jsonOf(*record.missing);
  if (record.calibration)
    result["platt_scaling"] = jsonOf(*record.calibration);
  return result;
}

TrainingRecord recordOf(const json& entry, const ModelKind& kind) {
  TrainingRecord record;
  if (const json* seed = partOf(entry, "seed"))
    record.seed = seedOf(*seed);
  if (const json* options = partOf(entry, "options"))
    record.options = optionsOf(*options);
  if (const json* computed = partOf(entry, "computed_with"))
    record.computedWith = computedWithOf(*computed);
  if (const json* versions = partOf(entry, "versions"))
    record.versions = versionsOf(*versions);
  if (const json* split = partOf(entry, "split"))
    record.split = splitOf(*split);
  if (const json* metrics = partOf(entry, "metrics"))
    record.metrics = metricsRecordOf(*metrics, kind);
  if (const json* history = partOf(entry, "history"))
    record.epochs = epochsOf(*history);
  if (const json* sets = partOf(entry, "sets"))
    record.sets = setsRecordOf(*sets);
  if (const json* missing = partOf(entry, "missing"))
    record.missing = missingRecordOf(*missing);
  if (const json* scaling = partOf(entry, "platt_scaling"))
    record.calibration = calibrationOf(*scaling);
  return record;
}

} // namespace prospectivity

#include "engine/torch/model_json.h"

#include "engine/network/network_model.h"
#include "engine/torch/json_numbers.h"
#include "engine/torch/record_json.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr const char* formatName = "prospectivity-model";
constexpr const char* transformsKey = "transforms";
constexpr const char* naturesKey = "natures";
constexpr const char* classesKey = "classes";
constexpr int formatOfNetworks = 1; // what the first versions read
constexpr int formatOfKinds = 2;    // names the kind of model
constexpr int formatOfClasses = 3;  // has encodings of classes, which older versions would overlook
constexpr int formatVersion = formatOfClasses;

const ModelCodec& codecOf(const std::string& kind) {
  for (const ModelCodec& codec : modelCodecs())
    if (kind == codec.kind.id)
      return codec;
  throw std::invalid_argument("the kind of model is unknown");
}

/// A missing value (NaN) becomes null.
json jsonOf(const FloatMatrix& rows) {
  json result = json::array();
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    result.push_back(std::vector<float>(rows.row(i).begin(), rows.row(i).end()));
  return result;
}

/// Rows of numbers, or null for a missing value where `takesMissing`.
FloatMatrix rowsOf(const json& entry, std::size_t columns, bool takesMissing) {
  std::vector<std::vector<float>> values;
  for (const json& row : entry.get_ref<const json::array_t&>()) {
    values.emplace_back();
    for (const json& value : row.get_ref<const json::array_t&>())
      values.back().push_back(takesMissing && value.is_null() ? std::numeric_limits<float>::quiet_NaN()
                                                              : value.get<float>());
  }
  // Checked before memory is taken: empty rows cost a file two bytes each, and the matrix a whole row.
  for (const std::vector<float>& row : values)
    if (row.size() != columns)
      throw std::invalid_argument("samples do not fit the features");
  FloatMatrix rows(static_cast<Eigen::Index>(values.size()), static_cast<Eigen::Index>(columns));
  for (std::size_t i = 0; i < values.size(); ++i)
    std::copy(values[i].begin(), values[i].end(), rows.row(static_cast<Eigen::Index>(i)).begin());
  return rows;
}

bool areNetworks(const Model& model) {
  return model.kind().id == std::string(NetworkModel::networks().id);
}

bool hasClasses(const Model& model) {
  for (std::size_t feature = 0; feature < model.features.size(); ++feature)
    if (!model.classes(feature).codes.empty())
      return true;
  return false;
}

int formatOf(const Model& model) {
  if (hasClasses(model))
    return formatOfClasses;
  return areNetworks(model) ? formatOfNetworks : formatOfKinds;
}

/// One text per feature, where any is known.
void describe(const std::vector<FeatureDescription>& descriptions, json& entry) {
  std::vector<std::string> transforms;
  std::vector<std::string> natures;
  std::vector<std::string> classes;
  for (const FeatureDescription& description : descriptions) {
    transforms.push_back(description.transform);
    natures.push_back(description.nature());
    classes.push_back(description.classText());
  }
  const auto isKnown = [](const std::string& text) { return !text.empty(); };
  if (std::any_of(transforms.begin(), transforms.end(), isKnown))
    entry[transformsKey] = transforms;
  if (std::any_of(natures.begin(), natures.end(), isKnown))
    entry[naturesKey] = natures;
  if (std::any_of(classes.begin(), classes.end(), isKnown))
    entry[classesKey] = classes;
}

std::vector<std::string> textsOf(const json& entry, const char* key, std::size_t features) {
  const auto texts = entry.value(key, std::vector<std::string>());
  if (!texts.empty() && texts.size() != features)
    throw std::invalid_argument(std::string("the ") + key + " do not fit the features");
  return texts;
}

std::vector<FeatureDescription> descriptionsOf(const json& entry, std::size_t features) {
  std::vector<FeatureDescription> descriptions =
      describedByTransforms(textsOf(entry, transformsKey, features));
  const std::vector<std::string> natures = textsOf(entry, naturesKey, features);
  const std::vector<std::string> classes = textsOf(entry, classesKey, features);
  if (!natures.empty() || !classes.empty())
    descriptions.resize(features);
  for (std::size_t j = 0; j < natures.size(); ++j)
    descriptions[j].setNature(natures[j]); // one of a later version is unknown here
  for (std::size_t j = 0; j < classes.size(); ++j)
    descriptions[j].setClasses(classes[j]); // empty where there are no names
  return descriptions;
}

} // namespace

const ModelCodec& codecOf(const Model& model) {
  return codecOf(std::string(model.kind().id));
}

json jsonOf(const Model& model) {
  json result{{"format", formatName},
              {"format_version", formatOf(model)},
              {"features", model.features},
              {"background", jsonOf(model.background)},
              {"record", jsonOf(model.record, model.kind())}};
  describe(model.descriptions, result);
  if (!areNetworks(model))
    result["kind"] = model.kind().id;
  if (model.training.values.rows() > 0)
    result["training"] = {{"values", jsonOf(model.training.values)}, {"folds", model.training.folds}};
  if (model.training.areEncoded)
    result["training"]["encoded"] = true;
  codecOf(model).describe(model, result);
  return result;
}

std::unique_ptr<Model> modelOf(const json& entry, StoredModel& stored) {
  if (entry.at("format") != formatName || wholeNumberOf(entry.at("format_version")) > formatVersion)
    throw std::invalid_argument("the format is another or newer");
  const auto features = entry.at("features").get<std::vector<std::string>>();
  if (features.empty())
    throw std::invalid_argument("the model has no features");
  const std::string kind = entry.value("kind", std::string(NetworkModel::networks().id));
  const ModelCodec& codec = codecOf(kind);
  std::unique_ptr<Model> model = codec.read(entry, stored, features.size());
  model->features = features;
  model->descriptions = descriptionsOf(entry, features.size());
  if (model->memberCount() == 0)
    throw std::invalid_argument("the model has no members");
  model->background = rowsOf(entry.at("background"), model->layout().columns(), model->takesMissing());
  if (entry.contains("training")) {
    const json& training = entry.at("training");
    model->training.values = rowsOf(training.at("values"), features.size(), model->takesMissing());
    model->training.folds = wholeNumbersOf(training.at("folds"));
    model->training.areEncoded = training.value("encoded", false);
    if (static_cast<std::size_t>(model->training.values.rows()) != model->training.folds.size())
      throw std::invalid_argument("the folds do not fit the training samples");
  }
  model->record = recordOf(entry.at("record"), model->kind());
  return model;
}

} // namespace prospectivity

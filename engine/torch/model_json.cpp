#include "engine/torch/model_json.h"

#include <algorithm>
#include <stdexcept>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr const char* formatName = "prospectivity-model";
constexpr int formatVersion = 1;

/// Files hold ids, and nothing but ids.
std::size_t indexOf(const Choices& choices, const std::string& id) {
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (id == choices[i].id)
      return i;
  throw std::invalid_argument("unknown name " + id);
}

json jsonOf(const ModelMember& member) {
  const NetworkShape& shape = member.network.shape;
  return {{"order", member.order},
          {"scaling",
           {{"method", scalingChoices()[static_cast<std::size_t>(member.scaling.method)].id},
            {"center", member.scaling.center},
            {"scale", member.scaling.scale}}},
          {"architecture",
           {{"filters", shape.filters},
            {"kernel", shape.kernel},
            {"pooling", poolingChoices()[static_cast<std::size_t>(shape.pooling)].id},
            {"dense", shape.dense},
            {"dropout", shape.dropout},
            {"window", shape.window}}}};
}

ModelMember memberOf(const json& entry, std::size_t features) {
  ModelMember member;
  member.order = entry.at("order").get<std::vector<int>>();
  const json& scaling = entry.at("scaling");
  member.scaling.method = static_cast<ScalingMethod>(indexOf(scalingChoices(), scaling.at("method")));
  member.scaling.center = scaling.at("center").get<std::vector<float>>();
  member.scaling.scale = scaling.at("scale").get<std::vector<float>>();
  std::vector<bool> used(features, false);
  for (const int index : member.order)
    if (index >= 0 && static_cast<std::size_t>(index) < features)
      used[static_cast<std::size_t>(index)] = true;
  for (const bool found : used)
    if (!found)
      throw std::invalid_argument("the order is no permutation of the features");
  if (member.order.size() != features || member.scaling.center.size() != features ||
      member.scaling.scale.size() != features)
    throw std::invalid_argument("order or scaling do not fit the features");
  const json& architecture = entry.at("architecture");
  NetworkShape& shape = member.network.shape;
  shape.features = static_cast<int>(features);
  shape.filters = architecture.at("filters").get<std::vector<int>>();
  shape.kernel = architecture.at("kernel").get<int>();
  shape.pooling = static_cast<Pooling>(indexOf(poolingChoices(), architecture.at("pooling")));
  shape.dense = architecture.at("dense").get<std::vector<int>>();
  shape.dropout = architecture.at("dropout").get<double>();
  shape.window = architecture.at("window").get<int>();
  shape.check();
  return member;
}

json jsonOf(const FloatMatrix& rows) {
  json result = json::array();
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    result.push_back(std::vector<float>(rows.row(i).begin(), rows.row(i).end()));
  return result;
}

FloatMatrix rowsOf(const json& entry, std::size_t columns) {
  const auto values = entry.get<std::vector<std::vector<float>>>();
  FloatMatrix rows(static_cast<Eigen::Index>(values.size()), static_cast<Eigen::Index>(columns));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].size() != columns)
      throw std::invalid_argument("samples do not fit the features");
    std::copy(values[i].begin(), values[i].end(), rows.row(static_cast<Eigen::Index>(i)).begin());
  }
  return rows;
}

} // namespace

json jsonOf(const Model& model) {
  json result{
      {"format", formatName},     {"format_version", formatVersion},        {"features", model.features},
      {"members", json::array()}, {"background", jsonOf(model.background)}, {"record", model.record}};
  for (const ModelMember& member : model.members)
    result["members"].push_back(jsonOf(member));
  if (model.training.values.rows() > 0)
    result["training"] = {{"values", jsonOf(model.training.values)}, {"folds", model.training.folds}};
  return result;
}

Model modelOf(const json& entry) {
  if (entry.at("format") != formatName || entry.at("format_version").get<int>() > formatVersion)
    throw std::invalid_argument("the format is another or newer");
  Model model;
  model.features = entry.at("features").get<std::vector<std::string>>();
  for (const json& member : entry.at("members"))
    model.members.push_back(memberOf(member, model.features.size()));
  if (model.members.empty())
    throw std::invalid_argument("the model has no members");
  model.background =
      rowsOf(entry.at("background"), static_cast<std::size_t>(model.members.front().network.shape.inputs()));
  if (entry.contains("training")) {
    const json& training = entry.at("training");
    model.training.values = rowsOf(training.at("values"), model.features.size());
    model.training.folds = training.at("folds").get<std::vector<int>>();
    if (static_cast<std::size_t>(model.training.values.rows()) != model.training.folds.size())
      throw std::invalid_argument("the folds do not fit the training samples");
  }
  model.record = entry.at("record");
  return model;
}

} // namespace prospectivity

#include "engine/network/network_model.h"
#include "engine/torch/class_codec.h"
#include "engine/torch/json_numbers.h"
#include "engine/torch/model_codec.h"
#include "engine/torch/scaling_json.h"
#include "engine/torch/script_source.h"
#include "engine/torch/torch_network.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <stdexcept>
#include <zlib.h>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr const char* checksumName = "weights_crc32";

const NetworkModel& networkOfKind(const Model& model) {
  return dynamic_cast<const NetworkModel&>(model);
}

std::vector<std::vector<at::Tensor>> tensorsOfMembers(const NetworkModel& model) {
  std::vector<std::vector<at::Tensor>> tensors;
  for (const ModelMember& member : model.members)
    tensors.push_back(tensorsOf(member.network));
  return tensors;
}

/// Of all weights in the order of tensorsOf().
std::uint32_t checksum(const NetworkModel& model) {
  uLong sum = crc32(0, nullptr, 0);
  const auto add = [&](const std::vector<float>& values) {
    sum = crc32(sum, reinterpret_cast<const Bytef*>(values.data()),
                static_cast<uInt>(values.size() * sizeof(float)));
  };
  for (const ModelMember& member : model.members)
    for (const NetworkLayer& layer : member.network.layers)
      if (layer.hasWeights()) { // zlib takes "no bytes" for a new sum
        add(layer.weight);
        add(layer.bias);
      }
  return static_cast<std::uint32_t>(sum);
}

json jsonOf(const ModelMember& member) {
  const NetworkShape& shape = member.network.shape;
  return {{"order", member.order},
          {"scaling", jsonOf(member.scaling)},
          {"architecture",
           {{"filters", shape.filters},
            {"kernel", shape.kernel},
            {"pooling", poolingChoices()[static_cast<std::size_t>(shape.pooling)].id},
            {"dense", shape.dense},
            {"dropout", shape.dropout},
            {"window", shape.window}}}};
}

/// Without weights.
ModelMember memberOf(const json& entry, std::size_t features) {
  ModelMember member;
  member.order = wholeNumbersOf(entry.at("order"));
  member.scaling = scalingOf(entry.at("scaling"), features);
  std::vector<bool> used(features, false);
  for (const int index : member.order)
    if (index >= 0 && static_cast<std::size_t>(index) < features)
      used[static_cast<std::size_t>(index)] = true;
  for (const bool found : used)
    if (!found)
      throw std::invalid_argument("the order is no permutation of the features");
  if (member.order.size() != features)
    throw std::invalid_argument("the order does not fit the features");
  const json& architecture = entry.at("architecture");
  // What a later version may add would make it another network.
  if (architecture.size() != jsonOf(ModelMember()).at("architecture").size())
    throw std::invalid_argument("the architecture has parts that are not known");
  NetworkShape& shape = member.network.shape;
  shape.features = static_cast<int>(features);
  shape.filters = wholeNumbersOf(architecture.at("filters"));
  shape.kernel = wholeNumberOf(architecture.at("kernel"));
  shape.pooling = static_cast<Pooling>(indexOfId(poolingChoices(), architecture.at("pooling")));
  shape.dense = wholeNumbersOf(architecture.at("dense"));
  shape.dropout = architecture.at("dropout").get<double>();
  shape.window = wholeNumberOf(architecture.at("window"));
  shape.check();
  return member;
}

/// One row per feature, to meet (n, features, cells of the window).
at::Tensor bufferOf(const std::vector<float>& values) {
  return at::tensor(values, at::kFloat).unsqueeze(1);
}

void describe(const Model& model, json& entry) {
  const NetworkModel& network = networkOfKind(model);
  entry["members"] = json::array();
  for (const ModelMember& member : network.members)
    entry["members"].push_back(jsonOf(member));
  entry[checksumName] = checksum(network);
}

torch::jit::Module moduleOf(const Model& model) {
  const NetworkModel& network = networkOfKind(model);
  const std::vector<std::vector<at::Tensor>> tensors = tensorsOfMembers(network);
  torch::jit::Module module("ProspectivityModel");
  for (std::size_t m = 0; m < network.members.size(); ++m) {
    const ModelMember& member = network.members[m];
    const std::vector<std::string> names = weightNames(m, member.network.shape);
    for (std::size_t i = 0; i < names.size(); ++i)
      module.register_parameter(names[i], tensors[m][i], false);
    module.register_buffer(tensorName(m, "center"), bufferOf(member.scaling.center));
    module.register_buffer(tensorName(m, "scale"), bufferOf(member.scaling.scale));
    registerClasses(module, m, member.scaling.classes);
    const std::vector<std::int64_t> order(member.order.begin(), member.order.end());
    module.register_buffer(tensorName(m, "order"), at::tensor(order, at::kLong));
  }
  module.define(scriptSource(network));
  return module;
}

std::unique_ptr<Model> read(const json& entry, StoredModel& stored, std::size_t features) {
  auto model = std::make_unique<NetworkModel>();
  for (const json& described : entry.at("members")) {
    ModelMember member = memberOf(described, features);
    const NetworkShape shape = member.network.shape;
    const std::vector<std::string> names = weightNames(model->members.size(), shape);
    auto name = names.begin();
    member.network =
        networkOf(shape, [&](const std::vector<std::int64_t>& sizes) { return stored.take(*name++, sizes); });
    model->members.push_back(std::move(member));
    if (shape.window != model->window())
      throw std::invalid_argument("the members see windows of different sizes");
  }
  if (entry.at(checksumName) != checksum(*model))
    throw std::invalid_argument("the weights have changed");
  return model;
}

} // namespace

const ModelCodec& networkCodec() {
  static const ModelCodec codec{NetworkModel::networks(), describe, moduleOf, read};
  return codec;
}

} // namespace prospectivity

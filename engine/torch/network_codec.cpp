#include "engine/network/network_model.h"
#include "engine/torch/class_codec.h"
#include "engine/torch/json_numbers.h"
#include "engine/torch/model_codec.h"
#include "engine/torch/scaling_json.h"
#include "engine/torch/script_source.h"
#include "engine/torch/torch_network.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>
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

/// Of all weights in the order of tensorsOf(), each member's followed by the knots and fills of its channels,
/// and a 0 for each feature without presence.
std::uint32_t checksum(const NetworkModel& model) {
  uLong sum = crc32(0, nullptr, 0);
  const auto add = [&](const std::vector<float>& values) {
    sum = crc32(sum, reinterpret_cast<const Bytef*>(values.data()),
                static_cast<uInt>(values.size() * sizeof(float)));
  };
  for (const ModelMember& member : model.members) {
    for (const NetworkLayer& layer : member.network.layers)
      if (layer.hasWeights()) { // zlib takes "no bytes" for a new sum
        add(layer.weight);
        add(layer.bias);
      }
    for (const FeatureBins& bins : member.channels.features) {
      std::vector<float> values = bins.knots;
      values.push_back(bins.fill);
      if (!bins.tellsPresence)
        values.push_back(0);
      add(values);
    }
  }
  return static_cast<std::uint32_t>(sum);
}

/// Files of networks that see values alone are as they were before there were channels.
json jsonOf(const NetworkShape& shape) {
  json architecture = {{"filters", shape.filters},
                       {"kernel", shape.kernel},
                       {"pooling", poolingChoices()[static_cast<std::size_t>(shape.pooling)].id},
                       {"dense", shape.dense},
                       {"dropout", shape.dropout},
                       {"window", shape.window}};
  if (shape.thresholds > 0)
    architecture["thresholds"] = shape.thresholds;
  if (shape.hasPresence)
    architecture["presence"] = true;
  if (shape.fillsMissing)
    architecture["fill"] = true;
  return architecture;
}

json jsonOf(const InputChannels& channels) {
  json knots = json::array();
  json fills = json::array();
  json present = json::array();
  for (const FeatureBins& bins : channels.features) {
    knots.push_back(bins.knots);
    fills.push_back(bins.fill);
    present.push_back(bins.tellsPresence);
  }
  json entry = {{"knots", knots}, {"fill", fills}};
  if (!channels.tellPresence())
    entry["presence"] = present;
  return entry;
}

json jsonOf(const ModelMember& member) {
  json entry = {{"order", member.order},
                {"scaling", jsonOf(member.scaling)},
                {"architecture", jsonOf(member.network.shape)}};
  if (!member.network.shape.seesValuesAlone())
    entry["channels"] = jsonOf(member.channels);
  return entry;
}

NetworkShape shapeOf(const json& architecture, std::size_t features) {
  NetworkShape shape;
  shape.features = static_cast<int>(features);
  shape.filters = wholeNumbersOf(architecture.at("filters"));
  shape.kernel = wholeNumberOf(architecture.at("kernel"));
  shape.pooling = static_cast<Pooling>(indexOfId(poolingChoices(), architecture.at("pooling")));
  shape.dense = wholeNumbersOf(architecture.at("dense"));
  shape.dropout = architecture.at("dropout").get<double>();
  shape.window = wholeNumberOf(architecture.at("window"));
  if (architecture.contains("thresholds"))
    shape.thresholds = wholeNumberOf(architecture["thresholds"]);
  if (architecture.contains("presence"))
    shape.hasPresence = architecture["presence"].get<bool>();
  if (architecture.contains("fill"))
    shape.fillsMissing = architecture["fill"].get<bool>();
  // What a later version may add would make it another network.
  if (architecture.size() != jsonOf(shape).size())
    throw std::invalid_argument("the architecture has parts that are not known");
  shape.check();
  return shape;
}

/// Of a network of this shape, which sees more than values alone.
InputChannels channelsOf(const json& entry, const NetworkShape& shape) {
  InputChannels channels;
  channels.thresholds = shape.thresholds;
  channels.hasPresence = shape.hasPresence;
  channels.fillsMissing = shape.fillsMissing;
  const json& knots = entry.at("knots");
  const auto fills = entry.at("fill").get<std::vector<float>>();
  const auto features = static_cast<std::size_t>(shape.features);
  std::vector<bool> present(features, true);
  if (entry.contains("presence"))
    present = entry["presence"].get<std::vector<bool>>();
  if (!knots.is_array() || knots.size() != features || fills.size() != features || present.size() != features)
    throw std::invalid_argument("the channels do not fit the features");
  for (std::size_t j = 0; j < features; ++j) {
    FeatureBins bins{knots[j].get<std::vector<float>>(), fills[j], present[j]};
    if (bins.count() > static_cast<std::size_t>(shape.thresholds))
      throw std::invalid_argument("there are more bins than channels");
    for (std::size_t k = 0; k < bins.knots.size(); ++k)
      if (!std::isfinite(bins.knots[k]) || (k > 0 && !(bins.knots[k] > bins.knots[k - 1])))
        throw std::invalid_argument("the knots do not rise");
    if (!std::isfinite(bins.fill))
      throw std::invalid_argument("what stands for missing values is no number");
    channels.features.push_back(std::move(bins));
  }
  return channels;
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
  member.network.shape = shapeOf(entry.at("architecture"), features);
  if (!member.network.shape.seesValuesAlone())
    member.channels = channelsOf(entry.at("channels"), member.network.shape);
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
    if (member.channels.areValuesAlone())
      continue;
    const BinTensors bins = binsOf(member.channels);
    if (member.channels.thresholds > 0) {
      module.register_buffer(tensorName(m, "low"), bins.low);
      module.register_buffer(tensorName(m, "width"), bins.width);
    }
    if (member.channels.takesMissing())
      module.register_buffer(tensorName(m, "fill"), bins.fill);
    if (!member.channels.tellPresence())
      module.register_buffer(tensorName(m, "present"), bins.present);
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

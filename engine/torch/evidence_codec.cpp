#include "engine/reference/weights_of_evidence_model.h"
#include "engine/torch/json_numbers.h"
#include "engine/torch/model_codec.h"
#include "engine/torch/script_source.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr const char* oneOfClassesName = "one_of_classes";

const WeightsOfEvidenceModel& evidenceOfKind(const Model& model) {
  return dynamic_cast<const WeightsOfEvidenceModel&>(model);
}

json jsonOf(const LayerWeights& layer) {
  json deposits = json::array();
  json others = json::array();
  for (const EvidenceCounts& counts : layer.classes) {
    deposits.push_back(counts.deposits);
    others.push_back(counts.others);
  }
  json result{
      {"coded", layer.isCoded}, {"bounds", layer.bounds}, {"deposits", deposits}, {"non_deposits", others}};
  if (layer.isOneOfClasses)
    result[oneOfClassesName] = true;
  return result;
}

void describe(const Model& model, json& entry) {
  entry["members"] = json::array();
  for (const EvidenceWeights& member : evidenceOfKind(model).members) {
    json layers = json::array();
    for (const LayerWeights& layer : member.layers)
      layers.push_back(jsonOf(layer));
    entry["members"].push_back({{"layers", layers}});
  }
}

/// A layer as steps: values from edges[k - 1] to below edges[k] weigh weights[k].
struct Steps {
  std::vector<float> edges;
  std::vector<double> weights;
};

/// A code is the step from itself to the next number.
Steps stepsOf(const LayerWeights& layer) {
  if (!layer.isCoded)
    return {layer.bounds, layer.weights};
  Steps steps{{}, {0}};
  for (std::size_t k = 0; k < layer.bounds.size(); ++k) {
    const float next = std::nextafter(layer.bounds[k], std::numeric_limits<float>::infinity());
    steps.edges.insert(steps.edges.end(), {layer.bounds[k], next});
    steps.weights.insert(steps.weights.end(), {layer.weights[k], 0});
  }
  return steps;
}

/// One row per layer, of equal length: no value reaches the edges that are added.
void registerSteps(torch::jit::Module& module, const EvidenceWeights& member, std::size_t number) {
  std::vector<Steps> all;
  std::size_t most = 1; // at least one, which nothing reaches
  for (const LayerWeights& layer : member.layers) {
    all.push_back(stepsOf(layer));
    most = std::max(most, all.back().edges.size());
  }
  std::vector<float> edges;
  std::vector<double> weights;
  for (Steps& steps : all) {
    steps.edges.resize(most, std::numeric_limits<float>::infinity());
    steps.weights.resize(most + 1, 0);
    edges.insert(edges.end(), steps.edges.begin(), steps.edges.end());
    weights.insert(weights.end(), steps.weights.begin(), steps.weights.end());
  }
  const auto layers = static_cast<std::int64_t>(all.size());
  const auto columns = static_cast<std::int64_t>(most);
  module.register_buffer(tensorName(number, "edges"),
                         at::tensor(edges, at::kFloat).reshape({layers, columns}));
  module.register_buffer(tensorName(number, "weights"),
                         at::tensor(weights, at::kDouble).reshape({layers, columns + 1}));
}

torch::jit::Module moduleOf(const Model& model) {
  const WeightsOfEvidenceModel& evidence = evidenceOfKind(model);
  torch::jit::Module module("ProspectivityModel");
  std::ostringstream source;
  source << "def logits(self, rows: Tensor) -> Tensor:\n"
            "    sum = torch.zeros([rows.size(0)]).double()\n";
  for (std::size_t m = 0; m < evidence.members.size(); ++m) {
    registerSteps(module, evidence.members[m], m);
    source << "    classes = (rows.unsqueeze(2) >= self." << tensorName(m, "edges")
           << ".unsqueeze(0)).long().sum([2], True)\n"
           << "    weights = self." << tensorName(m, "weights")
           << ".unsqueeze(0).expand([rows.size(0), -1, -1])\n"
           << "    sum = sum + torch.gather(weights, 2, classes).sum([1, 2])\n";
  }
  source << "    return (sum / " << evidence.members.size()
         << ".0).float()\n\n"
            "def forward(self, rows: Tensor) -> Tensor:\n"
            "    return torch.sigmoid(self.logits(rows))\n";
  module.define(source.str());
  return module;
}

std::vector<std::size_t> countsOf(const json& entry) {
  std::vector<std::size_t> counts;
  for (const int count : wholeNumbersOf(entry)) {
    if (count < 0)
      throw std::invalid_argument("a count of samples is none");
    counts.push_back(static_cast<std::size_t>(count));
  }
  return counts;
}

LayerWeights layerOf(const json& entry) {
  LayerWeights layer;
  layer.isCoded = entry.at("coded").get<bool>();
  layer.isOneOfClasses = entry.value(oneOfClassesName, false);
  layer.bounds = entry.at("bounds").get<std::vector<float>>();
  const std::vector<std::size_t> deposits = countsOf(entry.at("deposits"));
  const std::vector<std::size_t> others = countsOf(entry.at("non_deposits"));
  const std::size_t classes = layer.bounds.size() + (layer.isCoded ? 0 : 1);
  if (classes == 0 || deposits.size() != classes || others.size() != classes)
    throw std::invalid_argument("the counts do not fit the classes");
  for (std::size_t k = 0; k < layer.bounds.size(); ++k)
    if (!std::isfinite(layer.bounds[k]) || (k > 0 && !(layer.bounds[k - 1] < layer.bounds[k])))
      throw std::invalid_argument("the bounds of classes do not rise");
  for (std::size_t k = 0; k < classes; ++k)
    layer.classes.push_back({deposits[k], others[k]});
  layer.weigh();
  return layer;
}

std::unique_ptr<Model> read(const json& entry, StoredModel&, std::size_t features) {
  auto model = std::make_unique<WeightsOfEvidenceModel>();
  for (const json& described : entry.at("members")) {
    EvidenceWeights member;
    for (const json& layer : described.at("layers"))
      member.layers.push_back(layerOf(layer));
    if (member.layers.size() != features)
      throw std::invalid_argument("the weights do not fit the features");
    model->members.push_back(std::move(member));
  }
  return model;
}

} // namespace

const ModelCodec& evidenceCodec() {
  static const ModelCodec codec{WeightsOfEvidenceModel::weightsOfEvidence(), describe, moduleOf, read};
  return codec;
}

} // namespace prospectivity

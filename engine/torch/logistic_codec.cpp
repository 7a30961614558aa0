#include "engine/reference/logistic_model.h"
#include "engine/torch/class_codec.h"
#include "engine/torch/filled_json.h"
#include "engine/torch/model_codec.h"
#include "engine/torch/scaling_json.h"
#include "engine/torch/script_source.h"

#include <ATen/ATen.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace prospectivity {

using nlohmann::json;

namespace {

const LogisticModel& logisticOfKind(const Model& model) {
  return dynamic_cast<const LogisticModel&>(model);
}

void describe(const Model& model, json& entry) {
  entry["members"] = json::array();
  for (const LogisticMember& member : logisticOfKind(model).members) {
    const Vector& weights = member.regression.weights;
    json described{{"scaling", jsonOf(member.scaling)},
                   {"intercept", member.regression.intercept},
                   {"weights", std::vector<double>(weights.data(), weights.data() + weights.size())}};
    describeFills(member.filled, described);
    if (member.filled.hasPresence)
      described["presence_weights"] =
          std::vector<double>(member.presence.data(), member.presence.data() + member.presence.size());
    entry["members"].push_back(std::move(described));
  }
}

torch::jit::Module moduleOf(const Model& model) {
  const LogisticModel& logistic = logisticOfKind(model);
  torch::jit::Module module("ProspectivityModel");
  std::ostringstream source;
  source << "def logits(self, rows: Tensor) -> Tensor:\n"
            "    sum = torch.zeros([rows.size(0)]).double()\n";
  for (std::size_t m = 0; m < logistic.members.size(); ++m) {
    const LogisticMember& member = logistic.members[m];
    const Vector& weights = member.regression.weights;
    const auto name = [&](const char* what) { return tensorName(m, what); };
    module.register_buffer(name("center"), at::tensor(member.scaling.center, at::kFloat));
    module.register_buffer(name("scale"), at::tensor(member.scaling.scale, at::kFloat));
    module.register_buffer(
        name("weight"),
        at::tensor(std::vector<double>(weights.data(), weights.data() + weights.size()), at::kDouble));
    module.register_buffer(name("intercept"), at::tensor(member.regression.intercept, at::kDouble));
    const FilledScript fills = registerFills(member.filled, m, module);
    source << fills.lines;
    std::string input = fills.given;
    if (const ClassEncoding& classes = member.scaling.classes; !classes.empty()) {
      registerClasses(module, m, classes);
      source << classLines(input, "numbers", m, classes);
      input = "numbers";
    }
    if (member.filled.hasPresence)
      input = "torch.narrow(" + input + ", 1, 0, " + std::to_string(weights.size()) + ")";
    source << "    scaled = ((" << input << " - self." << name("center") << ") / self." << name("scale")
           << ").double()\n"
           << "    sum = sum + torch.mv(scaled, self." << name("weight") << ") + self." << name("intercept")
           << "\n";
    if (!member.filled.hasPresence)
      continue;
    const Vector& presence = member.presence;
    module.register_buffer(
        name("presence"),
        at::tensor(std::vector<double>(presence.data(), presence.data() + presence.size()), at::kDouble));
    source << "    sum = sum + torch.mv(torch.narrow(given, 1, " << weights.size() << ", " << weights.size()
           << ").double(), self." << name("presence") << ")\n";
  }
  source << "    return (sum / " << logistic.members.size()
         << ".0).float()\n\n"
            "def forward(self, rows: Tensor) -> Tensor:\n"
            "    return torch.sigmoid(self.logits(rows))\n";
  module.define(source.str());
  return module;
}

std::unique_ptr<Model> read(const json& entry, StoredModel&, std::size_t features) {
  auto model = std::make_unique<LogisticModel>();
  for (const json& described : entry.at("members")) {
    LogisticMember member;
    member.scaling = scalingOf(described.at("scaling"), features);
    member.regression.intercept = described.at("intercept").get<double>();
    const auto weights = described.at("weights").get<std::vector<double>>();
    if (weights.size() != features)
      throw std::invalid_argument("the weights do not fit the features");
    member.regression.weights =
        Eigen::Map<const Vector>(weights.data(), static_cast<Eigen::Index>(weights.size()));
    member.filled = filledOf(described, features);
    if (member.filled.hasPresence) {
      const auto presence = described.at("presence_weights").get<std::vector<double>>();
      if (presence.size() != features)
        throw std::invalid_argument("the weights of presence do not fit the features");
      member.presence = Eigen::Map<const Vector>(presence.data(), static_cast<Eigen::Index>(presence.size()));
    }
    model->members.push_back(std::move(member));
  }
  return model;
}

} // namespace

const ModelCodec& logisticCodec() {
  static const ModelCodec codec{LogisticModel::logisticRegressions(), describe, moduleOf, read};
  return codec;
}

} // namespace prospectivity

#pragma once

#include "engine/model/model.h"
#include "engine/torch/stored_model.h"

#include <nlohmann/json.hpp>
#include <torch/csrc/jit/api/module.h>

#include <memory>
#include <vector>

namespace prospectivity {

/// How one kind of model is written to an archive and read from it. What every kind has (features, samples,
/// record) is the archive's own business.
struct ModelCodec {
  const ModelKind& kind;

  /// Adds to `prospectivity.json` what the members are made of: `members`, and what else the kind needs.
  void (*describe)(const Model& model, nlohmann::json& entry);

  /// The TorchScript module: methods logits() and forward(), and the tensors that they need.
  torch::jit::Module (*module)(const Model& model);

  /// The model with its members, from the JSON and the tensors of the file. `features` of them, at least one.
  /// Throws a std::exception for what it has not written.
  std::unique_ptr<Model> (*read)(const nlohmann::json& entry, StoredModel& stored, std::size_t features);
};

/// One row per kind of model. Files of the network's kind name no kind: it was the only one.
const std::vector<ModelCodec>& modelCodecs();

const ModelCodec& networkCodec();
const ModelCodec& logisticCodec();
const ModelCodec& forestCodec();
const ModelCodec& boostingCodec();
const ModelCodec& evidenceCodec();

} // namespace prospectivity

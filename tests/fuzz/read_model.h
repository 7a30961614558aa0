#pragma once

#include "engine/model/model.h"
#include "engine/torch/torch_archive.h"

#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace prospectivity {

/// What opening a model file comes to, of any bytes: a model that gives a logit for every row it keeps, or an
/// exception.
inline void readModel(const std::string& bytes) {
  std::istringstream file(bytes, std::ios::binary);
  std::unique_ptr<Model> model;
  try {
    model = readArchive(file);
  } catch (const std::exception&) {
    return; // readArchive(path) makes one sentence of it
  }
  const auto rows = static_cast<std::size_t>(model->background.rows());
  std::vector<float> logits(rows);
  model->predictor()->logits(model->background.data(), rows, logits.data());
}

} // namespace prospectivity

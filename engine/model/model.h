#pragma once

#include "engine/core/matrix.h"
#include "engine/model/network.h"
#include "engine/model/scaling.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// One trained network with what was fitted beside it on the same training part.
struct ModelMember {
  std::vector<int> order; ///< network position p sees feature order[p] of the model
  Scaling scaling;        ///< per feature of the model (before ordering)
  Network network;
};

/// The observed samples behind a model, so that a prediction can tell which cells are like them. No rows in
/// the files of versions that did not store them.
struct TrainingSamples {
  FloatMatrix values;     ///< samples x features, original units; for a windowed model means over the window
  std::vector<int> folds; ///< which fold of the first repeat tested each sample; -1: none did
};

/// A trained model: one member, or the ensemble of fold models. Its logit is the mean of the members' logits
/// and its probability the sigmoid of that, so that explanations in logit space add up over the members.
struct Model {
  std::vector<std::string> features; ///< the order in which rows are given
  std::vector<ModelMember> members;
  FloatMatrix background; ///< observed training samples in original units, for SHAP; rows x features
  TrainingSamples training;
  nlohmann::json record; ///< seed, training options and history, split, metrics, versions, computed_with
};

/// Reads features (original units, in the order of the model) and returns logits. What explainers and the
/// tiled prediction see of a model. Implementations are immutable and safe to call from several threads at
/// once.
class Predictor {
 public:
  virtual ~Predictor() = default;
  virtual std::size_t featureCount() const = 0;

  /// `rows`: count x featureCount(), row-major, no NaN; `logits`: count values.
  virtual void logits(const float* rows, std::size_t count, float* logits) const = 0;
};

double sigmoid(double logit);

} // namespace prospectivity

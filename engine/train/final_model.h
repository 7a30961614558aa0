#pragma once

#include "engine/core/choices.h"
#include "engine/train/cross_validation.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// What the model file holds after the folds have been judged.
enum class FinalModel {
  Refit,   ///< fitted once more on all observed samples (Learner::withoutStopping), all members of a training
  Ensemble ///< the models of all folds, each with all its members
};
const Choices& finalModelChoices();

struct FittedModel {
  std::unique_ptr<Model> model; ///< without a record
  FitHistory history;           ///< of the refit; empty for an ensemble, and for sets of non-deposits
  std::vector<int> memberSets;  ///< the set that each member was trained on; empty where there are no sets
  FinalModel kind = FinalModel::Refit;
};

/// `features` are the names in the order in which the model will be given rows. The background for SHAP is
/// drawn from the observed samples, both classes by their share, at most 128; the model keeps what all
/// observed samples look like, with the folds of the first repeat. Deterministic for a seed.
///
/// `folds` of several sets of non-deposits (foldsOfSets()) make one family of members per set: a refit each,
/// or the models of its folds. Non-deposits of all sets are in the background, with the weight of one set.
FittedModel finalModel(const SampleTable& table, const std::vector<std::string>& features,
                       const std::vector<FoldResult>& folds, const Learner& learner, FinalModel kind,
                       std::uint64_t seed, const Progress& progress);

} // namespace prospectivity

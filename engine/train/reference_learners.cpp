#include "engine/train/reference_learners.h"

#include "engine/core/error.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_grower.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/tree_learner.h"
#include "engine/train/weights_of_evidence_learner.h"

#include <vector>

namespace prospectivity {

namespace {

struct Reference {
  Choice choice;
  const ModelKind& (*kind)();
  std::unique_ptr<Learner> (*make)(const ReferenceOptions& options);
  bool growsTrees;
};

/// Saved calls hold the numbers of the choices: new ones come last.
const std::vector<Reference>& references() {
  static const std::vector<Reference> all{
      {{"logistic-regression", "Logistic regression"},
       LogisticModel::logisticRegressions,
       [](const ReferenceOptions& options) -> std::unique_ptr<Learner> {
         return std::make_unique<LogisticLearner>(ScalingMethod::ZScore, options.missing, options.classes,
                                                  options.window);
       },
       false},
      {{"random-forest", "Random forest"},
       TreeModel::forests,
       [](const ReferenceOptions& options) -> std::unique_ptr<Learner> {
         return std::make_unique<TreeLearner>(TreeKind::Forest, options.trees, options.missing,
                                              options.classes, options.window);
       },
       true},
      {{"gradient-boosting", "Gradient boosting"},
       TreeModel::boostings,
       [](const ReferenceOptions& options) -> std::unique_ptr<Learner> {
         return std::make_unique<TreeLearner>(TreeKind::Boosting, options.trees, options.missing,
                                              options.classes, options.window);
       },
       true},
      {{"weights-of-evidence", "Weights of evidence"},
       WeightsOfEvidenceModel::weightsOfEvidence,
       [](const ReferenceOptions& options) -> std::unique_ptr<Learner> {
         return std::make_unique<WeightsOfEvidenceLearner>(options.classesPerLayer, options.missing);
       },
       false}};
  return all;
}

/// Whether trees can be grown here; warns where they cannot.
bool growsTrees(const Progress& progress) {
  try {
    treeGrower();
    return true;
  } catch (const Error& missing) {
    progress.warning(
        {"%1 Random forest and gradient boosting are left out of the comparison.", missing.sentence()});
    return false;
  }
}

} // namespace

const Choices& referenceChoices() {
  static const Choices choices = [] {
    Choices result;
    for (const Reference& reference : references())
      result.push_back(reference.choice);
    return result;
  }();
  return choices;
}

std::unique_ptr<Learner> referenceLearner(const std::string& id, const ReferenceOptions& options) {
  for (const Reference& reference : references())
    if (reference.choice.id == id)
      return reference.make(options);
  throw Error("%1: there is no reference model '%2'; choose one of %3.", Subject::ReferenceModel, id,
              idsOf(referenceChoices()));
}

std::string referenceIdOf(const std::string& kindId) {
  for (const Reference& reference : references())
    if (reference.kind().id == kindId)
      return reference.choice.id;
  return {};
}

Baselines baselinesBeside(const ModelKind& own, std::size_t columns, const Progress& progress,
                          MissingEvidence missing, const ClassEncodingOptions& classes, int window) {
  ReferenceOptions options;
  options.window = window;
  options.missing = missing;
  options.classes = classes;
  const bool hasTrees = growsTrees(progress);
  Baselines baselines;
  for (const Reference& reference : references()) {
    const std::string id = reference.kind().id;
    const bool lacksColumns = id == TreeModel::forests().id && columns < 2;
    if (id == own.id || lacksColumns || (reference.growsTrees && !hasTrees))
      continue;
    baselines.push_back(reference.make(options));
  }
  return baselines;
}

} // namespace prospectivity

#include "engine/train/reference_learners.h"

#include "engine/core/error.h"
#include "engine/train/logistic_learner.h"

#include <vector>

namespace prospectivity {

namespace {

struct Reference {
  Choice choice;
  std::unique_ptr<Learner> (*make)();
};

/// Saved calls hold the numbers of the choices: new ones come last.
const std::vector<Reference>& references() {
  static const std::vector<Reference> all{
      {{"logistic-regression", "Logistic regression"},
       []() -> std::unique_ptr<Learner> { return std::make_unique<LogisticLearner>(); }}};
  return all;
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

std::unique_ptr<Learner> referenceLearner(const std::string& id) {
  for (const Reference& reference : references())
    if (reference.choice.id == id)
      return reference.make();
  throw Error("%1: there is no reference model '%2'; choose one of %3.", Subject::ReferenceModel, id,
              idsOf(referenceChoices()));
}

} // namespace prospectivity

#include "engine/train/reference_learners.h"

#include "engine/core/error.h"
#include "engine/train/logistic_learner.h"

namespace prospectivity {

const Choices& referenceChoices() {
  static const Choices choices{{"logistic-regression", "Logistic regression"}};
  return choices;
}

std::unique_ptr<Learner> referenceLearner(const std::string& id) {
  if (id == referenceChoices().front().id)
    return std::make_unique<LogisticLearner>();
  throw Error("%1: there is no reference model '%2'; choose logistic-regression.", Subject::ReferenceModel,
              id);
}

} // namespace prospectivity

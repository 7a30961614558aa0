#include "processing/model/train_reference_algorithm.h"

#include "engine/samples/questions.h"
#include "engine/train/reference_learners.h"
#include "engine/train/tree_learner.h"
#include "engine/train/weights_of_evidence_learner.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/releases/enumerations.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>

namespace prospectivity {

QStringList TrainReferenceAlgorithm::tags() const {
  return {QStringLiteral("logistic regression"),
          QStringLiteral("random forest"),
          QStringLiteral("gradient boosting"),
          QStringLiteral("weights of evidence"),
          QStringLiteral("reference"),
          QStringLiteral("baseline"),
          QStringLiteral("mineral prospectivity"),
          QStringLiteral("cross-validation"),
          QStringLiteral("classification")};
}

QString TrainReferenceAlgorithm::shortDescription() const {
  return toolWords("Trains a simpler model on the same samples, to map with and to hold a network against.");
}

QString TrainReferenceAlgorithm::shortHelpString() const {
  return helpText(R"(
Trains a simpler model on the same samples, and judges it as Train CNN judges a network, on the same folds:
logistic regression (the default), random forest, gradient boosting or weights of evidence. On few samples
the simpler model is often as good, and easier to defend.

Samples: a label field (1 deposit, 0 non-deposit) and one numeric field per feature, in any unit. Rows with
an empty value are left out and counted, unless Missing evidence says otherwise.

The model file goes wherever a network's goes: prediction, SHAP values and maps, ICE plots, comparison. It
gives a prospectivity score, 0 to 1, which is no probability. The same seed gives the same file.
)");
}

void TrainReferenceAlgorithm::initAlgorithm(const QVariantMap&) {
  addLabelledSamples(QStringLiteral("SAMPLES"));
  addParameter(new ChoiceParameter(QStringLiteral("METHOD"), QStringLiteral("Reference model"),
                                   referenceChoices(), 0));
  const ReferenceOptions defaults;
  addAdvancedParameter(new NumberParameter(
      QStringLiteral("TREES"), QStringLiteral("Reference model: trees (random forest and gradient boosting)"),
      Qgis::ProcessingNumberParameterType::Integer, defaults.trees, false, 1, TreeLearner::mostTrees));
  addAdvancedParameter(
      new NumberParameter(QStringLiteral("CLASSES_PER_LAYER"),
                          QStringLiteral("Reference model: classes per layer (weights of evidence)"),
                          Qgis::ProcessingNumberParameterType::Integer, defaults.classesPerLayer, false, 2,
                          WeightsOfEvidenceLearner::mostClasses));
  addMissingParameters();
  addClassEncodingParameter();
  addSplitParameters(1);
  addSeedParameter();
  addModelOutputs();
}

QVariantMap TrainReferenceAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                         QgsProcessingFeedback*, const Progress& progress) {
  LearningTask task;
  task.table = samples(parameters, context, progress);
  task.features = task.table.features;
  task.descriptions = task.table.descriptions;
  task.questions = questionsOfSamples(task.table);
  task.split = splitOptions(parameters, context);
  task.split.groups = groupsOfEqual(task.table, progress);
  task.missing = missing(parameters, context);
  task.minPresent = minPresent(parameters, context);
  task.classes = classEncoding(task.table, parameters, context, progress);
  task.classes.groups = task.split.groups;
  ReferenceOptions options;
  options.missing = task.missing;
  options.classes = task.classes;
  options.trees = parameterAsInt(parameters, QStringLiteral("TREES"), context);
  options.classesPerLayer = parameterAsInt(parameters, QStringLiteral("CLASSES_PER_LAYER"), context);
  const std::unique_ptr<Learner> learner =
      referenceLearner(chosenId(parameters, QStringLiteral("METHOD"), context), options);
  if (!task.classes.layers.empty() && !learner->encodesClasses())
    progress.warning("CLASS_ENCODING: weights of evidence take classes as they are; log-odds are for the "
                     "reference models beside them.");
  return trainAndWrite(task, *learner, parameters, context, progress);
}

} // namespace prospectivity

#include "processing/model/train_reference_algorithm.h"

#include "engine/samples/column_kinds.h"
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
  return QStringLiteral(
      "Trains a simpler model on the same samples, to map with and to hold a network against.");
}

QString TrainReferenceAlgorithm::shortHelpString() const {
  return helpText(R"(
Trains a reference model that tells deposits from non-deposits by their evidence values, and judges it as
Train CNN judges a network: on the same folds for the same samples, validation parameters and seed. On few
samples the simpler model is often as good, and easier to defend.

Logistic regression: a ridge penalty of 1 on the weights of features that are scaled to mean 0 and standard
deviation 1, classes weighted alike. Each feature moves the log-odds by the same amount wherever it stands:
no thresholds, no interactions. Its Shapley values in log-odds are exact.

Random forest (Breiman 2001): trees that each see 63.2 % of the samples and choose each split among the
square root of the number of features. They are not pruned: a branch ends where its samples are of one
label, where none of the features drawn tells them apart (which is common with many bands of one class
each), or at depth 30. The score is the mean over the trees of the share of deposits where a sample ends.
Needs two features or more.

Gradient boosting (Friedman 2001, 2002): trees of depth 3 on half of the samples each, added up as log-odds
with a learning rate of 5 / TREES, at most 0.3. Its Shapley values in log-odds are exact.

Trees (500 by default) is for both: more trees cost time and take the chance out of the result. They are
grown by XGBoost, classes weighted alike; features may have any unit.

Weights of evidence (Bonham-Carter 1994): each layer is cut into classes of equal numbers of training
samples (Classes per layer, 5 by default: with a few dozen deposits each class keeps several; layers of
codes by their codes, layers with one band per class by the class that is there), and the log-odds are the
sum of the classes' weights W+, one half added to every count. The report tells W+, W-, contrast and
studentized contrast of each class, and tests whether the layers are independent given the label (Agterberg
& Cheng 2002). Codes unseen in training weigh 0.

%1

Weights of evidence take classes as they are.

Input is a samples layer: a label field (1 deposit, 0 non-deposit) and one numeric field per feature, in any
unit. Rows with an empty label are left out and counted, and rows with an empty feature unless Missing
evidence says otherwise; fields that are identifiers, coordinates or copies of the label by what their
values say are left out and named where no features are chosen. Synthetic samples never enter a test part,
and leave training when a parent is held out. Samples that equal each other in every feature are held out
together. Several sets of non-deposits (field 'set') are trained and judged each with all deposits, on one
division; the model holds those of all sets. Held-out scores are calibrated (Platt scaling) as a network's
are.

Missing evidence: by default rows with an empty feature are left out (exclude). Fill puts the mean of the
training part in place of an empty value, of classes the most frequent one. Learn does the same and gives
the model beside each value whether it is there; both stay one feature in every explanation. Weights of
evidence have no need of either: a missing layer weighs 0, and counts and contrasts are of the samples that
have it. A sample needs data of a share of the layers (Minimum present, 0.5 by default; bands of one class
layer count once). The report tells how often each class lacks each layer, and warns where they differ:
surveys go where deposits are known.

The model file (.pt) goes wherever a network's goes: Predict prospectivity, SHAP values, SHAP map, ICE and
PDP plots, Compare models. Python opens it with torch.jit.load. The same seed gives the same file.
)")
      .arg(classEncodingHelp());
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
  task.questions = questionsOfTellingFeatures(task.table);
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

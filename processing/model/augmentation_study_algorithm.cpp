#include "processing/model/augmentation_study_algorithm.h"

#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "engine/order/feature_order.h"
#include "engine/samples/questions.h"
#include "engine/train/computed_with.h"
#include "engine/train/missing_report.h"
#include "engine/train/reference_learners.h"
#include "engine/train/study_report.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/map_part.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/sample_sets.h"
#include "processing/model/study_fingerprint.h"
#include "processing/model/training_outputs.h"
#include "processing/releases/enumerations.h"

#include <QFile>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

// Metrics that may rank, in the order of rankingChoices().
const std::array<std::pair<const char*, double Metrics::*>, 4> rankings{{{"accuracy", &Metrics::accuracy},
                                                                         {"F1", &Metrics::f1},
                                                                         {"Matthews", &Metrics::matthews},
                                                                         {"AUC", &Metrics::auc}}};

/// A method that finds nothing to work with in one training part must not stop all the others.
auto orNothing(const AugmentFunction& augment, const Progress& progress) {
  const auto told = std::make_shared<std::once_flag>();
  return [augment, progress, told](const SampleTable& observed, std::uint64_t chance) {
    try {
      return augment(observed, chance);
    } catch (const Error& reason) {
      std::call_once(*told, [&] {
        progress.warning(
            {"%1 Trainings in which this happened ran without added samples.", reason.sentence()});
      });
      return observed.rows({});
    }
  };
}

const Choices& rankingChoices() {
  static const Choices choices{
      {"accuracy", "accuracy"}, {"f1", "F1"}, {"matthews", "Matthews"}, {"auc", "AUC"}};
  return choices;
}

// The control that tells whether order matters at all.
constexpr const char* randomOrdering = "random";

/// ORDERINGS: those of orderfeatures, and the control.
const Choices& studyOrderingChoices() {
  static const Choices choices = [] {
    Choices all = orderingChoices();
    all.push_back({randomOrdering, "Random (control)"});
    return all;
  }();
  return choices;
}

} // namespace

QStringList AugmentationStudyAlgorithm::tags() const {
  return {QStringLiteral("augmentation"), QStringLiteral("smote"), QStringLiteral("feature ordering"),
          QStringLiteral("comparison"), QStringLiteral("cross-validation")};
}

QString AugmentationStudyAlgorithm::shortDescription() const {
  return toolWords("Finds out which augmentation and which feature ordering suit these samples.");
}

QString AugmentationStudyAlgorithm::shortHelpString() const {
  return helpText(R"(
Trains the network with every chosen augmentation and every chosen ordering of the features, on the same
divisions of the samples and with the same seeds, and ranks the combinations beside the reference models and
the best single layer.

Each combination gets mean and standard deviation of every metric on the test parts, its overfitting, its
rank, and a paired test against no augmentation.

Samples are as for Train CNN, with features in any unit; rows with an empty value are left out and counted,
unless Missing evidence says otherwise.

It trains once for each combination, fold and repeat (by default five folds, five repeats). Cancelled, it
goes on where it stopped when it is run again.
)");
}

void AugmentationStudyAlgorithm::initAlgorithm(const QVariantMap&) {
  addLabelledSamples(QStringLiteral("SAMPLES"));
  addAdvancedParameter(setParameter());
  addPresetParameter();
  addParameter(new ChoiceParameter(QStringLiteral("METHODS"), QStringLiteral("Augmentations"),
                                   augmentationChoices(), QList<int>{0, 1, 2, 3, 4, 5}));
  addParameter(new ChoiceParameter(QStringLiteral("ORDERINGS"), QStringLiteral("Orders of features"),
                                   studyOrderingChoices(), QList<int>{0}));
  addAdvancedParameter(customOrderParameter());
  addAugmentationParameters();
  addMissingParameters();
  addSplitParameters(5);
  addClassEncodingParameter();
  addNetworkParameters();
  addAdvancedParameter(new ChoiceParameter(
      QStringLiteral("RANK_BY"), QStringLiteral("Ranking: figure to rank by"), rankingChoices(), 1));
  addAdvancedParameter(trainingShardParameter());
  addAdvancedParameter(shardFolderParameter());

  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("TABLE"), QStringLiteral("Study table"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFileDestination(
      QStringLiteral("REPORT"), QStringLiteral("Report of the study"), QStringLiteral("HTML files (*.html)"),
      QVariant(), true));
  addParameter(trainingsParameter());
  addOutput(
      new QgsProcessingOutputString(QStringLiteral("BEST_METHOD"), QStringLiteral("Best augmentation")));
  addOutput(new QgsProcessingOutputString(QStringLiteral("BEST_ORDERING"), QStringLiteral("Best ordering")));
}

void AugmentationStudyAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                         QgsProcessingFeedback* feedback) {
  TrainingAlgorithm::prepare(parameters, context, feedback);
  mParts = readTrainingParts(*this, parameters, context, {QStringLiteral("TABLE"), QStringLiteral("REPORT")});
  if (mParts.shard)
    countAsStep({}); // a part of the study answers nothing yet
}

StudyPlan AugmentationStudyAlgorithm::plan(const SampleTable& table, const QVariantMap& parameters,
                                           QgsProcessingContext& context, const Progress& progress) const {
  const QList<int> methods = allChosen(parameters, QStringLiteral("METHODS"), context);
  const QList<int> orderings = allChosen(parameters, QStringLiteral("ORDERINGS"), context);
  if (methods.isEmpty())
    throw Error("METHODS is empty: choose at least one augmentation ('none' counts as one).");
  if (orderings.isEmpty())
    throw Error("ORDERINGS is empty: choose at least one order of features, such as 'as given'.");
  StudyPlan plan;
  TrainingOptions training = networkOptions(parameters, context, static_cast<int>(table.features.size()));
  const Choices augmentations = augmentationChoices();
  for (const int method : methods) {
    TrainingOptions options;
    const auto& [id, name] = augmentations[static_cast<std::size_t>(method)];
    setAugmentation(options, parameters, context, augmentationMethod(id), progress);
    if (options.augment)
      options.augment = orNothing(options.augment, progress);
    plan.methods.push_back({name, options.augment});
  }
  for (const int ordering : orderings) {
    TrainingOptions options;
    const auto& [id, name] = studyOrderingChoices()[static_cast<std::size_t>(ordering)];
    if (id == randomOrdering)
      options.order = [chance = seed(parameters, context)](const FloatMatrix& scaled,
                                                           const std::vector<int>&) {
        return orderByChance(scaled, chance);
      };
    else
      setOrdering(options, static_cast<FeatureOrdering>(ordering),
                  parameterAsString(parameters, QStringLiteral("CUSTOM_ORDER"), context), table.features);
    plan.orderings.push_back({name, options.order});
  }
  SplitOptions split = splitOptions(parameters, context);
  training.groups = split.groups = groupsOfEqual(table, progress);
  training.classes = classEncoding(table, parameters, context, progress);
  training.classes.groups = split.groups;
  plan.learner = networkLearners(training);
  plan.baselines = baselinesBeside(plan.learner({}, {})->kind(), table.features.size(), progress,
                                   training.missing(), training.classes);
  plan.classes = training.classes;
  plan.seed = seed(parameters, context);
  plan.folds = makeTrainingFolds(table, split, plan.seed).folds;
  plan.pooled = split.method == SplitMethod::LeaveOneOut;
  // The same numbers are the same study, whoever chose them.
  GivenOptions options = recorded(parameters, context);
  options.erase("PRESET");
  plan.fingerprint = studyFingerprint(table, options, trainedWith()).toStdString();
  plan.notes = studyNotesFile(QString::fromStdString(plan.fingerprint), mParts.shard).toStdString();
  plan.parts = mParts.files;
  return plan;
}

QVariantMap AugmentationStudyAlgorithm::run(const QVariantMap& given, QgsProcessingContext& context,
                                            QgsProcessingFeedback*, const Progress& progress) {
  const QVariantMap parameters = withMembers(withSchedule(given, progress), 0, context, progress);
  const SampleTable table = samples(parameters, context, progress);
  requireKnown(table, 1);
  const MissingEvidence treatment = TrainingAlgorithm::missing(parameters, context);
  const std::optional<MissingRecord> missing =
      missingRecordOf(table, table.features, 1, treatment, minPresent(parameters, context));
  std::vector<std::string> questions;
  for (const Sentence& question : questionsOfSamples(table))
    questions.push_back(inWords(question));
  if (const std::optional<Sentence> doubt = warnOfUnequalHoles(missing, table, progress))
    questions.push_back(inWords(*doubt));
  const StudyPlan study = plan(table, parameters, context, progress);
  mNotes = QString::fromStdString(study.notes);
  const std::unique_ptr<Learner> learner = study.learner({}, {});
  const int members = learner->members();
  const auto [rankedBy, metric] =
      rankings[static_cast<std::size_t>(chosen(parameters, QStringLiteral("RANK_BY"), context))];
  progress.message({"%1 augmentations x %2 orderings x %3 folds%4", study.methods.size(),
                    study.orderings.size(), study.folds.size(),
                    members == 1 ? Sentence(".") : Sentence(", %1 networks each.", members)});
  if (mParts.shard)
    return runShard(table, study, parameters, context, progress);
  const StudyResult result = runStudy(table, study, metric, progress);
  if (result.resumed > 0)
    progress.message(
        mParts.joins()
            ? Sentence("%1 trainings were taken from the shards and from runs before.", result.resumed)
            : Sentence("%1 trainings were taken from the run that was stopped.", result.resumed));

  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.table(QStringLiteral("TABLE"), studyFields(),
                [&](QgsFeatureSink& sink) { return writeStudy(result, sink); });
  outputs.report([&] { return studyReport(table, *learner, result, metric, rankedBy, missing, questions); },
                 linesOf(computedWith()));
  const StudyLine& best = result.lines[result.best];
  outputs.add(QStringLiteral("BEST_METHOD"), QString::fromStdString(best.method));
  outputs.add(QStringLiteral("BEST_ORDERING"), QString::fromStdString(best.ordering));
  progress.message(studyVerdict(result, metric, rankedBy));
  return outputs.results();
}

void AugmentationStudyAlgorithm::afterPublishing() {
  QFile::remove(mNotes);
}

QVariantMap AugmentationStudyAlgorithm::runShard(const SampleTable& table, const StudyPlan& study,
                                                 const QVariantMap& parameters, QgsProcessingContext& context,
                                                 const Progress& progress) const {
  const Shard& shard = *mParts.shard;
  const QString file = parameterAsFileOutput(parameters, trainingsName, context);
  writeTrainings(file, studyPart(table, study, shard.number, shard.count, shardName.toStdString(), progress));
  progress.message(toldOfShard(shard));
  return {{trainingsName, file}};
}

} // namespace prospectivity

#include "processing/model/training_algorithm.h"

#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/core/name_list.h"
#include "engine/core/parallel.h"
#include "engine/network/input_channels.h"
#include "engine/network/layer_sizes.h"
#include "engine/samples/equal_samples.h"
#include "engine/samples/missing_values.h"
#include "engine/samples/negative_sets.h"
#include "engine/samples/questions.h"
#include "engine/samples/sample_places.h"
#include "engine/train/computed_with.h"
#include "engine/train/fold_notes.h"
#include "engine/train/missing_report.h"
#include "engine/train/model_record.h"
#include "engine/train/reference_learners.h"
#include "engine/train/sets_summary.h"
#include "engine/train/training_recipe.h"
#include "engine/train/training_report.h"
#include "processing/frame/augmentation_parameters.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/held_lines.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/field_names.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/sample_layer.h"
#include "processing/layers/sample_sets.h"
#include "processing/model/study_fingerprint.h"
#include "processing/model/training_duration.h"
#include "processing/model/training_outputs.h"
#include "processing/model/training_presets.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QFile>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

using Number = Qgis::ProcessingNumberParameterType;

constexpr double boundless = std::numeric_limits<double>::max();

QgsProcessingParameterDefinition* number(const char* name, const QString& text, Number type, double value,
                                         double least, double most = boundless) {
  return new NumberParameter(QString::fromLatin1(name), text, type, value, false, least, most);
}

QgsProcessingParameterDefinition* choice(const char* name, const QString& text, const Choices& choices,
                                         int value) {
  return new ChoiceParameter(QString::fromLatin1(name), text, choices, value);
}

enum class Device { Automatic, Cpu, Cuda };

// Where the folds end and the final model begins, on the progress bar.
constexpr double shareOfFolds = 0.92;

const QString membersName = QStringLiteral("MEMBERS");

std::string validationName(SplitMethod method) {
  return QString::fromStdString(splitChoices()[static_cast<std::size_t>(method)].title)
      .toLower()
      .toStdString();
}

/// Samples that no block can hold. Where none has a place, the division refuses them all.
void leaveOutWithoutPlace(SampleTable& table, const Progress& progress) {
  const std::vector<std::size_t> rows = rowsWithPlace(table);
  if (rows.empty() || rows.size() == table.size())
    return;
  constexpr std::size_t mostNamed = 5;
  std::set<std::size_t> placed(rows.begin(), rows.end());
  std::size_t observed = 0;
  std::size_t made = 0;
  std::string names;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (placed.count(row) > 0)
      continue;
    if (!table.isObserved(row))
      ++made;
    else if (++observed <= mostNamed)
      names += (observed == 1 ? "" : ", ") + std::to_string(table.ids[row]);
  }
  if (observed > 0)
    progress.warning({"SAMPLES: %1 samples without coordinates are left out, since no spatial block holds "
                      "them (sample %2%3",
                      observed, names, observed > mostNamed ? Sentence(", ...).") : Sentence(").")});
  if (made > 0)
    progress.warning({"SAMPLES: %1 synthetic samples without coordinates are left out, since no spatial "
                      "block holds them; let AUGMENTATION make them inside the training parts.",
                      made});
  table = table.rows(rows);
}

const Choices& deviceChoices() {
  static const Choices choices{{"auto", "Automatic"}, {"cpu", "CPU"}, {"cuda", "CUDA"}};
  return choices;
}

/// The folds that shards have trained, by number.
std::map<std::size_t, FoldResult> foldsOfShards(const TrainingParts& parts, const std::string& fingerprint,
                                                const SampleTable& table,
                                                const std::vector<TrainingFold>& folds) {
  std::map<std::size_t, FoldResult> all;
  for (const std::string& path : parts.files) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
      throw Error("SHARDS: '%1' cannot be read; allow reading it.", path);
    std::map<std::size_t, FoldResult> noted =
        notedFolds(file.readAll().toStdString(), fingerprint, table, folds);
    if (noted.empty())
      throw Error("SHARDS: '%1' holds none of these trainings, but of other samples, parameters, versions or "
                  "kernels (of another kind of processor), or is damaged: make that shard again, or take the "
                  "file away.",
                  path);
    all.merge(noted);
  }
  return all;
}

/// The numbers of the folds that a run trains itself.
std::vector<std::size_t> trainingsHere(const TrainingParts& parts, std::size_t folds,
                                       const std::map<std::size_t, FoldResult>& noted) {
  const Shard shard = parts.shard.value_or(Shard());
  if (shard.count > folds)
    throw Error("SHARD: there are %1 trainings, too few for %2 parts: divide them into %1 parts at most.",
                folds, shard.count);
  std::vector<std::size_t> numbers;
  for (std::size_t number = shard.number - 1; number < folds; number += shard.count)
    if (noted.count(number) == 0)
      numbers.push_back(number);
  return numbers;
}

} // namespace

void TrainingAlgorithm::addOrderingParameters() {
  addParameter(choice("ORDERING", QStringLiteral("Order of features"), orderingChoices(), 0));
  addAdvancedParameter(customOrderParameter());
}

void TrainingAlgorithm::addAugmentationParameters() {
  addAdvancedParameter(targetCountParameter());
  addAdvancedParameter(bothClassesParameter());
  addAdvancedParameter(neighborsParameter());
  addAdvancedParameter(noiseParameter());
}

void TrainingAlgorithm::addPresetParameter() {
  addParameter(presetParameter());
}

void TrainingAlgorithm::addSplitParameters(int repeats) {
  addParameter(
      choice("VALIDATION", QStringLiteral("Validation: how test samples are held out"), splitChoices(), 1));
  addAdvancedParameter(number("TEST_FRACTION", QStringLiteral("Validation: share of test samples (holdout)"),
                              Number::Double, 0.3, 0, 1));
  addAdvancedParameter(number("FOLDS", QStringLiteral("Validation: folds (k-fold and spatial blocks)"),
                              Number::Integer, 5, 2));
  addAdvancedParameter(number("REPEATS", QStringLiteral("Validation: repeats with other divisions"),
                              Number::Integer, repeats, 1));
  addAdvancedParameter(
      number("BLOCK_SIZE",
             QStringLiteral("Validation: side of a spatial block in map units (0: chosen from the extent)"),
             Number::Double, 0, 0));
}

void TrainingAlgorithm::addMissingParameters() {
  addParameter(choice("MISSING", QStringLiteral("Missing evidence"), missingChoices(), 0));
  addAdvancedParameter(minPresentParameter());
}

void TrainingAlgorithm::addClassEncodingParameter() {
  addAdvancedParameter(choice("CLASS_ENCODING",
                              QStringLiteral("Classes: how layers of class codes enter the model"),
                              classEntryChoices(), 0));
}

void TrainingAlgorithm::addNetworkParameters() {
  addAdvancedParameter(
      choice("SCALING", QStringLiteral("Network input: scaling of features"), scalingChoices(), 0));
  addAdvancedParameter(
      number("THRESHOLDS",
             QStringLiteral("Network input: bins between quantiles that a feature is shown in beside its "
                            "value (0: none)"),
             Number::Integer, defaultRecipe.thresholds, 0, InputChannels::mostThresholds));
  addAdvancedParameter(new QgsProcessingParameterString(
      QStringLiteral("FILTERS"), QStringLiteral("Network: filters of each convolution"),
      QStringLiteral("16,32")));
  addAdvancedParameter(
      number("KERNEL_SIZE", QStringLiteral("Network: kernel size (odd)"), Number::Integer, 3, 1));
  addAdvancedParameter(choice("POOLING", QStringLiteral("Network: pooling"), poolingChoices(), 0));
  addAdvancedParameter(new QgsProcessingParameterString(
      QStringLiteral("DENSE"),
      QStringLiteral("Network: hidden dense layers, such as '64' or '64,32' (empty: none)"), QVariant(),
      false, true));
  addAdvancedParameter(
      number("DROPOUT", QStringLiteral("Network: dropout (at least 0, below 1)"), Number::Double, 0.2, 0, 1));
  // Empty by default: dialogs hand over every default, and would ask for as many beside many sets.
  addAdvancedParameter(new NumberParameter(
      membersName,
      QStringLiteral("Training: networks, whose mean is the prediction (empty: %1, or 1 beside many sets of "
                     "non-deposits)")
          .arg(defaultRecipe.members),
      Number::Integer, QVariant(), true, 1));
  addAdvancedParameter(number(
      "EPOCHS",
      QStringLiteral("Training: epochs (cosine: of the observed samples; with early stopping: at most)"),
      Number::Integer, defaultRecipe.epochs, 1));
  addAdvancedParameter(choice("SCHEDULE", QStringLiteral("Training: schedule"), scheduleChoices(),
                              static_cast<int>(defaultRecipe.schedule)));
  addAdvancedParameter(number("BATCH_SIZE", QStringLiteral("Training: batch size"), Number::Integer,
                              defaultRecipe.batchSize, 1));
  addAdvancedParameter(number("LEARNING_RATE",
                              QStringLiteral("Training: learning rate (above 0; cosine: at the start)"),
                              Number::Double, defaultRecipe.learningRate, 0));
  addAdvancedParameter(number("WEIGHT_DECAY", QStringLiteral("Training: weight decay (AdamW)"),
                              Number::Double, defaultRecipe.weightDecay, 0));
  addAdvancedParameter(number("MIXUP",
                              QStringLiteral("Training: mixup, parameter of its Beta distribution (0: off)"),
                              Number::Double, defaultRecipe.mixup, 0));
  addAdvancedParameter(
      number("PATIENCE",
             QStringLiteral("Training: early stopping, epochs without improvement before it (0: never stop "
                            "early)"),
             Number::Integer, defaultRecipe.patience, 0));
  addAdvancedParameter(choice("DEVICE", QStringLiteral("Training: device"), deviceChoices(), 0));
  addSeedParameter();
}

void TrainingAlgorithm::addModelOutputs(bool hasParts) {
  addAdvancedParameter(new ChoiceParameter(QStringLiteral("FINAL_MODEL"),
                                           QStringLiteral("Training: final model"), finalModelChoices(), 0));

  addParameter(new QgsProcessingParameterFileDestination(QStringLiteral("MODEL"), QStringLiteral("Model"),
                                                         QStringLiteral("Model files (*.pt)"), QVariant(),
                                                         hasParts));
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("METRICS"), QStringLiteral("Metrics"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(
      QStringLiteral("RELIABILITY"), QStringLiteral("Reliability of scores and probabilities"),
      Qgis::ProcessingSourceType::Vector, QVariant(), true, false));
  addParameter(new QgsProcessingParameterFeatureSink(
      QStringLiteral("BLOCKS"), QStringLiteral("Spatial blocks"), Qgis::ProcessingSourceType::VectorPolygon,
      QVariant(), true, false));
  addParameter(new QgsProcessingParameterFileDestination(
      QStringLiteral("REPORT"), QStringLiteral("Report of the training"),
      QStringLiteral("HTML files (*.html)"), QVariant(), true));
  if (hasParts) {
    addAdvancedParameter(trainingShardParameter());
    addAdvancedParameter(shardFolderParameter());
    addParameter(trainingsParameter());
  }
  for (const auto& [name, text] : headlineNumbers())
    addOutput(new QgsProcessingOutputNumber(name, text));
}

QVariantMap TrainingAlgorithm::asMeant(const QVariantMap& parameters, QgsProcessingContext& context,
                                       const Progress& progress) const {
  return withPreset(*this, parameters, context, progress);
}

void TrainingAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                QgsProcessingFeedback*) {
  mSource.reset(parameterAsSource(parameters, QStringLiteral("SAMPLES"), context));
  if (!mSource)
    throw Error("SAMPLES: the layer cannot be opened; check the path or choose a point layer with samples.");
}

SampleTable TrainingAlgorithm::samples(const QVariantMap& parameters, QgsProcessingContext& context,
                                       const Progress& told) const {
  // Whoever reads three lines of the log must have read what may make all figures wrong.
  HeldLines held(told);
  const Progress& progress = held.progress();
  // Optional, because QGIS refuses a field parameter that is left out in spite of its default.
  QString label = parameterAsString(parameters, QStringLiteral("LABEL_FIELD"), context);
  if (label.isEmpty())
    label = QStringLiteral("label");
  const QStringList features = fieldNames(*this, parameters, QStringLiteral("FEATURES"), context);
  SampleReading reading;
  reading.minPresent = minPresent(parameters, context);
  SampleTable table = readSamples(*mSource, QStringLiteral("SAMPLES"), label, features, progress, reading);
  if (parameterDefinition(setName) != nullptr)
    table = samplesOfSet(std::move(table), parameterAsInt(parameters, setName, context),
                         QStringLiteral("SAMPLES"), true);
  std::size_t orphans = 0;
  for (std::size_t row = 0; row < table.size(); ++row)
    orphans += !table.isObserved(row) && !table.parentA[row] ? 1 : 0;
  if (orphans > 0)
    progress.warning({"SAMPLES: %1 synthetic samples without recorded parents are left out: nobody can tell "
                      "which test samples they know; let AUGMENTATION make them inside the training parts.",
                      orphans});
  if (splitOptions(parameters, context).method == SplitMethod::SpatialBlocks) {
    leaveOutWithoutPlace(table, progress);
    if (const std::optional<Sentence> doubt = doubtOfFarPlaces(table))
      progress.warning({"SAMPLES: %1", *doubt});
    QgsRectangle extent;
    for (const Point& point : table.points)
      if (std::isfinite(point.x) && std::isfinite(point.y))
        extent.combineExtentWith(point.x, point.y);
    warnOfMapScale(sampleGeometry(*mSource, table).crs, extent, QStringLiteral("SAMPLES"), progress);
  }
  for (const Sentence& question : questionsOfSamples(table))
    told.warning({"SAMPLES: %1", question});
  return table;
}

void TrainingAlgorithm::requireKnown(const SampleTable& table, int window) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  requireKnownValues(table, rows, window, false);
}

MissingEvidence TrainingAlgorithm::missing(const QVariantMap& parameters,
                                           QgsProcessingContext& context) const {
  return static_cast<MissingEvidence>(chosen(parameters, QStringLiteral("MISSING"), context));
}

double TrainingAlgorithm::minPresent(const QVariantMap& parameters, QgsProcessingContext& context) const {
  const double share = parameterAsDouble(parameters, QStringLiteral("MIN_PRESENT"), context);
  checkMinPresent(share);
  return missing(parameters, context) == MissingEvidence::Exclude ? 1 : share;
}

std::optional<Sentence> TrainingAlgorithm::warnOfUnequalHoles(const std::optional<MissingRecord>& missing,
                                                              const SampleTable& table,
                                                              const Progress& progress) {
  std::optional<Sentence> doubt;
  if (missing)
    doubt = doubtOfPresence(*missing, table);
  if (doubt)
    progress.warning({"SAMPLES: %1", *doubt});
  return doubt;
}

std::vector<std::size_t> TrainingAlgorithm::groupsOfEqual(const SampleTable& table,
                                                          const Progress& progress) {
  EqualSamples equal = equalSamples(table);
  if (equal.copies > 0)
    progress.warning({"SAMPLES: %1 samples equal another in every feature (deposits in one cell, or copies); "
                      "equal samples are kept on one side of every division.",
                      equal.copies});
  return std::move(equal.groups);
}

ClassEncodingOptions TrainingAlgorithm::classEncoding(const SampleTable& table, const QVariantMap& parameters,
                                                      QgsProcessingContext& context,
                                                      const Progress& progress) const {
  const auto entry = static_cast<ClassEntry>(chosen(parameters, QStringLiteral("CLASS_ENCODING"), context));
  return entry == ClassEntry::LogOdds ? logOddsOf(table, progress) : ClassEncodingOptions();
}

QVariantMap TrainingAlgorithm::withSchedule(const QVariantMap& parameters, const Progress& progress) {
  const QString schedule = QStringLiteral("SCHEDULE");
  if (isGiven(parameters, schedule) || !isGiven(parameters, QStringLiteral("PATIENCE")))
    return parameters;
  progress.message("PATIENCE is given without SCHEDULE: the schedule is early stopping.");
  QVariantMap result = parameters;
  result.insert(schedule, static_cast<int>(Schedule::EarlyStopping));
  return result;
}

QVariantMap TrainingAlgorithm::withMembers(const QVariantMap& parameters, std::size_t sets,
                                           QgsProcessingContext& context, const Progress& progress) {
  const QString preset = presetTitle(*this, parameters, context).toLower();
  if (isGiven(parameters, membersName)) {
    if (!preset.isEmpty())
      progress.message({"PRESET %1 leaves MEMBERS %2, which was chosen.", Sentence(preset.toStdString()),
                        parameterAsInt(parameters, membersName, context)});
    return parameters;
  }
  const int members = membersBesideSets(presetMembers(*this, parameters, context), static_cast<int>(sets));
  if (!preset.isEmpty()) {
    progress.message({"PRESET %1 sets MEMBERS %2.", Sentence(preset.toStdString()), members});
    takeMeaning(membersName, std::to_string(members));
  }
  QVariantMap result = parameters;
  result.insert(membersName, members);
  return result;
}

GivenOptions TrainingAlgorithm::recorded(const QVariantMap& parameters, QgsProcessingContext& context) const {
  GivenOptions options = plainParameters(*this, parameters, context);
  if (presetTitle(*this, parameters, context).isEmpty())
    options.erase("PRESET");
  for (const QString& name : trainingPartNames())
    options.erase(name.toStdString());
  return options;
}

TrainingOptions TrainingAlgorithm::networkOptions(const QVariantMap& parameters,
                                                  QgsProcessingContext& context, int features) const {
  const auto integer = [&](const char* name) {
    return parameterAsInt(parameters, QString::fromLatin1(name), context);
  };
  const auto real = [&](const char* name) {
    return parameterAsDouble(parameters, QString::fromLatin1(name), context);
  };
  const auto sizes = [&](const char* name) {
    return parseLayerSizes(parameterAsString(parameters, QString::fromLatin1(name), context).toStdString(),
                           name);
  };
  const auto choice = [&](const char* name) {
    return chosen(parameters, QString::fromLatin1(name), context);
  };
  if (static_cast<Device>(choice("DEVICE")) == Device::Cuda)
    throw Error("DEVICE: CUDA needs a LibTorch built for it, and this one computes on the CPU; choose "
                "Automatic or CPU.");
  TrainingOptions options;
  options.scaling = static_cast<ScalingMethod>(choice("SCALING"));
  options.fit.shape.features = features;
  options.fit.shape.thresholds = integer("THRESHOLDS");
  options.setMissing(missing(parameters, context));
  options.fit.shape.filters = sizes("FILTERS");
  options.fit.shape.kernel = integer("KERNEL_SIZE");
  options.fit.shape.pooling = static_cast<Pooling>(choice("POOLING"));
  options.fit.shape.dense = sizes("DENSE");
  options.fit.shape.dropout = real("DROPOUT");
  options.members = integer("MEMBERS");
  options.fit.schedule = static_cast<Schedule>(choice("SCHEDULE"));
  options.fit.mixup = real("MIXUP");
  options.fit.epochs = integer("EPOCHS");
  options.fit.batchSize = integer("BATCH_SIZE");
  options.fit.learningRate = real("LEARNING_RATE");
  options.fit.weightDecay = real("WEIGHT_DECAY");
  options.fit.patience = integer("PATIENCE");
  options.check();
  return options;
}

SplitOptions TrainingAlgorithm::splitOptions(const QVariantMap& parameters,
                                             QgsProcessingContext& context) const {
  SplitOptions options;
  options.method = static_cast<SplitMethod>(chosen(parameters, QStringLiteral("VALIDATION"), context));
  options.testFraction = parameterAsDouble(parameters, QStringLiteral("TEST_FRACTION"), context);
  options.folds = parameterAsInt(parameters, QStringLiteral("FOLDS"), context);
  options.repeats = parameterAsInt(parameters, QStringLiteral("REPEATS"), context);
  options.blockSize = parameterAsDouble(parameters, QStringLiteral("BLOCK_SIZE"), context);
  return options;
}

void TrainingAlgorithm::setOrdering(TrainingOptions& options, FeatureOrdering ordering,
                                    const QString& customNames,
                                    const std::vector<std::string>& features) const {
  if (ordering == FeatureOrdering::CorrelationSeriation)
    options.order = [](const FloatMatrix& scaled, const std::vector<int>&) {
      return correlationSeriation(scaled.cast<double>());
    };
  if (ordering == FeatureOrdering::ClassSeparation)
    options.order = [](const FloatMatrix& scaled, const std::vector<int>& labels) {
      return classSeparation(scaled.cast<double>(), labels);
    };
  if (ordering == FeatureOrdering::Custom) {
    options.order = [order = customOrder(features, namesIn(customNames.toStdString(), ',', "CUSTOM_ORDER"))](
                        const FloatMatrix&, const std::vector<int>&) { return order; };
  }
}

void TrainingAlgorithm::setAugmentation(TrainingOptions& options, const QVariantMap& parameters,
                                        QgsProcessingContext& context,
                                        std::shared_ptr<const Augmenter> method,
                                        const Progress& progress) const {
  if (!method)
    return;
  const AugmentOptions augmentation = augmentOptionsOf(*this, parameters, context);

  // Every fold would tell the same: the first warning is enough.
  Progress once;
  once.isCancelled = progress.isCancelled;
  once.onWarning = [told = std::make_shared<std::once_flag>(), progress](const Sentence& line) {
    std::call_once(*told, [&] { progress.warning({"In the training parts: %1", line}); });
  };
  options.augment = [augmentation, once, method = std::move(method)](const SampleTable& observed,
                                                                     std::uint64_t runSeed) {
    AugmentOptions mine = augmentation;
    mine.seed = runSeed;
    return augment(*method, observed, mine, once);
  };
}

TrainingParts TrainingAlgorithm::modelParts(const QVariantMap& parameters,
                                            QgsProcessingContext& context) const {
  const QStringList outputs{QStringLiteral("MODEL"), QStringLiteral("METRICS"), QStringLiteral("RELIABILITY"),
                            QStringLiteral("BLOCKS"), QStringLiteral("REPORT")};
  TrainingParts parts = readTrainingParts(*this, parameters, context, outputs);
  const bool isWhole = !parts.shard && !parts.joins();
  if (!isWhole && static_cast<FinalModel>(chosen(parameters, QStringLiteral("FINAL_MODEL"), context)) ==
                      FinalModel::Ensemble)
    throw Error(
        "FINAL_MODEL: an ensemble is made of the models of all folds, which shards do not keep; choose "
        "the refitted model, or train without shards.");
  const auto isAsked = [&](const QString& name) { return isGiven(parameters, name); };
  if (!parts.shard && std::none_of(outputs.begin(), outputs.end(), isAsked))
    throw Error("MODEL: choose a file for the model.");
  return parts;
}

std::string TrainingAlgorithm::trainingsFingerprint(const LearningTask& task, const QVariantMap& parameters,
                                                    QgsProcessingContext& context) const {
  GivenOptions options = recorded(parameters, context);
  options.erase("PRESET"); // the same numbers are the same trainings, whoever chose them
  std::string sets;
  for (const int set : task.table.sets)
    sets += std::to_string(set) + " ";
  options["sets of the rows"] = sets;
  options["stack of the windows"] = task.stack;
  return studyFingerprint(task.table, options, trainedWith()).toStdString();
}

QVariantMap TrainingAlgorithm::trainAndWrite(const LearningTask& task, const Learner& learner,
                                             const QVariantMap& parameters, QgsProcessingContext& context,
                                             const Progress& progress) {
  const SampleTable& table = task.table;
  requireKnown(table, learner.window());
  const std::optional<MissingRecord> missing =
      missingRecordOf(table, task.features, learner.window(), task.missing, task.minPresent);
  std::vector<Sentence> asked = task.questions;
  if (const std::optional<Sentence> doubt = warnOfUnequalHoles(missing, table, progress))
    asked.push_back(*doubt);
  const std::uint64_t runSeed = seed(parameters, context);
  const TrainingFolds division = makeTrainingFolds(table, task.split, runSeed);
  const std::vector<TrainingFold> folds = foldsOfSets(table, division.folds);
  const std::size_t sets = setsOf(table).size();
  progress.message(
      {"%1 deposits and %2 non-deposits%3, %4 features, %5 trainings%6", table.count(1), table.count(0),
       sets > 0 ? Sentence(" in %1 sets", sets) : Sentence(""), task.features.size(), folds.size(),
       learner.members() == 1 ? Sentence(".") : Sentence(" of %1 networks each.", learner.members())});
  const bool isWhole = !task.parts.shard && !task.parts.joins();
  const std::string fingerprint = isWhole ? std::string() : trainingsFingerprint(task, parameters, context);
  std::map<std::size_t, FoldResult> noted = foldsOfShards(task.parts, fingerprint, table, folds);
  const std::vector<std::size_t> here = trainingsHere(task.parts, folds.size(), noted);
  if (task.parts.joins())
    progress.message(
        {"%1 trainings were taken from the shards, and %2 are done here.", noted.size(), here.size()});
  const bool hasMembers = parameterDefinition(membersName) != nullptr;
  const Progress judging =
      tellingAhead(progress.part(0, shareOfFolds),
                   here.size() == 1 ? Sentence("Judging the model (%1 training)", here.size())
                                    : Sentence("Judging the model (%1 trainings)", here.size()),
                   shorterJudgement(task.split, hasMembers ? learner.members() : 1,
                                    hasMembers && !isQuickLook(*this, parameters, context)),
                   shareToJudge(here.size(), availableThreads(), hasMembers));
  std::vector<FoldResult> results =
      validateFolds(table, folds, here, learner, runSeed, 0, judging,
                    baselinesBeside(learner.kind(), static_cast<std::size_t>(table.values.cols()), progress,
                                    task.missing, task.classes, learner.window()),
                    task.classes);
  if (task.parts.shard) {
    const QString file = parameterAsFileOutput(parameters, trainingsName, context);
    writeTrainings(file, foldNotes(here, results, fingerprint));
    progress.message(toldOfShard(*task.parts.shard));
    return {{trainingsName, file}};
  }
  for (auto& [number, result] : noted)
    results[number] = std::move(result);
  MetricsSummary summary =
      summaryOf(metricsRows(table, results, task.split.method == SplitMethod::LeaveOneOut));
  summary.sets = setsSummaryOf(table, results, summary.rows);
  if (summary.sets)
    if (const std::optional<Sentence> doubt = doubtOfEmptyTests(summary, task.split.method))
      progress.warning(*doubt);

  const auto final = static_cast<FinalModel>(chosen(parameters, QStringLiteral("FINAL_MODEL"), context));
  const FittedModel fitted =
      finalModel(table, task.features, results, learner, final, runSeed, progress.part(shareOfFolds, 1));
  fitted.model->descriptions = task.descriptions;
  fitted.model->record =
      modelRecord(recorded(parameters, context), runSeed, validationName(task.split.method), results, summary,
                  fitted.history, PROSPECTIVITY_VERSION);
  fitted.model->record.sets = setsRecord(summary, fitted.memberSets);
  fitted.model->record.missing = missing;
  const ModelCalibration calibration = calibrate(table, results, runSeed);
  fitted.model->record.calibration = calibration.stored;

  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QVariantMap numbers = headlineValues(summary);
  for (auto number = numbers.cbegin(); number != numbers.cend(); ++number)
    outputs.add(number.key(), number.value());
  const QString modelFile = parameterAsFileOutput(parameters, QStringLiteral("MODEL"), context);
  if (modelFile.isEmpty()) {
    progress.warning("MODEL is left out, and the model is not kept.");
  } else {
    modelBackend().save(*fitted.model, modelFile.toStdString());
    outputs.add(QStringLiteral("MODEL"), modelFile);
  }
  std::vector<std::string> questions;
  for (const Sentence& question : asked)
    questions.push_back(inWords(question));
  outputs.report(
      [&] { return trainingReport(table, learner, results, summary, fitted, questions, calibration); },
      linesOf(*fitted.model->record.computedWith));
  nameLayer(QStringLiteral("METRICS"), inLanguage(Words::Layers, QStringLiteral("Metrics of the training")));
  nameLayer(QStringLiteral("BLOCKS"),
            inLanguage(Words::Layers, QStringLiteral("Spatial blocks of the validation")));
  outputs.table(QStringLiteral("METRICS"), metricsFields(summary.sets.has_value()),
                [&](QgsFeatureSink& to) { return writeMetrics(learner.kind(), summary, to); });
  outputs.table(QStringLiteral("RELIABILITY"), reliabilityFields(),
                [&](QgsFeatureSink& to) { return writeReliability(calibration, to); });
  if (task.split.method == SplitMethod::SpatialBlocks)
    outputs.layer(QStringLiteral("BLOCKS"), blockFields(), Qgis::WkbType::Polygon,
                  sampleGeometry(source(), table).crs,
                  [&](QgsFeatureSink& to) { return writeBlocks(division.blocks, to); });
  for (const std::string& line : headline(learner.kind(), summary))
    progress.message(line);
  progress.message(sentenceOf(calibration));
  return outputs.results();
}

std::shared_ptr<const Augmenter> augmentationMethod(const std::string& choiceId) {
  return {std::shared_ptr<const Augmenter>(), findAugmenter(choiceId)};
}

} // namespace prospectivity

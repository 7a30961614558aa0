#include "processing/frame/algorithm.h"

#include "engine/core/instruction_set.h"
#include "engine/core/memory_budget.h"
#include "engine/core/secrets.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/no_data_doubts.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/feedback.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_url.h"
#include "processing/frame/layer_text_parameter.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/preflight.h"
#include "processing/frame/raster_tags.h"
#include "processing/frame/shared_parameters.h"
#include "processing/frame/subject_parameters.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/shown_name.h"
#include "processing/outputs/ended_run.h"
#include "processing/outputs/loaded_layer.h"
#include "processing/outputs/outputs_apart.h"
#include "processing/outputs/staged_outputs.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <qgsmaplayer.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>

#include <algorithm>
#include <new>

namespace prospectivity {

namespace {

struct GroupText {
  const char* id;
  const char* title;
};

const ChoiceParameter& choiceParameter(const Algorithm& algorithm, const QString& name) {
  return dynamic_cast<const ChoiceParameter&>(*algorithm.parameterDefinition(name));
}

const GroupText& textOf(Algorithm::Group group) {
  // The toolbox sorts groups by their titles: the number puts them into the order of the work, behind the
  // model that does it all at once (PublishedModel).
  static const GroupText texts[] = {
      {"evidence", "2 Evidence"}, {"samples", "3 Samples"}, {"model", "4 Model"}, {"explain", "5 Explain"}};
  return texts[static_cast<int>(group)];
}

/// A failure as it is told and kept: addresses in it may hold passwords.
QString told(const QString& failure) {
  return QString::fromStdString(withoutSecrets(failure.toStdString()));
}

QString told(const std::string& failure) {
  return QString::fromStdString(withoutSecrets(failure));
}

/// How algorithms call the parameter for the memory of tiles, where they have one.
const QString memoryName = QStringLiteral("MEMORY");

/// For a run that the system gave no more memory, with what lowers the need.
QString outOfMemory(const Algorithm& algorithm) {
  const bool isTiled = algorithm.parameterDefinition(memoryName) != nullptr;
  const Sentence sentence =
      isTiled
          ? Sentence("There is not enough memory for this run: give MEMORY a smaller number, or close other "
                     "programs.")
          : Sentence("There is not enough memory for this run: use fewer samples or layers, or close other "
                     "programs.");
  return QString::fromStdString(inLanguage(sentence).text());
}

/// Before QGIS has it, as QGIS makes outputs of parameters at once.
void translate(QgsProcessingParameterDefinition& parameter) {
  const auto words = [](const QString& english) { return inLanguage(Words::Parameters, english); };
  parameter.setDescription(words(parameter.description()));
  if (auto* choice = dynamic_cast<QgsProcessingParameterEnum*>(&parameter)) {
    QStringList titles;
    for (const QString& title : choice->options())
      titles << inLanguage(Words::Entries, title);
    choice->setOptions(titles);
  }
  auto* given = dynamic_cast<QgsProcessingParameterFile*>(&parameter);
  if (given != nullptr && !given->fileFilter().isEmpty()) // to set one drops the extension
    given->setFileFilter(words(given->fileFilter()));
  if (auto* file = dynamic_cast<QgsProcessingParameterFileDestination*>(&parameter))
    file->setFileFilter(words(file->fileFilter()));
  if (auto* text = dynamic_cast<LayerTextParameter*>(&parameter))
    text->translateTable();
}

} // namespace

QString Algorithm::group() const {
  return toolWords(textOf(toolGroup()).title);
}

QString Algorithm::groupId() const {
  return QString::fromLatin1(textOf(toolGroup()).id);
}

QString Algorithm::svgIconPath() const {
  return QStringLiteral(":/prospectivity/%1.svg").arg(QLatin1String(textOf(toolGroup()).id));
}

QIcon Algorithm::icon() const {
  return QIcon(svgIconPath());
}

QString Algorithm::helpUrl() const {
  return helpUrlOf(name());
}

bool Algorithm::checkParameterValues(const QVariantMap& all, QgsProcessingContext& context,
                                     QString* message) const {
  const QVariantMap parameters = withoutEmpty(*this, all);
  try {
    for (const QgsProcessingParameterDefinition* definition : parameterDefinitions()) {
      if (const auto* choice = dynamic_cast<const ChoiceParameter*>(definition))
        choice->numbersOf(parameters.value(choice->name()), context);
      if (const auto* number = dynamic_cast<const QgsProcessingParameterNumber*>(definition))
        checkRange(*number, parameters.value(number->name()));
    }
    checkLayersOpen(*this, parameters, context);
  } catch (const Error& failure) {
    if (message != nullptr)
      *message = told(inWords(failure.sentence()));
    return false;
  }
  return QgsProcessingAlgorithm::checkParameterValues(parameters, context, message);
}

void Algorithm::prepare(const QVariantMap&, QgsProcessingContext&, QgsProcessingFeedback*) {}

void Algorithm::afterPublishing() {}

QVariantMap Algorithm::asMeant(const QVariantMap& parameters, QgsProcessingContext&, const Progress&) const {
  return parameters;
}

QVariantMap Algorithm::withImpliedOutputs(const QVariantMap& parameters, QgsProcessingContext&,
                                          const Progress&) const {
  return parameters;
}

bool Algorithm::addParameter(QgsProcessingParameterDefinition* parameter, bool createOutput) {
  translate(*parameter);
  return QgsProcessingAlgorithm::addParameter(parameter, createOutput);
}

bool Algorithm::addOutput(QgsProcessingOutputDefinition* output) {
  output->setDescription(inLanguage(Words::Parameters, output->description()));
  return QgsProcessingAlgorithm::addOutput(output);
}

void Algorithm::addAdvancedParameter(QgsProcessingParameterDefinition* parameter) {
  parameter->setFlags(parameter->flags() | Qgis::ProcessingParameterFlag::Advanced);
  addParameter(parameter);
}

void Algorithm::addLabelledSamples(const QString& name) {
  addParameter(new QgsProcessingParameterFeatureSource(name, QStringLiteral("Samples"),
                                                       sourceTypes(Qgis::ProcessingSourceType::Vector)));
  addParameter(new QgsProcessingParameterField(
      QStringLiteral("LABEL_FIELD"), QStringLiteral("Label field (1 deposit, 0 non-deposit)"),
      QStringLiteral("label"), name, Qgis::ProcessingFieldParameterDataType::Any, false, true));
  addParameter(new QgsProcessingParameterField(
      QStringLiteral("FEATURES"),
      QStringLiteral("Features (none chosen: every numeric evidence field; as text: separated by semicolons, "
                     "a name with one as \"a;b\")"),
      QVariant(), name, Qgis::ProcessingFieldParameterDataType::Any, true, true)); // a CSV has texts alone
}

int Algorithm::chosen(const QVariantMap& parameters, const QString& name,
                      QgsProcessingContext& context) const {
  return choiceParameter(*this, name).numbersOf(parameters.value(name), context).value(0);
}

QList<int> Algorithm::allChosen(const QVariantMap& parameters, const QString& name,
                                QgsProcessingContext& context) const {
  return choiceParameter(*this, name).numbersOf(parameters.value(name), context);
}

std::string Algorithm::chosenId(const QVariantMap& parameters, const QString& name,
                                QgsProcessingContext& context) const {
  const auto number = static_cast<std::size_t>(chosen(parameters, name, context));
  return choiceParameter(*this, name).choices()[number].id;
}

void Algorithm::addSeedParameter() {
  addAdvancedParameter(new QgsProcessingParameterNumber(
      QStringLiteral("SEED"), QStringLiteral("Random seed (the same seed gives the same result)"),
      Qgis::ProcessingNumberParameterType::Integer, 1, false, 0));
}

std::uint64_t Algorithm::seed(const QVariantMap& parameters, QgsProcessingContext& context) const {
  return static_cast<std::uint64_t>(parameterAsInt(parameters, QStringLiteral("SEED"), context));
}

bool Algorithm::prepareAlgorithm(const QVariantMap& all, QgsProcessingContext& context,
                                 QgsProcessingFeedback* feedback) {
  const QVariantMap given = withoutEmpty(*this, all);
  mBegan = QDateTime::currentDateTimeUtc();
  mData = isAccountKept() ? givenData(*this, given, context) : QVariantMap();
  mInPart = isAccountKept() ? givenInPart(*this, given) : QStringList();
  try {
    lookAhead(given, context, feedback);
    return true;
  } catch (const QgsProcessingException& failure) {
    accountFor(failure.what(), feedback);
    throw;
  }
}

void Algorithm::lookAhead(const QVariantMap& given, QgsProcessingContext& context,
                          QgsProcessingFeedback* feedback) {
  const GdalMemory memory;
  try {
    const QVariantMap parameters = asMeant(given, context, {}); // the run tells of it
    instructionSet(); // mistakes in the environment variables are told before any work
    memoryBudget();
    mWatched.clear();
    mLayerNames.clear();
    mLayerPlaces.clear();
    mAsStep.reset();
    mDoubts = preflightOf(*this, parameters, parametersOnOneGrid(), context, feedback);
    checkOutputsApart(*this, parameters, context);
    prepare(parameters, context, feedback);
    takeProvenance(parameters, context);
  } catch (const std::bad_alloc&) {
    throw QgsProcessingException(outOfMemory(*this));
  } catch (const Error& failure) {
    throw QgsProcessingException(told(inWords(failure.sentence())));
  } catch (const std::exception& failure) {
    throw QgsProcessingException(told(inWords(Sentence(failure.what()))));
  }
}

namespace {

/// Where a layer lies; its name where that is no file.
QString placeOf(const QgsMapLayer& layer) {
  const QString file = QgsProviderRegistry::instance()
                           ->decodeUri(layer.providerType(), layer.source())
                           .value(QStringLiteral("path"))
                           .toString();
  return QFileInfo(file).isFile() ? QFileInfo(file).absoluteFilePath() : shownName(layer);
}

} // namespace

void Algorithm::takeProvenance(const QVariantMap& parameters, QgsProcessingContext& context) {
  mProvenance = {};
  mProvenance.algorithm = id();
  mProvenance.purpose = shortDescription();
  mProvenance.lines = provenanceOf(*this, parameters, context);
  mRasterTags = rasterTagsOf(*this, parameters, context);
  if (parameterDefinition(rasterFormatName) != nullptr)
    mRasterFormat = static_cast<RasterFormat>(chosen(parameters, rasterFormatName, context));
  const auto isGivenTo = [&](const char* name) {
    return parameterDefinition(QLatin1String(name)) != nullptr && isGiven(parameters, QLatin1String(name));
  };
  if (isGivenTo("STACK"))
    if (const QgsMapLayer* stack = parameterAsLayer(parameters, QStringLiteral("STACK"), context))
      mProvenance.stack << placeOf(*stack);
  if (isGivenTo("LAYERS"))
    for (const QgsMapLayer* layer : parameterAsLayerList(parameters, QStringLiteral("LAYERS"), context))
      mProvenance.stack << placeOf(*layer);
  if (isGivenTo("SAMPLES")) {
    const QVariant given = parameters.value(QStringLiteral("SAMPLES"));
    const QgsMapLayer* samples = qobject_cast<QgsMapLayer*>(qvariant_cast<QObject*>(given));
    if (samples == nullptr)
      samples = QgsProcessingUtils::mapLayerFromString(writtenAs(given), context);
    if (samples != nullptr)
      mProvenance.samples = placeOf(*samples);
  }
}

void Algorithm::takeMeaning(const QString& parameter, const std::string& meaning) {
  for (auto& [name, text] : mProvenance.lines)
    if (name == parameter.toStdString())
      text = meaning;
}

/// What cannot be read is told by whoever opens the model.
void Algorithm::takeModel(const QVariantMap& parameters, QgsProcessingContext& context) {
  const QString name = QStringLiteral("MODEL");
  if (dynamic_cast<const QgsProcessingParameterFile*>(parameterDefinition(name)) == nullptr)
    return;
  const QFileInfo file(parameterAsFile(parameters, name, context));
  if (!file.isFile() || !file.isReadable())
    return;
  mProvenance.model = file.absoluteFilePath();
  mProvenance.fingerprint = modelFingerprint(mProvenance.model);
  mRasterTags.push_back(modelTag(mProvenance.fingerprint));
}

/// A step of a graphical model shows no results but its log.
void Algorithm::tellModel(const QVariantMap& results, const Progress& progress) const {
  const QFileInfo model(results.value(QStringLiteral("MODEL")).toString());
  if (!model.isFile())
    return;
  const QString file = QDir::toNativeSeparators(model.absoluteFilePath());
  if (model.absoluteFilePath().startsWith(QgsProcessingUtils::tempFolder()))
    progress.warning({"The model is in a temporary file, '%1', which goes when QGIS is closed: choose a file "
                      "for it, or copy it, to keep it.",
                      file.toStdString()});
  else
    progress.message({"The model is saved in '%1'.", file.toStdString()});
}

void Algorithm::presentLayers(const QVariantMap& results, QgsProcessingContext& context) const {
  for (auto result = results.begin(); result != results.end(); ++result) {
    const QgsProcessingParameterDefinition* output = parameterDefinition(result.key());
    if (output == nullptr)
      continue;
    const QString layer = result.value().toString();
    if (const auto name = mLayerNames.constFind(result.key()); name != mLayerNames.constEnd())
      renameLoaded(context, layer, output->description(), *name);
    placeLoaded(context, layer, mLayerPlaces.value(result.key(), LayerPlace::Support));
  }
}

/// `results`: with the files in their places.
void Algorithm::provideProvenance(const QVariantMap& results, QgsProcessingContext& context) const {
  LayerProvenance provenance = mProvenance;
  if (const QFileInfo trained(results.value(QStringLiteral("MODEL")).toString()); trained.isFile())
    provenance.model = trained.absoluteFilePath();
  for (auto result = results.begin(); result != results.end(); ++result)
    if (const QgsProcessingParameterDefinition* output = parameterDefinition(result.key()))
      whenLoaded(context, result.value().toString(),
                 [title = output->description(), provenance](QgsMapLayer& layer) {
                   writeProvenance(layer, title, provenance);
                 });
}

QString Algorithm::parameterFor(Subject subject) const {
  return QString::fromLatin1(parameterOf(subject));
}

SubjectNames Algorithm::subjectNames() const {
  return [this](Subject subject) { return parameterFor(subject).toStdString(); };
}

std::string Algorithm::inWords(const Sentence& sentence) const {
  return inLanguage(sentence).text(subjectNames());
}

RunOutputs Algorithm::outputsOf(const QVariantMap& parameters, QgsProcessingContext& context,
                                const Progress& progress) const {
  return {*this, parameters, context, progress, mProvenance.lines, rasterOptions()};
}

RasterOptions Algorithm::rasterOptions() const {
  RasterOptions options;
  options.tags = mRasterTags;
  options.format = mRasterFormat;
  return options;
}

RasterFile Algorithm::rasterFile(const QgsRasterLayer* layer, const QString& parameter) {
  RasterFile file = rasterFileOf(layer, parameter);
  file.watch = std::make_shared<ValueWatch>();
  mWatched.emplace_back(parameter, file);
  return file;
}

std::vector<RasterFile> Algorithm::rasterFiles(const QList<QgsMapLayer*>& layers, const QString& parameter) {
  std::vector<RasterFile> files;
  for (const QgsMapLayer* layer : layers)
    files.push_back(rasterFile(asRasterLayer(layer, parameter), parameter));
  return files;
}

void Algorithm::tellWhatWasRead(QgsProcessingFeedback* feedback) const {
  if (feedback == nullptr)
    return;
  for (const auto& [parameter, file] : mWatched)
    for (const Sentence& doubt : noDataDoubtsOf(file, parameter.toStdString(), *file.watch))
      if (const QString text = QString::fromStdString(inWords(doubt)); !mDoubts.contains(text))
        feedback->pushWarning(text);
}

/// Where rasters are read or written.
void Algorithm::tellMemory(const QVariantMap& parameters, QgsProcessingContext& context,
                           const Progress& progress) const {
  const QgsProcessingParameterDefinitions& definitions = parameterDefinitions();
  const bool writesRasters = std::any_of(
      definitions.begin(), definitions.end(), [](const QgsProcessingParameterDefinition* definition) {
        return dynamic_cast<const QgsProcessingParameterRasterDestination*>(definition) != nullptr;
      });
  if (mWatched.empty() && !writesRasters)
    return;
  MemoryBudget budget = memoryBudget();
  if (parameterDefinition(memoryName) != nullptr)
    budget = budget.with(MemoryUse::Tiles,
                         static_cast<std::size_t>(parameterAsInt(parameters, memoryName, context)) *
                             MemoryBudget::megabyte);
  progress.message(budget.account());
}

QVariantMap Algorithm::processAlgorithm(const QVariantMap& all, QgsProcessingContext& context,
                                        QgsProcessingFeedback* feedback) {
  try {
    const QVariantMap results = compute(all, context, feedback);
    accountFor(results);
    return results;
  } catch (const QgsProcessingException& failure) {
    accountFor(failure.what(), feedback);
    throw;
  }
}

void Algorithm::accountFor(const QVariantMap& results) const {
  if (!isAccountKept())
    return;
  EndedRun run{QDateTime::currentDateTimeUtc(), id(), mData, {}, EndedRun::End::Done, {}};
  run.inPart = mInPart;
  run.began = mBegan;
  run.asStep = mAsStep;
  for (const QgsProcessingParameterDefinition* output : destinationParameterDefinitions())
    if (const QString made = results.value(output->name()).toString(); !made.isEmpty())
      run.outputs.insert(output->name(),
                         QFileInfo(made).isFile() ? QFileInfo(made).absoluteFilePath() : made);
  account(run);
}

void Algorithm::accountFor(const QString& failure, const QgsProcessingFeedback* feedback) const {
  if (!isAccountKept())
    return;
  const bool isCancelled = feedback != nullptr && feedback->isCanceled();
  EndedRun run{QDateTime::currentDateTimeUtc(),
               id(),
               mData,
               {},
               isCancelled ? EndedRun::End::Cancelled : EndedRun::End::Failed,
               isCancelled ? QString() : failure};
  run.inPart = mInPart;
  run.began = mBegan;
  run.asStep = mAsStep;
  account(run);
}

QVariantMap Algorithm::compute(const QVariantMap& all, QgsProcessingContext& context,
                               QgsProcessingFeedback* feedback) {
  const GdalMemory memory;
  StagedOutputs outputs;
  const GdalCacheLimit cache;
  try {
    const Progress progress = progressFor(feedback, subjectNames());
    const QVariantMap meant = asMeant(withoutEmpty(*this, all), context, progress);
    const QVariantMap parameters = outputs.stage(*this, withImpliedOutputs(meant, context, progress));
    tellMemory(parameters, context, progress);
    takeModel(parameters, context);
    const QVariantMap results = run(parameters, context, feedback, progress);
    if (feedback != nullptr && feedback->isCanceled())
      throw Cancelled();
    tellWhatWasRead(feedback);
    const QVariantMap shown = outputs.publish(results, context);
    afterPublishing();
    provideProvenance(shown, context);
    presentLayers(shown, context);
    tellModel(shown, progress);
    progress.fraction(1); // runs leave the last of the bar to what they close and style
    return shown;
  } catch (const std::bad_alloc&) {
    throw QgsProcessingException(outOfMemory(*this));
  } catch (const QgsProcessingException& failure) {
    throw QgsProcessingException(told(outputs.named(failure.what())));
  } catch (const Error& failure) {
    throw QgsProcessingException(told(outputs.named(QString::fromStdString(inWords(failure.sentence())))));
  } catch (const std::exception& failure) {
    throw QgsProcessingException(
        told(outputs.named(QString::fromStdString(inWords(Sentence(failure.what()))))));
  }
}

} // namespace prospectivity

#include "processing/model/train_cnn_algorithm.h"

#include "engine/augment/patches.h"
#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "engine/core/input_layout.h"
#include "engine/raster/gdal_raster.h"
#include "engine/samples/negative_sets.h"
#include "engine/samples/questions.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/releases/enumerations.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsrasterlayer.h>

namespace prospectivity {

namespace {

int patchShift(int cells) {
  if (cells < 0)
    throw Error("PATCH_SHIFT must be at least 0: choose a number of cells such as 1, or 0 to turn and flip "
                "windows only.");
  return cells;
}

/// Lets augmentation see which cells of windows are codes that must stay what they are.
void describeCodes(const ClassEncodingOptions& classes, SampleTable& windows) {
  if (classes.layers.empty())
    return;
  const InputLayout layout = InputLayout::ofColumns(windows.features.size(), classes.features);
  windows.descriptions.resize(windows.features.size());
  for (const std::size_t layer : classes.layers)
    for (std::size_t cell = 0; cell < layout.cells(); ++cell)
      windows.descriptions[layout.at(layer, cell)].kind = FeatureKind::Codes;
}

} // namespace

QStringList TrainCnnAlgorithm::tags() const {
  return {QStringLiteral("convolutional neural network"),
          QStringLiteral("deep learning"),
          QStringLiteral("mineral prospectivity"),
          QStringLiteral("cross-validation"),
          QStringLiteral("augmentation"),
          QStringLiteral("classification")};
}

QString TrainCnnAlgorithm::shortDescription() const {
  return toolWords("Trains a convolutional neural network on samples and says honestly what it is worth.");
}

QString TrainCnnAlgorithm::shortHelpString() const {
  return helpText(R"(
Trains a convolutional neural network (CNN) that tells deposits from non-deposits by their evidence values,
and judges it on samples it never saw, beside simpler models on the same folds.

Samples: a label field (1 deposit, 0 non-deposit) and one numeric field per feature, in any unit. Rows with
an empty value are left out and counted, unless Missing evidence says otherwise. Scaling, ordering and
augmentation are fitted on the training part of each fold only.

The defaults (five folds, several networks per training) suit a few dozen to a few hundred samples. The
model gives a prospectivity score, 0 to 1, which is no probability. The same seed gives the same model file.
)");
}

void TrainCnnAlgorithm::initAlgorithm(const QVariantMap&) {
  addLabelledSamples(QStringLiteral("SAMPLES"));
  addPresetParameter();
  addOrderingParameters();
  addParameter(new ChoiceParameter(QStringLiteral("AUGMENTATION"),
                                   QStringLiteral("Augmentation of training samples"),
                                   trainingAugmentationChoices(), 0));
  addAugmentationParameters();
  addMissingParameters();
  addSplitParameters(1);
  addClassEncodingParameter();
  addAdvancedParameter(new NumberParameter(
      QStringLiteral("WINDOW"),
      QStringLiteral("Window: side in cells (1: the vector network; odd: the windowed one)"),
      Qgis::ProcessingNumberParameterType::Integer, 1, false, 1));
  addAdvancedParameter(new QgsProcessingParameterRasterLayer(
      QStringLiteral("STACK"), QStringLiteral("Window: evidence stack (windowed networks only)"), QVariant(),
      true));
  addAdvancedParameter(
      new NumberParameter(QStringLiteral("PATCH_SHIFT"),
                          QStringLiteral("Window: cells that the patches of augmentation may be "
                                         "shifted"),
                          Qgis::ProcessingNumberParameterType::Integer, 1, false, 0));
  addNetworkParameters();
  addModelOutputs(true);
}

void TrainCnnAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                QgsProcessingFeedback* feedback) {
  TrainingAlgorithm::prepare(parameters, context, feedback);
  mParts = modelParts(parameters, context);
  if (mParts.shard)
    countAsStep({}); // a part of the trainings is no model yet
  const int window = parameterAsInt(parameters, QStringLiteral("WINDOW"), context);
  if (window <= 1)
    return;
  const QgsRasterLayer* stack = parameterAsRasterLayer(parameters, QStringLiteral("STACK"), context);
  if (stack == nullptr)
    throw Error(
        "STACK: the windowed network needs the evidence stack that the samples were made from; choose "
        "it, or set WINDOW to 1.");
  mStack = rasterFile(stack, QStringLiteral("STACK"));
}

QVariantMap TrainCnnAlgorithm::run(const QVariantMap& given, QgsProcessingContext& context,
                                   QgsProcessingFeedback*, const Progress& progress) {
  QVariantMap parameters = withSchedule(given, progress);
  LearningTask task;
  task.parts = mParts;
  task.table = samples(parameters, context, progress);
  parameters = withMembers(parameters, setsOf(task.table).size(), context, progress);
  task.features = task.table.features;
  task.descriptions = task.table.descriptions;
  task.questions = questionsOfSamples(task.table);
  task.split = splitOptions(parameters, context);
  task.missing = missing(parameters, context);
  task.minPresent = minPresent(parameters, context);
  TrainingOptions options = networkOptions(parameters, context, static_cast<int>(task.features.size()));
  options.fit.shape.window = parameterAsInt(parameters, QStringLiteral("WINDOW"), context);
  options.check();
  task.classes = classEncoding(task.table, parameters, context, progress);
  const std::string method = chosenId(parameters, QStringLiteral("AUGMENTATION"), context);
  const bool usesPatches = method == patchesAugmentation;
  std::shared_ptr<const Augmenter> augmenter = augmentationMethod(method);
  if (options.fit.shape.window > 1) {
    if (mParts.shard || mParts.joins())
      task.stack = fingerprintOf(std::vector<RasterFile>{mStack});
    const int shift =
        usesPatches ? patchShift(parameterAsInt(parameters, QStringLiteral("PATCH_SHIFT"), context)) : 0;
    Windows cut = windows(task.table, options.fit.shape.window, shift,
                          task.missing == MissingEvidence::Exclude ? std::nullopt
                                                                   : std::optional<double>(task.minPresent),
                          progress);
    task.table = std::move(cut.table);
    task.descriptions = std::move(cut.descriptions);
    options.groups = task.split.groups = std::move(cut.groups);
    describeCodes(task.classes, task.table);
    if (usesPatches)
      augmenter =
          std::make_shared<Patches>(std::make_shared<const WindowSurroundings>(std::move(cut.surroundings)));
  } else {
    if (usesPatches)
      throw Error(
          "AUGMENTATION: patches are shifted, turned and flipped windows; set WINDOW to 3 or more, or choose "
          "another augmentation.");
    options.groups = task.split.groups = groupsOfEqual(task.table, progress);
    setOrdering(options,
                static_cast<FeatureOrdering>(chosen(parameters, QStringLiteral("ORDERING"), context)),
                parameterAsString(parameters, QStringLiteral("CUSTOM_ORDER"), context), task.features);
  }
  setAugmentation(options, parameters, context, augmenter, progress);
  task.classes.groups = task.split.groups;
  options.classes = task.classes;
  return trainAndWrite(task, NetworkLearner(std::move(options)), parameters, context, progress);
}

TrainCnnAlgorithm::Windows TrainCnnAlgorithm::windows(const SampleTable& samples, int window, int shift,
                                                      std::optional<double> minPresent,
                                                      const Progress& progress) const {
  const std::unique_ptr<RasterSource> stack = openRaster(mStack);
  WindowSamples cut = cutWindows(samples, *stack, window, progress, minPresent);
  if (cut.outside + cut.noData > 0)
    progress.warning(
        {"WINDOW: %1 samples whose window reaches beyond the stack and %2%3", cut.outside, cut.noData,
         minPresent ? Sentence(" whose cell has data of too few layers (MIN_PRESENT) were left out.")
                    : Sentence(" whose window touches NoData were left out.")});
  if (cut.table.count(0) < 2 || cut.table.count(1) < 2)
    throw minPresent
        ? Error("WINDOW: too few samples have data of enough layers and a window inside the stack (%1 "
                "deposits, %2 "
                "non-deposits); choose a smaller WINDOW, a smaller MIN_PRESENT, or fill gaps in the stack.",
                cut.table.count(1), cut.table.count(0))
        : Error("WINDOW: too few samples have a complete window (%1 deposits, %2 non-deposits); choose a "
                "smaller WINDOW or "
                "fill gaps in the stack.",
                cut.table.count(1), cut.table.count(0));
  Windows result;
  result.descriptions = std::move(cut.descriptions);
  result.groups = overlapGroups(cut.table.points, stack->grid(), window, shift);
  result.surroundings = cutSurroundings(cut.table, samples.features, *stack, window, shift, progress);
  result.table = std::move(cut.table);
  return result;
}

} // namespace prospectivity

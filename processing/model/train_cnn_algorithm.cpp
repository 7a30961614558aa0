#include "processing/model/train_cnn_algorithm.h"

#include "engine/augment/patches.h"
#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "engine/core/input_layout.h"
#include "engine/raster/gdal_raster.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/negative_sets.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
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
void describeCodes(const ClassEncodingOptions& classes, SampleTable& windows,
                   WindowSurroundings& surroundings) {
  if (classes.layers.empty())
    return;
  surroundings.codes = classes.layers;
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
  return QStringLiteral(
      "Trains a convolutional neural network on samples and says honestly what it is worth.");
}

QString TrainCnnAlgorithm::shortHelpString() const {
  return helpText(R"(
Trains a convolutional neural network (CNN) that tells deposits from non-deposits by their evidence values,
and judges it on samples it never saw.

Input is a samples layer: a label field (1 deposit, 0 non-deposit; or 1 and -1, yes and no, true and false)
and one numeric field per feature, in any unit (features are scaled by default). Rows with an empty label
are left out and counted, and rows with an empty feature unless Missing evidence says otherwise. Where no
features are chosen, fields that are identifiers, coordinates or copies of the label by what their values
say are left out and named. Synthetic samples in the input never enter a test part, and leave training when
a parent is held out. Samples that equal each other in every feature (deposits in one cell, or copies) are
held out together.

Scaling, ordering, augmentation and early stopping are fitted on the training part of each fold only.
Metrics are given with their spread over folds and repeats, next to baselines on the same folds: the best
single layer, logistic regression, random forest and gradient boosting (200 trees each) and weights of
evidence. The report ranks them all, names the best, and says how to map with it. Overfitting is training
accuracy minus test accuracy on observed samples. Held-out scores are calibrated (Platt scaling), each fold
by the others for the reliability diagram; the model keeps the scaling of all, from which Predict
prospectivity makes probabilities, unless its slope is not above 0 beyond its 95 % interval.

Recipe: each training fits several networks on the same samples, which differ in their seeds alone; their
mean log-odds are the prediction. With the cosine schedule all samples of the training part are fitted for a
fixed number of epochs while the learning rate falls to zero; epochs count passes over the observed samples,
and synthetic ones share their steps. Early stopping keeps a fifth of them back and stops when their loss no
longer falls; a call that gives Patience and no schedule asks for it. Mixup (Zhang, Cisse, Dauphin &
Lopez-Paz 2018) fits mixtures of two samples and of their labels, in shares drawn from a Beta distribution:
0.1 to 0.4 mixes little, 1 evenly. Weight decay is AdamW's, times the learning rate in each step. The
defaults did best on held-out samples of several districts. With early stopping, give Epochs a limit such as
200.

Window 1 (the default) is the vector network: convolutions along the ordered features. A larger odd window
is the windowed network: convolutions over the cells around each sample; it needs the evidence stack, in the
CRS of the samples, and leaves out samples whose window reaches beyond the edge, or touches NoData unless
Missing evidence says otherwise. Windows that share cells, however shifted, are held out together. Of the
augmentations, Patches is made for it: windows are shifted by up to Patch shift cells on the stack, turned
and flipped, with Noise added; leave it where the direction of things matters, such as hill shade.

Missing evidence: by default rows with an empty feature are left out (exclude). Fill puts the mean of the
training part in place of an empty value, of classes the most frequent one. Learn does the same and shows
the network beside each value whether it is there (Presence); value and presence stay one feature in every
explanation. Both are kept in the model, which then takes cells with holes too. A sample needs data of a
share of the layers (Minimum present, 0.5 by default; bands of one class layer count once); of a window the
cell in its middle does, and the cells around it may lack any. Synthetic samples lack what one of their
parents lacks. Surveys go where deposits are known: the report tells how often each class lacks each layer,
and warns where they differ.

%1

Thresholds (0: none, 64 at most): evidence often acts in steps, inside or outside of a contact zone. Beside
its value the network then sees how far each feature has come through so many bins between quantiles of the
training part: 0 in front of a bin, 1 behind it, linear inside (Gorishniy, Rubachev & Babenko 2022, arXiv
2203.05556). Equal quantiles are one. A feature stays one feature in every explanation.

Samples with several sets of non-deposits (SETS of Create samples, field 'set'): each set is trained and
judged with all deposits, on one division of the ground, so that what is held out is held out in every set.
Log, metrics and report tell the spread between sets from the spread within one, and the model holds the
networks of all sets, whose mean is the map. Trainings grow with the number of sets; more than 4 sets are an
ensemble already, and where Networks per training is empty each training then fits one.

The model file (.pt) is a TorchScript archive that Python opens with torch.jit.load: features in original
units in, prospectivity scores out. Final model: as many networks once more on all observed samples (after
early stopping for the median best number of epochs), or the networks of all folds. Where it holds several,
predictions have an uncertainty.

Defaults suit a few dozen to a few hundred samples. The same seed gives the same model file.
)")
      .arg(classEncodingHelp());
}

void TrainCnnAlgorithm::initAlgorithm(const QVariantMap&) {
  addLabelledSamples(QStringLiteral("SAMPLES"));
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
      QStringLiteral("STACK"), QStringLiteral("Evidence stack (windowed networks only)"), QVariant(), true));
  addAdvancedParameter(
      new NumberParameter(QStringLiteral("PATCH_SHIFT"),
                          QStringLiteral("Window: cells that the patches of augmentation may be "
                                         "shifted"),
                          Qgis::ProcessingNumberParameterType::Integer, 1, false, 0));
  addNetworkParameters();
  addModelOutputs();
}

void TrainCnnAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                QgsProcessingFeedback* feedback) {
  TrainingAlgorithm::prepare(parameters, context, feedback);
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
  task.table = samples(parameters, context, progress);
  parameters = withMembers(parameters, setsOf(task.table).size());
  task.features = task.table.features;
  task.descriptions = task.table.descriptions;
  task.questions = questionsOfTellingFeatures(task.table);
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
    const int shift =
        usesPatches ? patchShift(parameterAsInt(parameters, QStringLiteral("PATCH_SHIFT"), context)) : 0;
    Windows cut = windows(task.table, options.fit.shape.window, shift,
                          task.missing == MissingEvidence::Exclude ? std::nullopt
                                                                   : std::optional<double>(task.minPresent),
                          progress);
    task.table = std::move(cut.table);
    task.descriptions = std::move(cut.descriptions);
    options.groups = task.split.groups = std::move(cut.groups);
    describeCodes(task.classes, task.table, cut.surroundings);
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
    progress.warning("WINDOW: " + std::to_string(cut.outside) +
                     " samples whose window reaches beyond the stack and " + std::to_string(cut.noData) +
                     (minPresent ? " whose cell has data of too few layers (MIN_PRESENT) were left out."
                                 : " whose window touches NoData were left out."));
  if (cut.table.count(0) < 2 || cut.table.count(1) < 2)
    throw Error((minPresent
                     ? "WINDOW: too few samples have data of enough layers and a window inside the stack ("
                     : "WINDOW: too few samples have a complete window (") +
                std::to_string(cut.table.count(1)) + " deposits, " + std::to_string(cut.table.count(0)) +
                " non-deposits); choose a smaller WINDOW" + (minPresent ? ", a smaller MIN_PRESENT," : "") +
                " or fill gaps in the stack.");
  Windows result;
  result.descriptions = std::move(cut.descriptions);
  result.groups = overlapGroups(cut.table.points, stack->grid(), window, shift);
  result.surroundings = cutSurroundings(cut.table, samples.features, *stack, window, shift, progress);
  result.table = std::move(cut.table);
  return result;
}

} // namespace prospectivity

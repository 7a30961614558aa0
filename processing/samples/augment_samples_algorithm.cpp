#include "processing/samples/augment_samples_algorithm.h"

#include "engine/augment/augment.h"
#include "engine/augment/augmentation_report.h"
#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/layers/field_names.h"
#include "processing/layers/sample_layer.h"
#include "processing/layers/sample_sets.h"
#include "processing/outputs/feature_output.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

namespace prospectivity {

namespace {

const QString inputName = QStringLiteral("INPUT");
const QString labelName = QStringLiteral("LABEL_FIELD");
const QString featuresName = QStringLiteral("FEATURES");
const QString methodName = QStringLiteral("METHOD");
const QString targetName = QStringLiteral("TARGET_COUNT");
const QString bothName = QStringLiteral("BOTH_CLASSES");
const QString neighborsName = QStringLiteral("K_NEIGHBORS");
const QString noiseName = QStringLiteral("NOISE");
const QString outputName = QStringLiteral("OUTPUT");
const QString reportName = QStringLiteral("REPORT");
const QString syntheticName = QStringLiteral("SYNTHETIC");

constexpr const char* defaultMethod = "smote";

} // namespace

AugmentSamplesAlgorithm::AugmentSamplesAlgorithm() = default;
AugmentSamplesAlgorithm::~AugmentSamplesAlgorithm() = default;

QStringList AugmentSamplesAlgorithm::tags() const {
  return QStringLiteral(
             "augmentation,smote,adasyn,oversampling,noise,imbalance,samples,synthetic,prospectivity")
      .split(QLatin1Char(','));
}

QString AugmentSamplesAlgorithm::shortDescription() const {
  return QStringLiteral("Adds synthetic samples to observed ones, and keeps who their parents are.");
}

QString AugmentSamplesAlgorithm::shortHelpString() const {
  return helpText(R"(
Adds synthetic samples to the observed ones of a class, for training with few deposits.

Random oversampling copies samples. Gaussian noise copies them and adds noise, a share of each feature's
standard deviation. SMOTE draws points between a sample and one of its nearest neighbours of the class.
Borderline-SMOTE does so from samples near the border between the classes only, ADASYN the more the harder a
sample is to tell from the other class. WGAN-GP trains a generative network on the class and draws from it;
no feature leaves the range of the class, and it says so when the network collapses. Distances are taken
with every feature scaled to standard deviation 1; values stay in original units.

Classes are neither interpolated nor noised: bands layer=class of 0 and 1, and columns of two to twenty
whole numbers that come back in four samples or more on average. A synthetic sample has the class that most
of its parents' neighbours have (SMOTE-NC), that of its only parent, or that of the nearest observed sample
(WGAN-GP).

Target count: samples of the smaller class afterwards, observed ones included; 0 brings it up to the larger
class. With both classes augmented, the larger one reaches the target and their ratio is kept (0 doubles
both).

Every synthetic sample carries its method in origin and the sample_id of its parents in parent_a and
parent_b. Train CNN uses them to keep synthetic samples out of every test part, and out of training when a
parent is held out. Samples of WGAN-GP come from the whole class and have no parents: Train CNN leaves them
out. To be judged fairly, rather give Train CNN the observed samples and let it augment inside each training
part.

Rows with an empty feature value are left out and counted. Of samples with several sets of non-deposits, Set
(default 1) is augmented, with all deposits. The seed decides the result.
)");
}

void AugmentSamplesAlgorithm::initAlgorithm(const QVariantMap&) {
  addLabelledSamples(inputName);
  addAdvancedParameter(setParameter());
  const Choices methods = augmenterChoices();
  addParameter(
      new ChoiceParameter(methodName, QStringLiteral("Method"), methods, *numberOf(methods, defaultMethod)));
  addParameter(new QgsProcessingParameterNumber(
      targetName, QStringLiteral("Samples of the class afterwards (0: balance; both classes: double)"),
      Qgis::ProcessingNumberParameterType::Integer, 0, false, 0));
  addParameter(new QgsProcessingParameterBoolean(
      bothName, QStringLiteral("Augment both classes, keeping their ratio"), false));
  addAdvancedParameter(new QgsProcessingParameterNumber(neighborsName, QStringLiteral("Nearest neighbours"),
                                                        Qgis::ProcessingNumberParameterType::Integer, 5,
                                                        false, 1));
  addAdvancedParameter(new QgsProcessingParameterNumber(
      noiseName, QStringLiteral("Noise (share of each feature's standard deviation)"),
      Qgis::ProcessingNumberParameterType::Double, 0.05, false, 0));
  addSeedParameter();
  addParameter(new QgsProcessingParameterFeatureSink(outputName, QStringLiteral("Augmented samples")));
  addParameter(new QgsProcessingParameterFileDestination(
      reportName, QStringLiteral("Report"), QStringLiteral("HTML files (*.html)"), QVariant(), true));
  addOutput(new QgsProcessingOutputNumber(syntheticName, QStringLiteral("Synthetic samples added")));
}

void AugmentSamplesAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                      QgsProcessingFeedback*) {
  mInput.reset(parameterAsSource(parameters, inputName, context));
  if (!mInput)
    throw Error("INPUT: the layer cannot be opened; check the path or choose a layer of samples.");
}

QVariantMap AugmentSamplesAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                         QgsProcessingFeedback*, const Progress& progress) {
  const QString label = parameterAsString(parameters, labelName, context);
  const SampleTable samples = samplesOfSet(
      readSamples(*mInput, inputName, label, fieldNames(*this, parameters, featuresName, context), progress),
      parameterAsInt(parameters, setName, context), inputName, true);
  checkColumns(outputName, parameters.value(outputName), sampleFields(samples).count());
  AugmentOptions options;
  options.targetCount = static_cast<std::size_t>(parameterAsInt(parameters, targetName, context));
  options.bothClasses = parameterAsBoolean(parameters, bothName, context);
  options.neighbors = parameterAsInt(parameters, neighborsName, context);
  options.noise = parameterAsDouble(parameters, noiseName, context);
  options.seed = seed(parameters, context);
  const Augmenter& method = *findAugmenter(chosenId(parameters, methodName, context));
  const SampleTable added = augment(method, samples, options, progress.part(0, 0.8));
  progress.message(method.title() + " added " + std::to_string(added.count(1)) + " deposits and " +
                   std::to_string(added.count(0)) + " non-deposits to " + std::to_string(samples.size()) +
                   " samples.");

  SampleTable all = samples;
  all.append(added);
  const SampleGeometry geometry = sampleGeometry(*mInput, samples);
  const QgsFields fields = sampleFields(all);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QString output =
      outputs.layer(outputName, fields, geometry.type, geometry.crs, [&](QgsFeatureSink& sink) {
        writeSamples(all, fields, sink, progress);
        return static_cast<long long>(all.size());
      });
  styleSamples(context, output);
  outputs.add(syntheticName, static_cast<qlonglong>(added.size()));
  outputs.report([&] { return augmentationReport(method, samples, added); });
  return outputs.results();
}

} // namespace prospectivity

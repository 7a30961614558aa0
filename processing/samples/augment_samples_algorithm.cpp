#include "processing/samples/augment_samples_algorithm.h"

#include "engine/augment/augment.h"
#include "engine/augment/augmentation_report.h"
#include "engine/augment/registry.h"
#include "processing/frame/augmentation_parameters.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/layers/sample_layer.h"
#include "processing/outputs/feature_output.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

namespace prospectivity {

namespace {

const QString methodName = QStringLiteral("METHOD");
const QString outputName = QStringLiteral("OUTPUT");
const QString reportName = QStringLiteral("REPORT");
const QString syntheticName = QStringLiteral("SYNTHETIC");

constexpr const char* defaultMethod = "smote";

} // namespace

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

Missing evidence: with Exclude (the default) rows with an empty feature value are left out and counted. With
Keep rows stay that have a value of at least the share of the layers that Least share of layers says (above
0, up to 1; default 0.5; a layer of classes counts as one, however many bands it has), and synthetic samples
lack values as observed ones do: of two parents a feature is missing with the share of the parent that lacks
it, copies lack what their sample lacks, and samples of WGAN-GP what the nearest observed one does. What is
missing is empty (NULL); nothing is filled in, and distances compare the features that two samples have both.

Of samples with several sets of non-deposits, Set (default 1) is augmented, with all deposits. The seed
decides the result.
)");
}

void AugmentSamplesAlgorithm::initAlgorithm(const QVariantMap&) {
  addSampleParameters();
  const Choices methods = augmenterChoices();
  addParameter(
      new ChoiceParameter(methodName, QStringLiteral("Method"), methods, *numberOf(methods, defaultMethod)));
  addParameter(targetCountParameter());
  addParameter(bothClassesParameter());
  addAdvancedParameter(neighborsParameter());
  addAdvancedParameter(noiseParameter());
  addSeedParameter();
  addParameter(new QgsProcessingParameterFeatureSink(outputName, QStringLiteral("Augmented samples")));
  addParameter(new QgsProcessingParameterFileDestination(
      reportName, QStringLiteral("Report"), QStringLiteral("HTML files (*.html)"), QVariant(), true));
  addOutput(new QgsProcessingOutputNumber(syntheticName, QStringLiteral("Synthetic samples added")));
}

QVariantMap AugmentSamplesAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                         QgsProcessingFeedback*, const Progress& progress) {
  const SampleTable table = samples(parameters, context, progress);
  checkColumns(outputName, parameters.value(outputName), sampleFields(table).count());
  AugmentOptions options = augmentOptionsOf(*this, parameters, context);
  options.seed = seed(parameters, context);
  const Augmenter& method = *findAugmenter(chosenId(parameters, methodName, context));
  const SampleTable added = augment(method, table, options, progress.part(0, 0.8));
  progress.message(method.title() + " added " + std::to_string(added.count(1)) + " deposits and " +
                   std::to_string(added.count(0)) + " non-deposits to " + std::to_string(table.size()) +
                   " samples.");

  SampleTable all = table;
  all.append(added);
  const SampleGeometry geometry = sampleGeometry(source(), table);
  const QgsFields fields = sampleFields(all);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QString output =
      outputs.layer(outputName, fields, geometry.type, geometry.crs, [&](QgsFeatureSink& sink) {
        writeSamples(all, fields, sink, progress);
        return static_cast<long long>(all.size());
      });
  placeLayer(outputName, LayerPlace::Points);
  styleSamples(context, output);
  outputs.add(syntheticName, static_cast<qlonglong>(added.size()));
  outputs.report([&] { return augmentationReport(method, table, added); });
  return outputs.results();
}

} // namespace prospectivity

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
  return toolWords("Adds synthetic samples to observed ones, and keeps who their parents are.");
}

QString AugmentSamplesAlgorithm::shortHelpString() const {
  return helpText(R"(
Adds synthetic samples to the observed ones of a class, for training with few deposits. By default SMOTE
brings the smaller class up to the larger one.

Values stay in original units; distances are taken with every feature scaled to standard deviation 1.
Classes are neither interpolated nor noised. Rows with an empty value are left out and counted, unless
Missing evidence keeps them; nothing is filled in.

Synthetic samples name their method and parents, by which Train CNN keeps them out of every test part. To be
judged fairly, rather give Train CNN the observed samples and let it augment inside each training part.

The seed decides the result.
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
  addParameter(
      new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Report of the augmentation"),
                                                QStringLiteral("HTML files (*.html)"), QVariant(), true));
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
  progress.message({"%1 added %2 deposits and %3 non-deposits to %4 samples.",
                    inLanguage(Words::Entries, QString::fromStdString(method.title())).toStdString(),
                    added.count(1), added.count(0), table.size()});

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
  placeLayer(outputName, LayerPlace::Samples);
  styleSamples(context, output);
  outputs.add(syntheticName, static_cast<qlonglong>(added.size()));
  outputs.report([&] { return augmentationReport(method, table, added, questionsOf(table)); });
  return outputs.results();
}

} // namespace prospectivity

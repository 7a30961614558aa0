#include "processing/explain/filter_weights_algorithm.h"

#include "engine/core/error.h"
#include "engine/explain/filter_report.h"
#include "processing/frame/help_text.h"
#include "processing/outputs/tables.h"
#include "processing/releases/enumerations.h"

#include <qgsfeaturesink.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

namespace prospectivity {

namespace {

QgsFields weightFields() {
  return tableFields({{"network", QMetaType::Int},
                      {"convolution", QMetaType::Int},
                      {"filter", QMetaType::Int},
                      {"channel", QMetaType::Int},
                      {"row", QMetaType::Int},
                      {"tap", QMetaType::Int},
                      {"weight", QMetaType::Double},
                      {"feature", QMetaType::QString},
                      {"input", QMetaType::QString}});
}

QgsFields stepFields() {
  return tableFields({{"network", QMetaType::Int},
                      {"filter", QMetaType::Int},
                      {"feature", QMetaType::QString},
                      {"bin", QMetaType::Int},
                      {"low", QMetaType::Double},
                      {"high", QMetaType::Double},
                      {"by_value", QMetaType::Double},
                      {"by_threshold", QMetaType::Double},
                      {"rise", QMetaType::Double},
                      {"level", QMetaType::Double}});
}

QgsFields excitationFields() {
  return tableFields({{"feature_rank", QMetaType::Int},
                      {"feature", QMetaType::QString},
                      {"network", QMetaType::Int},
                      {"convolution", QMetaType::Int},
                      {"filter", QMetaType::Int},
                      {"deposits", QMetaType::Double},
                      {"non_deposits", QMetaType::Double},
                      {"difference", QMetaType::Double}});
}

long long writeWeights(const NetworkModel& model, QgsFeatureSink& sink) {
  const QgsFields fields = weightFields();
  long long written = 0;
  for (const FilterWeight& weight : filterWeights(model)) {
    QVariant feature;
    QVariant input;
    if (weight.convolution == 0) {
      const ModelMember& member = model.members[weight.network];
      const NetworkShape& shape = member.network.shape;
      const auto position = static_cast<std::size_t>(weight.channel / shape.channels());
      if (shape.window > 1)
        feature = QString::fromStdString(model.features[static_cast<std::size_t>(member.order[position])]);
      input = QString::fromStdString(inputChannelName(shape, weight.channel % shape.channels()));
    }
    addRow(sink, fields,
           {static_cast<int>(weight.network) + 1, static_cast<int>(weight.convolution) + 1, weight.filter + 1,
            weight.channel + 1, weight.row + 1, weight.tap + 1, weight.weight, feature, input});
    ++written;
  }
  return written;
}

long long writeSteps(const NetworkModel& model, QgsFeatureSink& sink) {
  const QgsFields fields = stepFields();
  long long written = 0;
  for (const FilterStep& step : filterSteps(model)) {
    addRow(sink, fields,
           {static_cast<int>(step.network) + 1, step.filter + 1,
            QString::fromStdString(model.features[step.feature]), step.bin + 1, step.low, step.high,
            step.byValue, step.byThreshold, step.rise(), step.level});
    ++written;
  }
  return written;
}

/// Strongest features first.
long long writeExcitations(const NetworkModel& model, const std::vector<FilterExcitation>& excitations,
                           QgsFeatureSink& sink) {
  const QgsFields fields = excitationFields();
  long long written = 0;
  int rank = 0;
  for (const FeatureExcitation& ranked : rankExcitations(model, excitations)) {
    ++rank;
    for (const FilterExcitation& excitation : excitations)
      if (excitation.feature == ranked.feature) {
        addRow(sink, fields,
               {rank, QString::fromStdString(model.features[ranked.feature]),
                static_cast<int>(excitation.network) + 1, static_cast<int>(excitation.convolution) + 1,
                excitation.filter + 1, excitation.deposits, excitation.nonDeposits, excitation.difference()});
        ++written;
      }
  }
  return written;
}

} // namespace

QStringList FilterWeightsAlgorithm::tags() const {
  return {QStringLiteral("filter"),     QStringLiteral("weights"), QStringLiteral("convolution"),
          QStringLiteral("activation"), QStringLiteral("explain"), QStringLiteral("kernel")};
}

QString FilterWeightsAlgorithm::shortDescription() const {
  return toolWords("Shows what the filters of the network weigh, and which features excite them.");
}

QString FilterWeightsAlgorithm::shortHelpString() const {
  return helpText(R"(
Shows the weights of every filter of every convolution of a network and, with labelled samples, how much
each feature excites each filter: its mean activation there over deposits, minus over non-deposits, in units
of the scaled features. The sign is not favourability.

Samples (optional): one numeric field per feature of the model, in its units, and a label (1 deposit, 0
non-deposit). Rows with an empty value are left out and counted, unless the network takes missing values.
For a windowed network choose the evidence stack too, in the CRS of the samples.

Outputs: tables of excitations, weights and steps, and a report with heat maps.
)");
}

void FilterWeightsAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addSampleParameters(true);
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("TABLE"),
                                                     QStringLiteral("Excitation by feature"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("WEIGHTS"), QStringLiteral("Weights"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true,
                                                     false));
  addParameter(new QgsProcessingParameterFeatureSink(
      QStringLiteral("STEPS"), QStringLiteral("Steps from threshold to threshold"),
      Qgis::ProcessingSourceType::Vector, QVariant(), true, false));
  addReportParameter(QStringLiteral("Report of the filter weights"));
}

QVariantMap FilterWeightsAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                        QgsProcessingFeedback*, const Progress& progress) {
  nameLayer(QStringLiteral("WEIGHTS"), inLanguage(Words::Layers, QStringLiteral("Filter weights")));
  nameLayer(QStringLiteral("STEPS"),
            inLanguage(Words::Layers, QStringLiteral("Filter weights: steps from threshold to threshold")));
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const auto* network = dynamic_cast<const NetworkModel*>(opened.get());
  if (network == nullptr)
    throw Error("MODEL: a %1 has no filters; choose a model of Train CNN, or explain this one by its SHAP "
                "values and ICE plots.",
                Sentence(std::string(opened->kind().title)));
  const NetworkModel& model = *network;
  std::vector<FilterExcitation> excitations;
  if (source() != nullptr) {
    const ModelSamples input = samples(model, parameters, context, progress, true);
    excitations = filterExcitations(model, input.inputs, input.table.labels, progress);
  }
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QString table = QStringLiteral("TABLE");
  const auto weights = [&](QgsFeatureSink& sink) { return writeWeights(model, sink); };
  if (excitations.empty())
    outputs.table(table, weightFields(), weights);
  else
    outputs.table(table, excitationFields(),
                  [&](QgsFeatureSink& sink) { return writeExcitations(model, excitations, sink); });
  outputs.table(QStringLiteral("WEIGHTS"), weightFields(), weights);
  outputs.table(QStringLiteral("STEPS"), stepFields(),
                [&](QgsFeatureSink& sink) { return writeSteps(model, sink); });
  writeReport(outputs, model, [&] { return filterReport(model, excitations); });
  return outputs.results();
}

} // namespace prospectivity

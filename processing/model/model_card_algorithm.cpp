#include "processing/model/model_card_algorithm.h"

#include "engine/network/backend.h"
#include "engine/train/model_card.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>

namespace prospectivity {

namespace {

const QString modelName = QStringLiteral("MODEL");
const QString reportName = QStringLiteral("REPORT");

} // namespace

QStringList ModelCardAlgorithm::tags() const {
  return QStringLiteral("model,card,record,documentation,provenance,validation,limits,report,prospectivity")
      .split(QLatin1Char(','));
}

QString ModelCardAlgorithm::shortDescription() const {
  return toolWords("Writes what a model file says of its model: what it is, what it was trained on, how "
                   "good it is, and its limits.");
}

QString ModelCardAlgorithm::shortHelpString() const {
  return helpText(R"(
Writes a model card (Mitchell et al. 2019) of any model file: one page to hand on with the model, for
whoever has to decide whether to rely on its maps.

It tells the kind of model, intended use and limits, the samples and layers it was trained on with their
units, how it was validated and how it ranks among its rivals, its calibration, and versions, seed and
parameters. All of it comes from the file; what an older file does not hold, the card says that it lacks.

The fingerprint stands in the tag PROSPECTIVITY_MODEL of every raster that was made with the model.
)");
}

void ModelCardAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(modelFileParameter(modelName, QStringLiteral("Model")));
  addParameter(new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Model card"),
                                                         QStringLiteral("HTML files (*.html)")));
}

QVariantMap ModelCardAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                    QgsProcessingFeedback*, const Progress& progress) {
  const QString file = parameterAsFile(parameters, modelName, context);
  const std::unique_ptr<const Model> model = modelBackend().load(file.toStdString());
  NamesAndValues options;
  if (model->record.options)
    for (const auto& [name, value] : *model->record.options)
      options.emplace_back(name, optionText(value));
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.report([&] { return modelCard(*model, modelFingerprint(file).toStdString(), options); });
  return outputs.results();
}

} // namespace prospectivity

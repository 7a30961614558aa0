#include "processing/provider.h"

#include "engine/core/for_reader.h"
#include "processing/evidence/build_evidence_stack_algorithm.h"
#include "processing/evidence/vector_evidence_algorithm.h"
#include "processing/explain/compare_models_algorithm.h"
#include "processing/explain/filter_weights_algorithm.h"
#include "processing/explain/ice_plots_algorithm.h"
#include "processing/explain/shap_map_algorithm.h"
#include "processing/explain/shap_values_algorithm.h"
#include "processing/explain/target_report_algorithm.h"
#include "processing/frame/published_model.h"
#include "processing/language/language.h"
#include "processing/model/augmentation_study_algorithm.h"
#include "processing/model/evaluate_algorithm.h"
#include "processing/model/model_card_algorithm.h"
#include "processing/model/predict_algorithm.h"
#include "processing/model/train_cnn_algorithm.h"
#include "processing/model/train_reference_algorithm.h"
#include "processing/samples/augment_samples_algorithm.h"
#include "processing/samples/create_samples_algorithm.h"
#include "processing/samples/order_features_algorithm.h"
#include "processing/shards/join_shards_algorithm.h"

#include <QIcon>
#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

namespace prospectivity {

Provider::Provider() {
  setReaderLanguage([](const Sentence& english) { return textInLanguage(english).toStdString(); });
}

Provider::~Provider() {
  setReaderLanguage({});
}

QString Provider::id() const {
  return QStringLiteral("prospectivity");
}

QString Provider::name() const {
  return QStringLiteral("Prospectivity Lens");
}

QIcon Provider::icon() const {
  return QIcon(svgIconPath());
}

QString Provider::svgIconPath() const {
  return QStringLiteral(":/prospectivity/prospectivity.svg");
}

QString Provider::versionInfo() const {
  return QStringLiteral(PROSPECTIVITY_VERSION);
}

// A model looks its steps up in the registry, which does not hold this provider while it loads for the first
// time.
bool Provider::load() {
  const QgsProcessingRegistry* registry = QgsApplication::processingRegistry();
  connect(registry, &QgsProcessingRegistry::providerAdded, this, [this](const QString& added) {
    if (added == id())
      refreshAlgorithms();
  });
  return QgsProcessingProvider::load();
}

// In the order of the work: evidence, samples, model, explanation.
void Provider::loadAlgorithms() {
  addAlgorithm(new BuildEvidenceStackAlgorithm());
  addAlgorithm(new VectorEvidenceAlgorithm());
  addAlgorithm(new CreateSamplesAlgorithm());
  addAlgorithm(new AugmentSamplesAlgorithm());
  addAlgorithm(new OrderFeaturesAlgorithm());
  addAlgorithm(new TrainCnnAlgorithm());
  addAlgorithm(new TrainReferenceAlgorithm());
  addAlgorithm(new AugmentationStudyAlgorithm());
  addAlgorithm(new ModelCardAlgorithm());
  addAlgorithm(new PredictAlgorithm());
  addAlgorithm(new EvaluateAlgorithm());
  addAlgorithm(new FilterWeightsAlgorithm());
  addAlgorithm(new IcePlotsAlgorithm());
  addAlgorithm(new ShapValuesAlgorithm());
  addAlgorithm(new ShapMapAlgorithm());
  addAlgorithm(new TargetReportAlgorithm());
  addAlgorithm(new CompareModelsAlgorithm());
  addAlgorithm(new JoinShardsAlgorithm());
  if (QgsApplication::processingRegistry()->providerById(id()) == this)
    addAlgorithm(new PublishedModel(QStringLiteral("prospectivitychain"),
                                    QStringLiteral(":/prospectivity/models/prospectivity_chain.model3")));
}

} // namespace prospectivity

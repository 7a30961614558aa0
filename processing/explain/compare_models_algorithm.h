#pragma once

#include "processing/explain/explain_algorithm.h"

#include <utility>

namespace prospectivity {

/// `prospectivity:comparemodels`: what augmentation changed, as numbers and plots side by side.
class CompareModelsAlgorithm : public ExplainAlgorithm {
 public:
  QString name() const override { return QStringLiteral("comparemodels"); }
  QString displayName() const override { return toolWords("Compare models"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  CompareModelsAlgorithm* createInstance() const override { return new CompareModelsAlgorithm(); }

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  /// The samples as each model sees them. What is to be said of one model names it.
  std::pair<ModelSamples, ModelSamples> samplesOfBoth(const Model& a, const Model& b,
                                                      const QVariantMap& parameters,
                                                      QgsProcessingContext& context,
                                                      const Progress& progress) const;
};

} // namespace prospectivity

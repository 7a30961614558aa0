#pragma once

#include "processing/explain/explain_algorithm.h"

namespace prospectivity {

/// `prospectivity:shapvalues`: what each feature gives to the prediction of each sample.
class ShapValuesAlgorithm : public ExplainAlgorithm {
 public:
  QString name() const override { return QStringLiteral("shapvalues"); }
  QString displayName() const override { return toolWords("SHAP values"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  ShapValuesAlgorithm* createInstance() const override { return new ShapValuesAlgorithm(); }

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity

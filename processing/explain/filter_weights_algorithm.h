#pragma once

#include "processing/explain/explain_algorithm.h"

namespace prospectivity {

/// `prospectivity:filterweights`: what the filters of a network weigh and what excites them.
class FilterWeightsAlgorithm : public ExplainAlgorithm {
 public:
  QString name() const override { return QStringLiteral("filterweights"); }
  QString displayName() const override { return toolWords("Filter weights"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  FilterWeightsAlgorithm* createInstance() const override { return new FilterWeightsAlgorithm(); }

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity

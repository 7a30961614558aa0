#pragma once

#include "processing/samples/sample_table_algorithm.h"

namespace prospectivity {

/// prospectivity:augmentsamples. Synthetic samples beside the observed ones.
class AugmentSamplesAlgorithm : public SampleTableAlgorithm {
 public:
  QString name() const override { return QStringLiteral("augmentsamples"); }
  QString displayName() const override { return toolWords("Augment samples"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  AugmentSamplesAlgorithm* createInstance() const override { return new AugmentSamplesAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity

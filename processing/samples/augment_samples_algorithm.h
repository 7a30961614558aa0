#pragma once

#include "processing/frame/algorithm.h"

#include <memory>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:augmentsamples. Synthetic samples beside the observed ones.
class AugmentSamplesAlgorithm : public Algorithm {
 public:
  AugmentSamplesAlgorithm();
  ~AugmentSamplesAlgorithm() override;
  QString name() const override { return QStringLiteral("augmentsamples"); }
  QString displayName() const override { return QStringLiteral("Augment samples"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  AugmentSamplesAlgorithm* createInstance() const override { return new AugmentSamplesAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Samples; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mInput;
};

} // namespace prospectivity

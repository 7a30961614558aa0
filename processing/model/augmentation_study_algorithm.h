#pragma once

#include "engine/train/study.h"
#include "processing/model/training_algorithm.h"

namespace prospectivity {

/// `prospectivity:augmentationstudy`: every augmentation with every ordering on the same divisions of the
/// samples, ranked, with paired tests.
class AugmentationStudyAlgorithm : public TrainingAlgorithm {
 public:
  QString name() const override { return QStringLiteral("augmentationstudy"); }
  QString displayName() const override { return toolWords("Augmentation study"); }
  QStringList tags() const override;
  QString shortHelpString() const override;
  QString shortDescription() const override;
  void initAlgorithm(const QVariantMap& configuration) override;
  AugmentationStudyAlgorithm* createInstance() const override { return new AugmentationStudyAlgorithm(); }

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  StudyPlan plan(const SampleTable& table, const QVariantMap& parameters, QgsProcessingContext& context,
                 const Progress& progress) const;
};

} // namespace prospectivity

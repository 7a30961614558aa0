#pragma once

#include "engine/train/study.h"
#include "processing/model/training_algorithm.h"
#include "processing/model/training_parts.h"

namespace prospectivity {

/// `prospectivity:augmentationstudy`: every augmentation with every ordering on the same divisions of the
/// samples, ranked, with paired tests; or a part of its trainings, for a run that joins them.
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
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
  void afterPublishing() override;

 private:
  QVariantMap runShard(const SampleTable& table, const StudyPlan& study, const QVariantMap& parameters,
                       QgsProcessingContext& context, const Progress& progress) const;
  StudyPlan plan(const SampleTable& table, const QVariantMap& parameters, QgsProcessingContext& context,
                 const Progress& progress) const;

  TrainingParts mParts;
  QString mNotes; ///< file of what was trained so far
};

} // namespace prospectivity

#pragma once

#include "processing/model/training_algorithm.h"

namespace prospectivity {

/// `prospectivity:trainreference`: the simpler models that a network has to beat, as models of their own.
class TrainReferenceAlgorithm : public TrainingAlgorithm {
 public:
  QString name() const override { return QStringLiteral("trainreference"); }
  QString displayName() const override { return toolWords("Train reference model"); }
  QStringList tags() const override;
  QString shortHelpString() const override;
  QString shortDescription() const override;
  void initAlgorithm(const QVariantMap& configuration) override;
  TrainReferenceAlgorithm* createInstance() const override { return new TrainReferenceAlgorithm(); }

 protected:
  QStringList parametersOnOneGrid() const override { return {QStringLiteral("SAMPLES")}; }
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity

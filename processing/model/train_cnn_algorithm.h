#pragma once

#include "engine/train/training_folds.h"
#include "processing/model/training_algorithm.h"

namespace prospectivity {

/// `prospectivity:traincnn`: samples -> model file, with honest figures of what it is worth.
class TrainCnnAlgorithm : public TrainingAlgorithm {
 public:
  QString name() const override { return QStringLiteral("traincnn"); }
  QString displayName() const override { return QStringLiteral("Train CNN"); }
  QStringList tags() const override;
  QString shortHelpString() const override;
  QString shortDescription() const override;
  void initAlgorithm(const QVariantMap& configuration) override;
  TrainCnnAlgorithm* createInstance() const override { return new TrainCnnAlgorithm(); }

 protected:
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("SAMPLES")};
  }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  /// The windows around the samples; those that share cells are told to the split.
  SampleTable windows(const SampleTable& table, int window, SplitOptions& split,
                      const Progress& progress) const;

  std::string mStack;
};

} // namespace prospectivity

#pragma once

#include "engine/samples/window_samples.h"
#include "processing/model/training_algorithm.h"

#include <optional>

namespace prospectivity {

/// `prospectivity:traincnn`: samples -> model file, with honest figures of what it is worth.
class TrainCnnAlgorithm : public TrainingAlgorithm {
 public:
  QString name() const override { return QStringLiteral("traincnn"); }
  QString displayName() const override { return toolWords("Train CNN"); }
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
  /// The windows around the samples, which can move by `shift` cells where they are augmented by patches, and
  /// lack layers as cutWindows() has it.
  struct Windows {
    SampleTable table;
    std::vector<FeatureDescription> descriptions; ///< of the stack's layers
    std::vector<std::size_t> groups;              ///< one number for windows that share cells
    WindowSurroundings surroundings;
  };
  Windows windows(const SampleTable& samples, int window, int shift, std::optional<double> minPresent,
                  const Progress& progress) const;

  RasterFile mStack;
  TrainingParts mParts;
};

} // namespace prospectivity

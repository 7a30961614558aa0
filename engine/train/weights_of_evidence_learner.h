#pragma once

#include "engine/train/learner.h"

namespace prospectivity {

/// Weights of evidence (engine/reference/evidence_weights.h) on all training rows; layers that are known to
/// hold codes are taken by their classes, and layers with a column for each class once, by the class that is
/// there.
class WeightsOfEvidenceLearner : public Learner {
 public:
  /// Throws Error naming CLASSES_PER_LAYER.
  explicit WeightsOfEvidenceLearner(int classesPerLayer);

  const ModelKind& kind() const override;
  TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training, std::uint64_t seed,
                  const Progress& progress) const override;
  std::unique_ptr<Learner> withoutStopping(const std::vector<FitHistory>& folds) const override;
  std::unique_ptr<Model> join(const std::vector<std::string>& features,
                              const std::vector<std::shared_ptr<const Model>>& models) const override;

  static constexpr int mostClasses = 1000;

 private:
  int mClassesPerLayer;
};

} // namespace prospectivity

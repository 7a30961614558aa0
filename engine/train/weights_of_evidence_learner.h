#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/train/learner.h"

namespace prospectivity {

/// Weights of evidence (engine/reference/evidence_weights.h) on all training rows; layers that are known to
/// hold codes are taken by their classes, and layers with a column for each class once, by the class that is
/// there. A missing layer weighs 0, whether missing values are filled or learnt from: the weights have no
/// other way to say that they know nothing.
class WeightsOfEvidenceLearner : public Learner {
 public:
  /// Throws Error naming CLASSES_PER_LAYER.
  explicit WeightsOfEvidenceLearner(int classesPerLayer, MissingEvidence missing = MissingEvidence::Exclude);

  const ModelKind& kind() const override;
  bool fillsMissing() const override { return false; }
  bool encodesClasses() const override { return false; } ///< each class has its own weight
  TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training, std::uint64_t seed,
                  const Progress& progress) const override;
  /// addEvidenceWeights().
  void addToReport(Report& report, const SampleTable& samples, const Model& model) const override;
  std::unique_ptr<Model> join(const std::vector<std::string>& features,
                              const std::vector<std::shared_ptr<const Model>>& models) const override;

  static constexpr int mostClasses = 1000;

 private:
  int mClassesPerLayer;
  MissingEvidence mMissing;
};

} // namespace prospectivity

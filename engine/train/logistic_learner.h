#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/model/scaling.h"
#include "engine/train/class_encoder.h"
#include "engine/train/learner.h"

#include <utility>

namespace prospectivity {

/// Logistic regression (engine/reference/logistic_regression.h) of scaled features, on all training rows: it
/// has no use for a validation part. Missing values are filled (filledColumnsOf()); what is learnt of
/// presence is a weight of each feature's 1 or 0, under the same penalty: 0 of a feature that no training row
/// lacks.
class LogisticLearner : public Learner {
 public:
  /// `window`: cells on a side that columns of the rows are, beside a windowed model. To this one each column
  /// is a feature all the same.
  explicit LogisticLearner(ScalingMethod scaling = ScalingMethod::ZScore,
                           MissingEvidence missing = MissingEvidence::Exclude,
                           ClassEncodingOptions classes = {}, int window = 1)
      : mScaling(scaling), mMissing(missing), mClasses(std::move(classes)), mWindow(window) {}

  const ModelKind& kind() const override;
  TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training, std::uint64_t seed,
                  const Progress& progress) const override;
  std::unique_ptr<Model> join(const std::vector<std::string>& features,
                              const std::vector<std::shared_ptr<const Model>>& models) const override;

 private:
  ScalingMethod mScaling;
  MissingEvidence mMissing;
  ClassEncodingOptions mClasses;
  int mWindow;
};

} // namespace prospectivity

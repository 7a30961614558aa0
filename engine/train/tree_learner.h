#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/reference/tree_model.h"
#include "engine/train/class_encoder.h"
#include "engine/train/learner.h"

namespace prospectivity {

/// Random forest or gradient boosting (engine/reference/tree_grower.h) on all training rows, in original
/// units: trees do not care for scales. It has no use for a validation part. Missing values are filled
/// (filledColumnsOf()); the trees may ask for presence where a training row lacks a feature: a column that is
/// 1 everywhere would only take the place of others among those that a forest draws.
class TreeLearner : public Learner {
 public:
  /// `window`: as LogisticLearner. Throws Error naming TREES.
  TreeLearner(TreeKind treeKind, int trees, MissingEvidence missing = MissingEvidence::Exclude,
              ClassEncodingOptions classes = {}, int window = 1);

  const ModelKind& kind() const override { return TreeModel::kindOf(mTreeKind); }

  /// Throws Error for a forest on one column, and what treeGrower() throws.
  TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training, std::uint64_t seed,
                  const Progress& progress) const override;
  std::unique_ptr<Model> join(const std::vector<std::string>& features,
                              const std::vector<std::shared_ptr<const Model>>& models) const override;

  static constexpr int mostTrees = 100000;

 private:
  TreeKind mTreeKind;
  int mTrees;
  MissingEvidence mMissing;
  ClassEncodingOptions mClasses;
  int mWindow;
};

} // namespace prospectivity

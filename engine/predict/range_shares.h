#pragma once

#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Counts, while a map is computed, how many cells lie outside the range that the training samples of a model
/// have in each of its features: a layer in other units than the model learnt, or one that was transformed
/// then and is not now, is seen by it. Features whose codes of classes are known (codesInTraining()) have no
/// range. Thread-safe; the counts do not depend on tiles.
class RangeShares {
 public:
  /// A model without training samples counts nothing.
  explicit RangeShares(const Model& model);

  /// The same outputs as `compute`; cells outside of the mask, and those for which the first band of them
  /// is NaN, are not counted, nor in a feature those that lack it. The
  /// function must not outlive the shares.
  TileFunction counted(TileFunction compute);

  /// Share (0 to 1) of the counted cells outside of the range of feature `j`; 0 when none was counted.
  double outside(std::size_t j) const;

  /// The shares in percent of all features that have cells outside, the largest first, as "'W' 75 %, 'Sn' 2
  /// %"; empty where none has.
  std::string shares() const;

  /// A sentence with the shares, or that there are none; nothing where no cell was counted.
  std::optional<Sentence> account() const;

  /// A sentence for each feature in which far more cells lie outside than chance explains: more than a tenth,
  /// and more than three times what is expected of the range of so few samples (those that have it), 2 /
  /// (samples + 1); then one for each layer that no training sample lacked and that cells lack, where the
  /// model was taught what a missing value means (MissingEvidence::Learn): of that one it was not.
  std::vector<Sentence> doubts() const;

  /// All that was counted, so that the counts of parts of a map can be added up.
  std::vector<std::uint64_t> counts() const;

  /// Adds what counts() gave of a part. False, and nothing is added, for counts of other features. Not while
  /// cells are counted.
  bool add(const std::vector<std::uint64_t>& counts);

 private:
  void count(const float* features, std::size_t cells, const float* wanted, const float* predicted);

  std::vector<std::string> mFeatures;
  std::vector<float> mLeast; ///< NaN where no sample has the feature: nothing lies below it
  std::vector<float> mMost;
  std::vector<std::string> mScales;      ///< units and transforms in words, which the ranges are in
  std::vector<bool> mIsClass;            ///< of a layer in one band per class
  std::vector<std::size_t> mSamplesWith; ///< samples that have the feature; 0 of classes
  std::vector<std::pair<std::string, std::size_t>> mNeverLacked; ///< layers, each with one of its features
  int mWindow = 1; ///< training samples hold means over the window, so that these are what is compared
  bool mTakesMissing = false;
  std::size_t mSamples = 0;
  std::vector<std::atomic<std::uint64_t>> mOutside;
  std::vector<std::atomic<std::uint64_t>> mLacking; ///< counted cells that lack the feature
  std::atomic<std::uint64_t> mCells = 0;
};

/// The same of samples that a model explains. `inputs`: its input rows; of windows their means count. Of
/// fewer than three outside, which chance may leave there, only what lies farther from the range than it is
/// wide counts. Nothing of a model without training samples.
std::vector<Sentence> rangeDoubts(const Model& model, const FloatMatrix& inputs);

} // namespace prospectivity

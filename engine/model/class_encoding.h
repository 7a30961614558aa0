#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace prospectivity {

/// What stands for the codes of one layer of classes in a model: a number per class, such as the log-odds of
/// deposits in it (engine/train/class_encoder.h). Plain data.
struct ClassValues {
  std::vector<float> codes;  ///< of the classes that samples had, rising
  std::vector<float> values; ///< one per code
  float other = 0;           ///< of every other code

  bool knows(float code) const;

  /// NaN, a missing code, stays NaN: it is no class, not even one that no sample had. What becomes of it is
  /// the model's to say (Model::takesMissing()); those of the learners here take it for the most frequent
  /// code of the training part.
  float operator()(float code) const;
};

/// Which features are classes to a model, and what stands for them. All passes meet it in Scaling or in
/// TreeEnsemble, before anything else is done to a value. Plain data.
class ClassEncoding {
 public:
  struct Layer {
    std::size_t feature = 0;
    ClassValues classes;
  };

  bool empty() const { return mLayers.empty(); }
  const std::vector<Layer>& layers() const& { return mLayers; } ///< by rising features
  const std::vector<Layer>& layers() && = delete;               ///< of a copy that is about to go

  /// `feature` lies above those added before.
  void add(std::size_t feature, ClassValues classes) { mLayers.push_back({feature, std::move(classes)}); }

  /// Null where the feature is no layer of classes. Valid as long as the encoding is.
  const ClassValues* of(std::size_t feature) const { return empty() ? nullptr : find(feature); }

  /// Puts what stands for them in the place of the codes in rows of so many columns, one per feature.
  void encode(float* rows, std::size_t count, std::size_t columns) const;

  /// The same where the values of a feature lie behind each other: one plane of so many cells per feature.
  void encodePlanes(float* planes, std::size_t cells) const;

  /// The encoding of positions: position p holds feature order[p].
  ClassEncoding inOrder(const std::vector<int>& order) const;

 private:
  const ClassValues* find(std::size_t feature) const;

  std::vector<Layer> mLayers;
};

/// Of several members of a model that each have a table of a feature: all codes, each with the mean of what
/// stands for it. `tables` may hold null, of a member that takes the feature as a number; without any table
/// there are no codes.
ClassValues meanOf(const std::vector<const ClassValues*>& tables);

/// Of several members that each take a missing code for one of these, what stands for it in all of them: the
/// code that most have, of equally frequent ones the lowest. Between codes there is no mean.
float mostFrequentOf(const std::vector<float>& codes);

} // namespace prospectivity

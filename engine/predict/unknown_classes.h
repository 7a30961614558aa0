#pragma once

#include "engine/core/matrix.h"
#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// The codes of classes that a feature had in training, rising, whether the model knows classes by them
/// (Model::knownCodes()) or takes codes as numbers: then those of its training samples, which a windowed
/// model does not keep. Empty for a feature that holds no codes, or of which nobody knows them.
std::vector<float> codesInTraining(const Model& model, std::size_t feature);

/// A layer of classes, and what of it a model met in training.
struct TaughtClasses {
  std::string layer;
  std::vector<std::size_t> features; ///< one of codes, or one for each class that the model has
  std::vector<float> codes;          ///< codesInTraining(); empty where there is a feature for each class
  const char* taken;                 ///< what the model makes of any other class, as the end of a sentence

  /// Whether a place is of a class that no training sample had: `valueOf(feature)` is the place's value. A
  /// missing value, NaN, is of no class.
  template <typename ValueOf> bool areForeign(const ValueOf& valueOf) const {
    if (!codes.empty()) {
      const float code = valueOf(features.front());
      return !std::isnan(code) && !std::binary_search(codes.begin(), codes.end(), code);
    }
    return std::all_of(features.begin(), features.end(),
                       [&](std::size_t feature) { return valueOf(feature) == 0; });
  }
};

/// All layers of classes of a model of which it is known. Of those with a feature for each class only the
/// ones of which every training sample had one: a place that has none is of a class that the model lacks,
/// such as one that a stack has another band for.
std::vector<TaughtClasses> taughtClasses(const Model& model);

/// A sentence for each layer of classes (taughtClasses()) that is of a class which no training sample had in
/// some of the samples. `samples`: a column for each feature of the model, in its order; NaN, what is
/// missing, is no class.
std::vector<Sentence> doubtsOfClasses(const Model& model, const Matrix& samples);

/// Counts, while a map is computed, how many cells are of a class that no training sample of a model had, in
/// its layers of classes (taughtClasses()). Thread-safe; the counts do not depend on tiles.
class UnknownClasses {
 public:
  explicit UnknownClasses(const Model& model);

  /// The same outputs as `compute`; cells outside of the mask, and those for which the first band of them is
  /// NaN, are not counted. Of a window the cell in its middle counts. The function must not outlive the
  /// counts.
  TileFunction counted(TileFunction compute);

  /// A sentence for each layer with such cells.
  std::vector<Sentence> doubts() const;

  /// All that was counted, so that the counts of parts of a map can be added up.
  std::vector<std::uint64_t> counts() const;

  /// Adds what counts() gave of a part. False, and nothing is added, for counts of other layers. Not while
  /// cells are counted.
  bool add(const std::vector<std::uint64_t>& counts);

 private:
  std::vector<TaughtClasses> mLayers;
  int mWindow = 1;
  std::vector<std::atomic<std::uint64_t>> mUnknown; ///< cells, by layer
  std::atomic<std::uint64_t> mCells = 0;
};

} // namespace prospectivity

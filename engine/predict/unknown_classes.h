#pragma once

#include "engine/core/matrix.h"
#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// A sentence for each feature that a model takes for classes (Model::classes()) and that is of a class which
/// no training sample of it had in some of the samples. `samples`: a column for each feature of the model, in
/// its order; NaN, what is missing, is no class.
std::vector<Sentence> doubtsOfClasses(const Model& model, const Matrix& samples);

/// Counts, while a map is computed, how many cells are of a class that no training sample of a model had, in
/// the features that it takes for classes (Model::classes()). Thread-safe; the counts do not depend on tiles.
class UnknownClasses {
 public:
  explicit UnknownClasses(const Model& model);

  /// The same outputs as `compute`; cells outside of the mask, and those for which the first band of them is
  /// NaN, are not counted. Of a window the cell in its middle counts. The function must not outlive the
  /// counts.
  TileFunction counted(TileFunction compute);

  /// A sentence for each feature with such cells.
  std::vector<Sentence> doubts() const;

  /// All that was counted, so that the counts of parts of a map can be added up.
  std::vector<std::uint64_t> counts() const;

  /// Adds what counts() gave of a part. False, and nothing is added, for counts of other layers. Not while
  /// cells are counted.
  bool add(const std::vector<std::uint64_t>& counts);

 private:
  struct Layer {
    std::size_t feature;
    std::string name;
    ClassValues classes;
  };

  std::vector<Layer> mLayers;
  int mWindow = 1;
  std::vector<std::atomic<std::uint64_t>> mUnknown; ///< cells, by layer
  std::atomic<std::uint64_t> mCells = 0;
};

} // namespace prospectivity
